#pragma once

#include "core/figure/curves.h"
#include "core/figure/replica_style.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// Replicas that differ in their seed only; or, for a band over the variants, in their variant too.
struct SeedGroup {
    int variant = 0;  // the first one's
    double weight = 0;
    std::vector<int> replicas;
};

// In order of first appearance.
std::vector<SeedGroup> seed_groups(const std::vector<Replica>& replicas, Band band = Band::Seeds);

// The curve of every replica for one read-out of one model; null where there is none.
std::vector<const Curve*> curves_of(const Snapshot& snapshot, ModelRole role, std::string_view readout);

// A group over time. One seed: mean is its curve, deviation is empty. Several: parked ones are left out of
// both, and a step at which one has no value has none. When all are parked, mean is the first one's.
struct GroupStatistics {
    std::vector<double> mean, deviation;
    int seeds = 0;        // counted in
    bool parked = false;  // all of them are
};
GroupStatistics statistics(const Snapshot& snapshot, const SeedGroup& group,
                           const std::vector<const Curve*>& curves);

bool is_parked(const Snapshot& snapshot, int replica);

// One gesture of edits in words: "L2 1e-3", "weight 1:16", "L2 off, dropout 0.5".
struct EditMark {
    std::int64_t step = 0;
    std::string label;
    int gestures = 1;
};
// Where the run branched off from another one is a mark, too: "fork: L2 off".
std::vector<EditMark> edit_marks(const Snapshot& snapshot, int variant);

// Marks that stand closer than `close` to the first of them become one: "3 edits". `place`: of a step.
std::vector<EditMark> merged(const std::vector<EditMark>& marks, double close,
                             const std::function<double(std::int64_t)>& place);

// What differs between two settings, as the labels of edits name it.
std::string changes_text(const LiveParams& before, const LiveParams& after);

}  // namespace reweigh
