#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace reweigh {

// How far CIFAR-10 is on its way to this computer, as this window knows it.
struct NotFetched {
    std::uint64_t kept = 0;  // bytes of an earlier try, which the next one goes on from
    friend bool operator==(const NotFetched&, const NotFetched&) = default;
};
struct Fetching {
    std::uint64_t done = 0, all = 0;  // bytes; all: 0 where nobody knows
    friend bool operator==(const Fetching&, const Fetching&) = default;
};
struct FetchFailed {
    std::string sentence;
    std::uint64_t kept = 0;
    friend bool operator==(const FetchFailed&, const FetchFailed&) = default;
};
struct Fetched {
    std::string path;  // for PicturesParams
    friend bool operator==(const Fetched&, const Fetched&) = default;
};
using FetchState = std::variant<NotFetched, Fetching, FetchFailed, Fetched>;

}  // namespace reweigh
