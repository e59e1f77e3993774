// Included once for every target: batch norm of the rows of a net. ENGINE.md 4, rule 6.
#if defined(REWEIGH_FUSED_BATCH_NORM) == defined(HWY_TARGET_TOGGLE)
#ifdef REWEIGH_FUSED_BATCH_NORM
#undef REWEIGH_FUSED_BATCH_NORM
#else
#define REWEIGH_FUSED_BATCH_NORM
#endif

#include "core/engine/batch_norm.h"
#include "core/engine/fused/kernel/pass.h"
#include "core/engine/fused/kernel/sums.h"

HWY_BEFORE_NAMESPACE();
namespace reweigh::fused::HWY_NAMESPACE {

// Weights of a row's normalised first layer; the running statistics follow.
HWY_INLINE void normalise(const Pass& pass, int row) {
    const Floats d;
    const LaneMoments& m = pass.moments;
    const float* unit = pass.unit(row);
    float *norm = pass.norm(row), *normal = pass.normal(row);
    const Vector w0 = load(unit), w1 = load(unit + lanes), b = load(unit + 2 * lanes);
    const Vector t0 = hn::MulAdd(m.L10, w1, hn::Mul(m.L00, w0)), t1 = hn::Mul(m.L11, w1);
    const Vector v = hn::MulAdd(t0, t0, hn::Mul(t1, t1));
    const Vector r = hn::Div(all(1), hn::Sqrt(hn::Add(v, all(static_cast<float>(batch_norm_epsilon)))));
    const Vector gr = hn::Mul(load(norm), r);
    hn::Store(hn::Mul(gr, w0), d, normal);
    hn::Store(hn::Mul(gr, w1), d, normal + lanes);
    hn::Store(r, d, normal + 2 * lanes);
    const Vector mean = hn::MulAdd(w1, m.mean1, hn::MulAdd(w0, m.mean0, b)), var = hn::Mul(v, m.to_unbiased);
    const Vector old_mean = load(norm + 2 * lanes), old_var = load(norm + 3 * lanes),
                 momentum = all(static_cast<float>(batch_norm_momentum));
    hn::Store(hn::MulAdd(momentum, hn::Sub(mean, old_mean), old_mean), d, norm + 2 * lanes);
    hn::Store(hn::MulAdd(momentum, hn::Sub(var, old_var), old_var), d, norm + 3 * lanes);
}

HWY_INLINE void update_normalised(const Pass& pass, int row, const Sums<1>& sums) {
    const Floats d;
    const LaneMoments& m = pass.moments;
    float *unit = pass.unit(row), *norm = pass.norm(row);
    const float* normal = pass.normal(row);
    const Vector w0 = load(unit), w1 = load(unit + lanes), w2 = load(unit + 3 * lanes);
    const Vector gamma = load(norm), beta = load(norm + lanes), r = load(normal + 2 * lanes);
    const Vector D0 = hn::Mul(w2, sums.Q0), D1 = hn::Mul(w2, sums.Q1);
    const Vector q = hn::MulAdd(D0, w0, hn::Mul(D1, w1)), c = hn::Mul(hn::Mul(r, r), q);
    const Vector t0 = hn::MulAdd(m.L10, w1, hn::Mul(m.L00, w0)), t1 = hn::Mul(m.L11, w1);
    const Vector Sw0 = hn::Mul(m.L00, t0), Sw1 = hn::MulAdd(m.L10, t0, hn::Mul(m.L11, t1));
    const Vector slope =
        hn::MulAdd(load(normal), sums.Q0, hn::MulAdd(load(normal + lanes), sums.Q1, hn::Mul(beta, sums.A)));
    const Vector rate = hn::Mul(pass.eta, hn::Mul(gamma, r));
    hn::Store(hn::NegMulAdd(rate, hn::NegMulAdd(c, Sw0, D0), decayed(pass, w0)), d, unit);
    hn::Store(hn::NegMulAdd(rate, hn::NegMulAdd(c, Sw1, D1), decayed(pass, w1)), d, unit + lanes);
    hn::Store(decayed(pass, load(unit + 2 * lanes)), d, unit + 2 * lanes);
    hn::Store(hn::NegMulAdd(pass.eta, hn::Mul(r, q), decayed(pass, gamma)), d, norm);
    hn::Store(hn::NegMulAdd(pass.eta, hn::Mul(w2, sums.A), decayed(pass, beta)), d, norm + lanes);
    hn::Store(hn::NegMulAdd(pass.eta, slope, decayed(pass, w2)), d, unit + 3 * lanes);
}

}  // namespace reweigh::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
