// Included once for every target: whole stretches of steps.
#if defined(REWEIGH_FUSED_TRAINING) == defined(HWY_TARGET_TOGGLE)
#ifdef REWEIGH_FUSED_TRAINING
#undef REWEIGH_FUSED_TRAINING
#else
#define REWEIGH_FUSED_TRAINING
#endif

#include "core/engine/fused/kernel/lanes.h"

HWY_BEFORE_NAMESPACE();
namespace reweigh::fused::HWY_NAMESPACE {

template <Layout L>
struct LanesOf;
template <>
struct LanesOf<Layout::Shared> {
    using Type = ReplicaLanes<SharedPoints, false>;
};
template <>
struct LanesOf<Layout::Gathered> {
    using Type = ReplicaLanes<GatheredPoints, true>;
};
template <>
struct LanesOf<Layout::Hidden> {
    using Type = UnitLanes;
};

// As many rows as the registers hold sums of; a leaf has no fewer.
inline constexpr int rows_at_once = 2;

template <Terms T, int N>
HWY_INLINE void update_rows(const Pass& pass, int row, const Sums<N>& sums) {
    if constexpr (N > 1) {
        update_rows<T>(pass, row, sums.low);
        update_rows<T>(pass, row + N / 2, sums.high);
    } else if constexpr (T.batch_norm) {
        update_normalised(pass, row, sums);
    } else {
        update(pass, row, sums);
    }
}

// Rule 4 for a tile, serially over its points, and with the batch's only tile rule 5.
template <Terms T, bool OnlyTile, class Lanes>
HWY_INLINE void add_tile(const Pass& pass, const Lanes& group) {
    for (int row = 0; row < pass.rows; row += rows_at_once) {
        auto sums = OnlyTile ? no_sums<rows_at_once>() : load_sums<rows_at_once>(pass.sums(row));
#pragma GCC unroll 1  // more would spill
        for (int i = 0; i < tile_points; ++i)
            add_active(sums, pass.active(row, i), group.G(i), group.G0(i), group.G1(i));
        if constexpr (OnlyTile)
            update_rows<T>(pass, row, sums);
        else
            store_sums(sums, pass.sums(row));
    }
}

template <Terms T, class Lanes>
HWY_INLINE void find_slopes_of_tile(const Pass& pass, Lanes& group, const Stretch* stretches,
                                    std::int64_t step, int tile) {
    const int tiles = (stretches[0].batch_size + tile_points - 1) / tile_points;
    group.points.select(tile);
    if constexpr (T.dropout) group.draw(pass, stretches, step, tile, tiles);
    group.template sum_over_units<T>(pass);
    group.template find_slopes<T>(pass);
}

template <Terms T, class Lanes>
HWY_INLINE void train_batch(Pass& pass, Lanes& group, const Stretch* stretches, const Batch& batch,
                            std::int64_t step) {
    if constexpr (T.batch_norm) {
        pass.moments = group.points.centre_all(batch);
        for (int row = 0; row < pass.rows; ++row) normalise(pass, row);
    }
    group.begin_batch();
    const int tiles = batch.tiles();
    if (tiles > 1)
        for (int row = 0; row < pass.rows; ++row) store_sums(no_sums<1>(), pass.sums(row));
    for (int tile = 0; tile < tiles; ++tile) {
        find_slopes_of_tile<T>(pass, group, stretches, step, tile);
        if (tiles == 1)
            add_tile<T, true>(pass, group);
        else
            add_tile<T, false>(pass, group);
    }
    if (tiles > 1)
        for (int row = 0; row < pass.rows; ++row) update_rows<T>(pass, row, load_sums<1>(pass.sums(row)));
    group.update_b2(pass);
}

template <Layout L>
HWY_INLINE Pass pass_of(const LaneNets& nets, const LaneRules& rules, const LaneNotes& notes) {
    const Ints d;
    return {nets,
            notes,
            load(rules.eta),
            load(rules.decay),
            load(rules.dropout_scale),
            hn::Sub(hn::Load(d, rules.dropout_threshold), hn::Set(d, 1)),
            L == Layout::Hidden ? nets.blocks * block_units / lanes : nets.blocks * block_units};
}

template <Layout L, std::size_t TermIndex>
void train_mlp(const LaneNets& nets, const Stretch* stretches, const LaneRules& rules,
               const LaneNotes& notes) {
    constexpr Terms T = terms_at(TermIndex);
    Pass pass = pass_of<L>(nets, rules, notes);
    typename LanesOf<L>::Type group;
    const Stretch& stretch = stretches[0];
    std::int64_t step = stretch.first_step;
    for (std::int64_t done = 0; done < stretch.points; done += stretch.batch_size, ++step) {
        const Batch batch = batch_at(stretch, done);
        if (T.batch_norm && batch.size < 2) continue;  // has no variance: skipped in every engine
        group.points.open(batch, stretches, notes, rules);
        train_batch<T>(pass, group, stretches, batch, step);
    }
}

}  // namespace reweigh::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
