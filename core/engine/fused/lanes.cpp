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

// Calls visit(in the lanes, net, block, values, unit) for every parameter of every lane.
template <class Self, class Visit>
void LaneRoom::for_each_value(Self& self, std::size_t nets, bool batch_norm, Visit&& visit) {
    const auto each_of = [&](auto* to, const auto& values) {
        for (int row = 0; row < self.rows_; ++row)
            for (const auto member : values)
                for (int lane = 0; lane < self.lanes_; ++lane, ++to) {
                    const auto net = self.layout_ == Layout::Hidden ? 0 : static_cast<std::size_t>(lane);
                    if (net < nets)
                        visit(*to, net, static_cast<std::size_t>(row % self.blocks_), member,
                              unit_at(self.layout_, self.lanes_, row / self.blocks_, lane));
                }
    };
    each_of(values_of(self.units_), unit_values);
    if (batch_norm) each_of(values_of(self.norms_), norm_values);
}

void LaneRoom::load(std::span<const MlpNet<float>* const> nets, bool batch_norm) {
    const auto net_of = [&](std::size_t lane) -> const MlpNet<float>& {
        return *nets[lane < nets.size() ? lane : 0];
    };
    for (std::size_t lane = 0; lane < static_cast<std::size_t>(lanes_); ++lane)
        values_of(b2_)[lane] = net_of(lane).b2;
    for_each_value(*this, static_cast<std::size_t>(lanes_), batch_norm,
                   [&](float& to, std::size_t lane, std::size_t block, auto member, int unit) {
                       to = (net_of(lane).blocks[block].*member)[unit];
                   });
}

void LaneRoom::store(std::span<MlpNet<float>* const> nets, bool batch_norm) const {
    for (std::size_t lane = 0; lane < nets.size(); ++lane) nets[lane]->b2 = values_of(b2_)[lane];
    for_each_value(*this, nets.size(), batch_norm,
                   [&](float from, std::size_t lane, std::size_t block, auto member, int unit) {
                       (nets[lane]->blocks[block].*member)[unit] = from;
                   });
}

LaneNets LaneRoom::nets() { return {values_of(units_), values_of(norms_), values_of(b2_), blocks_}; }

LaneNotes LaneRoom::notes() {
    return {values_of(active_), values_of(sums_), values_of(normal_), values_of(kept_), tiles_.data()};
}

}  // namespace reweigh::fused
