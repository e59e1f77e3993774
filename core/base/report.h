#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <functional>

namespace reweigh {

// Long work was ended by who asked for it.
struct Cancelled : Error {
    Cancelled() : Error("Stopped.") {}
};

// Hears now and then how much is done of all there is to do, 0 where nobody knows. Its answer false ends the
// work, which then throws Cancelled.
using Report = std::function<bool(std::uint64_t done, std::uint64_t all)>;

inline void tell(const Report& report, std::uint64_t done, std::uint64_t all) {
    if (report && !report(done, all)) throw Cancelled();
}

}  // namespace reweigh
