#pragma once

#include "core/engine/fused/kernels.h"
#include "core/engine/net.h"

#include <array>
#include <span>
#include <vector>

namespace reweigh::fused {

// The hidden unit in the first block of 32 that a lane of a row holds, where each row has one parameter of
// every lane. Rows come in the order in which their products are summed: folds of 16 and 8 first (ENGINE.md
// 4, rule 2), and of all units that are equal modulo 32, one after the other.
int unit_at(Layout layout, int lanes, int leaf, int lane);

// Memory for one group: its nets in lanes, what a step notes.
class LaneRoom {
public:
    LaneRoom(Layout layout, const Kernels& kernels, int hidden, int largest_batch);
    // Logistic regressions: notes alone.
    LaneRoom(Layout layout, const Kernels& kernels, int largest_batch);

    // nets: those of the lanes, or one with Layout::Hidden; lanes beyond them repeat the first.
    void load(std::span<const MlpNet<float>* const> nets, bool batch_norm);
    void store(std::span<MlpNet<float>* const> nets, bool batch_norm) const;

    LaneNets nets();
    LaneNotes notes();

private:
    template <class Value>
    struct alignas(64) Line {  // of the cache
        Value values[16];
    };
    template <class Value>
    using Lines = std::vector<Line<Value>>;
    template <class Net>
    std::array<Net*, most_lanes> net_of_lanes(std::span<Net* const> nets) const;
    template <class Nets, class Visit>
    void for_each_value(auto* to, const auto& members, const Nets& nets, Visit&& visit) const;

    Layout layout_;
    int lanes_, blocks_ = 0, rows_ = 0;
    Lines<float> units_, norms_, b2_, active_, sums_, normal_;
    Lines<std::int32_t> kept_;
    std::vector<PointTile<float>> tiles_;
};

}  // namespace reweigh::fused
