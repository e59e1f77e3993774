#pragma once

#include "core/engine/fused/kernels.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace reweigh::fused {

// A replica as packing sees it. Lanes share a vector when they have these terms in common.
struct Packable {
    int replica = 0;
    std::uint64_t seed = 0;
    Terms terms;
    friend bool operator==(const Packable&, const Packable&) = default;
};

// Replicas that are trained together, one in every lane; at most as many as there are lanes.
struct Group {
    Layout layout = Layout::Hidden;
    std::vector<int> replicas;
    double cost = 1;  // time of a step
    friend bool operator==(const Group&, const Group&) = default;
};

// Time of a step of one group, in any unit that they share.
struct LayoutCosts {
    double shared = 1, gathered = 1, hidden = 1;
    constexpr double of(Layout layout) const {
        return layout == Layout::Shared ? shared : layout == Layout::Gathered ? gathered : hidden;
    }
};
using TermCosts = std::array<LayoutCosts, term_sets>;  // by index_of(terms)

struct PackingRules {
    int lanes = 8, threads = 1;
    TermCosts costs;
    std::optional<Layout> only = {};  // for tests and benchmarks
};

// Time until the last thread is done when each takes the next group; groups: the longest first.
double makespan(std::span<const Group> groups, int threads);

// Groups in which every replica is once, the longest first: of the ways to pack what does not fill a vector,
// the one with the shortest makespan. It changes speed, never bits. ENGINE.md 3, "Packing".
std::vector<Group> pack(std::span<const Packable> replicas, const PackingRules& rules);

}  // namespace reweigh::fused
