// Included once for every target: what the passes of a step work on.
#if defined(REWEIGH_FUSED_PASS) == defined(HWY_TARGET_TOGGLE)
#ifdef REWEIGH_FUSED_PASS
#undef REWEIGH_FUSED_PASS
#else
#define REWEIGH_FUSED_PASS
#endif

#include "core/engine/fused/kernel/math.h"

HWY_BEFORE_NAMESPACE();
namespace reweigh::fused::HWY_NAMESPACE {

// Moments in vectors: Moments<float> of batch.h.
struct LaneMoments {
    Vector mean0, mean1, L00, L10, L11, to_unbiased;
};

// What a pass needs: nets and notes of one group, live parameters as vectors.
struct Pass {
    LaneNets nets;
    LaneNotes notes;
    Vector eta, decay, dropout_scale;
    IntVector below_threshold;  // dropout keeps where the random byte is above
    int rows = 0;
    LaneMoments moments{};  // of the batch, with batch norm

    HWY_INLINE float* unit(int row) const { return nets.units + row * 4 * lanes; }
    HWY_INLINE float* norm(int row) const { return nets.norms + row * 4 * lanes; }
    HWY_INLINE float* normal(int row) const { return notes.normal + row * 3 * lanes; }
    HWY_INLINE float* sums(int row) const { return notes.sums + row * 3 * lanes; }
    HWY_INLINE float* active(int row, int point) const {
        return notes.active + (row * tile_points + point) * mask_floats;
    }
};

HWY_INLINE Vector decayed(const Pass& pass, Vector value) { return hn::Mul(value, pass.decay); }

}  // namespace reweigh::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
