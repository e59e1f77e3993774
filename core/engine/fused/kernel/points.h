// Included once for every target: the points of a batch as the lanes see them.
#if defined(REWEIGH_FUSED_POINTS) == defined(HWY_TARGET_TOGGLE)
#ifdef REWEIGH_FUSED_POINTS
#undef REWEIGH_FUSED_POINTS
#else
#define REWEIGH_FUSED_POINTS
#endif

#include "core/engine/fused/kernel/eight.h"
#include "core/engine/fused/kernel/pass.h"

HWY_BEFORE_NAMESPACE();
namespace reweigh::fused::HWY_NAMESPACE {

// Omega of every lane for both classes and for places beyond the batch.
struct LaneOmegas {
    alignas(64) float of[3][lanes];  // negative, positive, none
};
inline constexpr int beyond_batch = 2;

// sums: one for every lane, or with `stride` 0 one for all.
HWY_INLINE void weigh(LaneOmegas& omegas, const LaneRules& rules, int batch_points, const ClassSums* sums,
                      int stride) {
    for (int lane = 0; lane < lanes; ++lane) {
        const Omegas omega = omegas_of(batch_points, sums[stride * lane], rules.rules[lane]);
        omegas.of[0][lane] = static_cast<float>(omega.negative);
        omegas.of[1][lane] = static_cast<float>(-omega.positive);
        omegas.of[beyond_batch][lane] = 0;
    }
}

// The same points for all lanes.
class SharedPoints {
public:
    HWY_INLINE void open(const Batch& batch, const Stretch* stretches, const LaneNotes& notes,
                         const LaneRules& rules) {
        tiles_ = notes.tiles;
        size_ = batch.size;
        gather(tiles_, batch, stretches[0]);
        if (rules.weighs_by_class) {
            const ClassSums sums = class_sums(batch, stretches[0]);
            weigh(omegas_, rules, size_, &sums, 0);
        } else if (size_ != weighed_size_) {
            const ClassSums none;
            weigh(omegas_, rules, size_, &none, 0);
        }
        weighed_size_ = size_;
    }
    HWY_INLINE LaneMoments centre_all(const Batch& batch) {
        const Moments<float> m = centre(tiles_, batch);
        return {all(m.mean0), all(m.mean1), all(m.L00), all(m.L10), all(m.L11), all(m.to_unbiased)};
    }
    HWY_INLINE void select(int tile) {
        tile_ = tiles_ + tile;
        left_ = size_ - tile * tile_points;
    }
    HWY_INLINE Vector x0(int i) const { return all(tile_->x0[i]); }
    HWY_INLINE Vector x1(int i) const { return all(tile_->x1[i]); }
    HWY_INLINE Vector side(int i) const { return all(tile_->side[i]); }
    HWY_INLINE Vector omega(int i) const {
        return load(omegas_.of[i >= left_ ? beyond_batch : tile_->side[i] > 0 ? 1 : 0]);
    }

    // The tile with its points in lanes, as the first lane weighs them.
    HWY_INLINE const PointTile<float>& tile() const { return *tile_; }
    HWY_INLINE Eight omega_of_all() const {
        const Eights d;
        const auto positive = hn::Gt(hn::Load(d, tile_->side), hn::Zero(d));
        const Eight omega =
            hn::IfThenElse(positive, hn::Set(d, omegas_.of[1][0]), hn::Set(d, omegas_.of[0][0]));
        return hn::IfThenElseZero(hn::Lt(hn::Iota(d, 0), hn::Set(d, static_cast<float>(left_))), omega);
    }

private:
    PointTile<float>* tiles_ = nullptr;
    const PointTile<float>* tile_ = nullptr;
    int size_ = 0, left_ = 0, weighed_size_ = 0;
    LaneOmegas omegas_;
};

// Points of its own for every lane.
class GatheredPoints {
public:
    HWY_INLINE void open(const Batch& batch, const Stretch* stretches, const LaneNotes& notes,
                         const LaneRules& rules) {
        tiles_ = notes.tiles;
        tile_count_ = batch.tiles();
        size_ = batch.size;
        const std::ptrdiff_t first = batch.points - stretches[0].order;
        ClassSums sums[lanes];
        for (int lane = 0; lane < lanes; ++lane) {
            const Batch own{stretches[lane].order + first, batch.size};
            gather(tiles_ + lane * tile_count_, own, stretches[lane]);
            if (rules.weighs_by_class) sums[lane] = class_sums(own, stretches[lane]);
        }
        if (rules.weighs_by_class || size_ != weighed_size_) weigh(omegas_, rules, size_, sums, 1);
        weighed_size_ = size_;
    }
    HWY_INLINE LaneMoments centre_all(const Batch& batch) {
        alignas(64) float of[6][lanes];
        for (int lane = 0; lane < lanes; ++lane) {
            const Moments<float> m = centre(tiles_ + lane * tile_count_, batch);
            of[0][lane] = m.mean0;
            of[1][lane] = m.mean1;
            of[2][lane] = m.L00;
            of[3][lane] = m.L10;
            of[4][lane] = m.L11;
            of[5][lane] = m.to_unbiased;
        }
        return {load(of[0]), load(of[1]), load(of[2]), load(of[3]), load(of[4]), load(of[5])};
    }
    HWY_INLINE void select(int tile) {
        for (int lane = 0; lane < lanes; ++lane) {
            const PointTile<float>& own = tiles_[lane * tile_count_ + tile];
            for (int i = 0; i < tile_points; ++i) {
                x0_[i][lane] = own.x0[i];
                x1_[i][lane] = own.x1[i];
                side_[i][lane] = own.side[i];
            }
        }
        left_ = size_ - tile * tile_points;
    }
    HWY_INLINE Vector x0(int i) const { return load(x0_[i]); }
    HWY_INLINE Vector x1(int i) const { return load(x1_[i]); }
    HWY_INLINE Vector side(int i) const { return load(side_[i]); }
    HWY_INLINE Vector omega(int i) const {
        if (i >= left_) return all(0);
        const Mask positive = hn::Gt(side(i), hn::Zero(Floats()));
        return hn::IfThenElse(positive, load(omegas_.of[1]), load(omegas_.of[0]));
    }

private:
    PointTile<float>* tiles_ = nullptr;
    int tile_count_ = 0, size_ = 0, left_ = 0, weighed_size_ = 0;
    LaneOmegas omegas_;
    alignas(64) float x0_[tile_points][lanes], x1_[tile_points][lanes], side_[tile_points][lanes];
};

}  // namespace reweigh::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
