// Included once for every target: what the layouts do differently. Sums over units and slopes of the points.
#if defined(REWEIGH_FUSED_LANES) == defined(HWY_TARGET_TOGGLE)
#ifdef REWEIGH_FUSED_LANES
#undef REWEIGH_FUSED_LANES
#else
#define REWEIGH_FUSED_LANES
#endif

#include "core/engine/fused/kernel/dropout.h"
#include "core/engine/fused/kernel/eight.h"
#include "core/engine/fused/kernel/points.h"
#include "core/engine/fused/kernel/rows.h"

HWY_BEFORE_NAMESPACE();
namespace reweigh::fused::HWY_NAMESPACE {

// Points first ... first + N - 1 of the selected tile.
template <int N, class Points>
HWY_INLINE void select_points(const Points& points, int first, Bundle<N>& x0, Bundle<N>& x1) {
    if constexpr (N == 1) {
        x0.it = points.x0(first);
        x1.it = points.x1(first);
    } else {
        select_points(points, first, x0.low, x1.low);
        select_points(points, first + N / 2, x0.high, x1.high);
    }
}

// Replicas in lanes. A leaf is one unit of every block; leaves in the order of unit_at
// (core/engine/fused/lanes.h).
template <class Points_, bool OwnBytes>
class ReplicaLanes {
public:
    using Points = Points_;
    Points points;

    HWY_INLINE void draw(const Pass& pass, const Stretch* stretches, std::int64_t step, int tile, int tiles) {
        if constexpr (OwnBytes)
            draw_gathered(pass.notes.kept, stretches, step, tile, tiles, pass.nets.blocks);
        else
            draw_shared(pass.notes.kept, stretches[0], step, tile, tiles, pass.nets.blocks);
    }
    HWY_INLINE static IntVector byte_of(const std::int32_t* kept, int leaf, int block, int point) {
        const int unit = leaf / 4 + leaf % 4 % 2 * 16 + leaf % 4 / 2 * 8;
        const int index = (block * tile_points + point) * block_units + unit;
        return OwnBytes ? hn::Load(Ints(), kept + index * lanes) : hn::Set(Ints(), kept[index]);
    }

    // Rules 1, 2 for the selected tile.
    template <Terms T>
    HWY_INLINE void sum_over_units(const Pass& pass) {
#pragma GCC unroll 1
        for (int first = 0; first < tile_points; first += points_at_once) {
            PointBundle<points_at_once> x;
            select_points(points, first, x.x0, x.x1);
            alignas(64) float p[8][points_at_once * lanes];
#pragma GCC unroll 1
            for (int l = 0; l < 8; ++l) store(sum_quad<T, ReplicaLanes>(pass, 4 * l, first, x), p[l]);
#pragma GCC unroll 1
            for (int i = 0; i < points_at_once * lanes; i += lanes) {
                const auto pair = [&](int l) HWY_ATTR { return hn::Add(load(p[l] + i), load(p[l + 4] + i)); };
                sum_[first + i / lanes] = hn::Add(hn::Add(pair(0), pair(2)), hn::Add(pair(1), pair(3)));
            }
        }
    }

    // Rule 3 and the products of rule 4.
    template <Terms T>
    HWY_INLINE void find_slopes(const Pass& pass) {
        const Floats d;
        const Vector b2 = load(pass.nets.b2);
#pragma GCC unroll 8
        for (int i = 0; i < tile_points; ++i) {
            const Vector z = T.dropout ? hn::MulAdd(pass.dropout_scale, sum_[i], b2) : hn::Add(sum_[i], b2);
            const Vector g = slope(d, points.omega(i), hn::Mul(points.side(i), z));
            gb_ = hn::Add(gb_, g);
            G_[i] = T.dropout ? hn::Mul(pass.dropout_scale, g) : g;
            G0_[i] = hn::Mul(G_[i], points.x0(i));
            G1_[i] = hn::Mul(G_[i], points.x1(i));
        }
    }
    HWY_INLINE Vector G(int i) const { return G_[i]; }
    HWY_INLINE Vector G0(int i) const { return G0_[i]; }
    HWY_INLINE Vector G1(int i) const { return G1_[i]; }

