#pragma once

namespace reweigh {

// Lambdas as one visitor of a std::variant.
template <class... Functions>
struct overloaded : Functions... {
    using Functions::operator()...;
};

}  // namespace reweigh
