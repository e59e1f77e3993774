#include "core/engine/fused/lanes.h"

namespace reweigh::fused {
namespace {

using Block = UnitBlock<float>;
constexpr float (Block::*unit_values[])[block_units] = {&Block::w0, &Block::w1, &Block::b, &Block::w2};
constexpr float (Block::*norm_values[])[block_units] = {&Block::gamma, &Block::beta, &Block::running_mean,
                                                        &Block::running_var};

auto* values_of(auto& lines) { return lines.empty() ? nullptr : lines.front().values; }
std::size_t lines_for(std::size_t values) { return (values + 15) / 16; }

}  // namespace

int unit_at(Layout layout, int lanes, int leaf, int lane) {
    constexpr int folded[] = {0, 16, 8, 24};
    if (layout != Layout::Hidden) return leaf / 4 + folded[leaf % 4];
    return lanes == 8 ? folded[leaf] + lane : lanes * leaf + lane;
}

LaneRoom::LaneRoom(Layout layout, const Kernels& kernels, int largest_batch)
    : layout_(layout),
      lanes_(kernels.lanes),
      tiles_(static_cast<std::size_t>((largest_batch + tile_points - 1) / tile_points *
                                      (layout == Layout::Gathered ? kernels.lanes : 1))) {}

LaneRoom::LaneRoom(Layout layout, const Kernels& kernels, int hidden, int largest_batch)
    : LaneRoom(layout, kernels, largest_batch) {
    blocks_ = (hidden + block_units - 1) / block_units;
    rows_ = blocks_ * block_units / (layout == Layout::Hidden ? lanes_ : 1);
    const auto row = static_cast<std::size_t>(rows_ * lanes_);
    units_.resize(lines_for(4 * row));
    norms_.resize(lines_for(4 * row));
    b2_.resize(lines_for(static_cast<std::size_t>(lanes_)));
    active_.resize(lines_for(tile_points * row));
    sums_.resize(lines_for(3 * row));
    normal_.resize(lines_for(3 * row));
    const int bytes = (blocks_ + 1) / 2 * 2 * block_units * tile_points;  // of pairs of blocks
    kept_.resize(lines_for(static_cast<std::size_t>(bytes * (layout == Layout::Gathered ? lanes_ : 1))));
}

// Calls visit(value in the lanes, values of 32 units, lane, unit) for every parameter of every lane.
template <class Nets, class Visit>
void LaneRoom::for_each_value(auto* to, const auto& members, const Nets& nets, Visit&& visit) const {
    std::array<int, most_lanes> unit{};
    std::array<decltype(nets[0]->blocks.data()), most_lanes> source{};
    const auto lanes = static_cast<std::size_t>(lanes_);
    for (int leaf = 0; leaf < rows_ / blocks_; ++leaf) {
        for (std::size_t lane = 0; lane < lanes; ++lane)
            unit[lane] = unit_at(layout_, lanes_, leaf, static_cast<int>(lane));
        for (std::size_t block = 0; block < static_cast<std::size_t>(blocks_); ++block) {
            for (std::size_t lane = 0; lane < lanes; ++lane) source[lane] = &nets[lane]->blocks[block];
            for (const auto member : members)
                for (std::size_t lane = 0; lane < lanes; ++lane, ++to)
                    visit(*to, (source[lane]->*member)[unit[lane]], lane);
        }
    }
}

// Of every lane: the first net's where there is none of its own, which with Layout::Hidden is so in all.
template <class Net>
std::array<Net*, most_lanes> LaneRoom::net_of_lanes(std::span<Net* const> nets) const {
    std::array<Net*, most_lanes> result{};
    for (std::size_t lane = 0; lane < result.size(); ++lane)
        result[lane] = nets[lane < nets.size() && layout_ != Layout::Hidden ? lane : 0];
    return result;
}

void LaneRoom::load(std::span<const MlpNet<float>* const> nets, bool batch_norm) {
    const auto of_lanes = net_of_lanes(nets);
    for (std::size_t lane = 0; lane < static_cast<std::size_t>(lanes_); ++lane)
        values_of(b2_)[lane] = of_lanes[lane]->b2;
    const auto copy = [](float& to, float from, std::size_t) { to = from; };
    for_each_value(values_of(units_), unit_values, of_lanes, copy);
    if (batch_norm) for_each_value(values_of(norms_), norm_values, of_lanes, copy);
}

void LaneRoom::store(std::span<MlpNet<float>* const> nets, bool batch_norm) const {
    for (std::size_t lane = 0; lane < nets.size(); ++lane) nets[lane]->b2 = values_of(b2_)[lane];
    const std::size_t owned = layout_ == Layout::Hidden ? most_lanes : nets.size();
    const auto copy = [owned](float from, float& to, std::size_t lane) {
        if (lane < owned) to = from;
    };
    for_each_value(values_of(units_), unit_values, net_of_lanes(nets), copy);
    if (batch_norm) for_each_value(values_of(norms_), norm_values, net_of_lanes(nets), copy);
}

LaneNets LaneRoom::nets() { return {values_of(units_), values_of(norms_), values_of(b2_), blocks_}; }

LaneNotes LaneRoom::notes() {
    return {values_of(active_), values_of(sums_), values_of(normal_), values_of(kept_), tiles_.data()};
}

}  // namespace reweigh::fused