    HWY_INLINE void begin_batch() { gb_ = all(0); }
    HWY_INLINE void update_b2(const Pass& pass) const {
        hn::Store(hn::NegMulAdd(pass.eta, gb_, decayed(pass, load(pass.nets.b2))), Floats(), pass.nets.b2);
    }

private:
    Vector sum_[tile_points], G_[tile_points], G0_[tile_points], G1_[tile_points], gb_;
};

// Units of one replica in lanes; a leaf is as many units of every block as there are lanes.
class UnitLanes {
public:
    using Points = SharedPoints;
    Points points;

    HWY_INLINE void draw(const Pass& pass, const Stretch* stretches, std::int64_t step, int tile, int tiles) {
        draw_shared(pass.notes.kept, stretches[0], step, tile, tiles, pass.nets.blocks);
    }
    HWY_INLINE static IntVector byte_of(const std::int32_t* kept, int leaf, int block, int point) {
        const int unit = lanes == 8 ? leaf % 2 * 16 + leaf / 2 * 8 : leaf * 16;
        return hn::Load(Ints(), kept + (block * tile_points + point) * block_units + unit);
    }

    template <Terms T>
    HWY_INLINE void sum_over_units(const Pass& pass) {
        alignas(64) float p[tile_points * lanes];
#pragma GCC unroll 1
        for (int first = 0; first < tile_points; first += points_at_once) {
            PointBundle<points_at_once> x;
            select_points(points, first, x.x0, x.x1);
            if constexpr (lanes == 8)
                store(sum_quad<T, UnitLanes>(pass, 0, first, x), p + first * lanes);
            else
                store(sum_pair<T, UnitLanes>(pass, 0, first, x), p + first * lanes);
        }
        Eight folded[tile_points];
        for (int i = 0; i < tile_points; ++i) folded[i] = eight_of(load(p + i * lanes));
        sum_ = fold_all(folded);
    }

    template <Terms T>
    HWY_INLINE void find_slopes(const Pass& pass) {
        const Eights d;
        const PointTile<float>& tile = points.tile();
        const Eight scale = eight_same(pass.dropout_scale), b2 = hn::Set(d, *pass.nets.b2);
        const Eight z = T.dropout ? hn::MulAdd(scale, sum_, b2) : hn::Add(sum_, b2);
        const Eight g = slope(d, points.omega_of_all(), hn::Mul(hn::Load(d, tile.side), z));
        const Eight G = T.dropout ? hn::Mul(scale, g) : g;
        hn::Store(g, d, g_);
        hn::Store(G, d, G_);
        hn::Store(hn::Mul(G, hn::Load(d, tile.x0)), d, G0_);
        hn::Store(hn::Mul(G, hn::Load(d, tile.x1)), d, G1_);
        for (int i = 0; i < tile_points; ++i) gb_ += g_[i];
    }
    HWY_INLINE Vector G(int i) const { return all(G_[i]); }
    HWY_INLINE Vector G0(int i) const { return all(G0_[i]); }
    HWY_INLINE Vector G1(int i) const { return all(G1_[i]); }

    HWY_INLINE void begin_batch() { gb_ = 0; }
    HWY_INLINE void update_b2(const Pass& pass) const {
        const Vector updated = hn::NegMulAdd(pass.eta, all(gb_), decayed(pass, all(*pass.nets.b2)));
        *pass.nets.b2 = hn::GetLane(updated);
    }

private:
    Eight sum_;
    alignas(64) float g_[tile_points], G_[tile_points], G0_[tile_points], G1_[tile_points];
    float gb_ = 0;
};

}  // namespace reweigh::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
