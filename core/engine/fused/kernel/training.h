// Included once for every target: whole stretches of steps.
#if defined(REWEIGH_FUSED_TRAINING) == defined(HWY_TARGET_TOGGLE)
#ifdef REWEIGH_FUSED_TRAINING
#undef REWEIGH_FUSED_TRAINING
#else
#define REWEIGH_FUSED_TRAINING
#endif

#include "core/engine/fused/kernel/batch_norm.h"
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

template <Terms T>
HWY_INLINE void update_row(const Pass& pass, const LaneMoments& moments, int row, const Sums& sums) {
    if constexpr (T.batch_norm)
        update_normalised<T>(pass, moments, row, sums);
    else
        update<T>(pass, row, sums);
}

// Rule 4 for a tile, two rows at once, and with the batch's only tile rule 5.
template <Terms T, bool OnlyTile, class Lanes>
HWY_INLINE void add_tile(const Pass& pass, const Lanes& group, const LaneMoments& moments) {
    for (int row = 0; row < pass.rows; row += 2) {
        Sums one = OnlyTile ? no_sums() : load_sums(pass.sums(row));
        Sums two = OnlyTile ? no_sums() : load_sums(pass.sums(row + 1));
#pragma GCC unroll 8
        for (int i = 0; i < tile_points; ++i) {
            const Vector G = group.G(i), G0 = group.G0(i), G1 = group.G1(i);
            add_active(one, load_mask(pass.active(row, i)), G, G0, G1);
            add_active(two, load_mask(pass.active(row + 1, i)), G, G0, G1);
        }
        if constexpr (OnlyTile) {
            update_row<T>(pass, moments, row, one);
            update_row<T>(pass, moments, row + 1, two);
        } else {
            store_sums(one, pass.sums(row));
            store_sums(two, pass.sums(row + 1));
        }
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
HWY_INLINE void train_batch(const Pass& pass, Lanes& group, const Stretch* stretches, const Batch& batch,
                            std::int64_t step) {
    LaneMoments moments;
    if constexpr (T.batch_norm) {
        moments = group.points.centre_all(batch);
        normalise(pass, moments);
    }
    group.begin_batch();
    const int tiles = batch.tiles();
    if (tiles > 1)
        for (int row = 0; row < pass.rows; ++row) store_sums(no_sums(), pass.sums(row));
    for (int tile = 0; tile < tiles; ++tile) {
        find_slopes_of_tile<T>(pass, group, stretches, step, tile);
        if (tiles == 1)
            add_tile<T, true>(pass, group, moments);
        else
            add_tile<T, false>(pass, group, moments);
    }
    if (tiles > 1)
        for (int row = 0; row < pass.rows; ++row)
            update_row<T>(pass, moments, row, load_sums(pass.sums(row)));
    group.template update_b2<T>(pass);
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
    const Pass pass = pass_of<L>(nets, rules, notes);
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
