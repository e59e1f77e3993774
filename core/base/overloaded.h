#pragma once

namespace reweigh {

// Lambdas as one visitor of a std::variant.
template <class... Functions>
struct overloaded : Functions... {
    using Functions::operator()...;
};
template <class... Functions>
overloaded(Functions...) -> overloaded<Functions...>;

}  // namespace reweigh
