// Included once for every target: logistic regression. ENGINE.md 4, last sentence of rule 5.
#if defined(REWEIGH_FUSED_LINEAR) == defined(HWY_TARGET_TOGGLE)
#ifdef REWEIGH_FUSED_LINEAR
#undef REWEIGH_FUSED_LINEAR
#else
#define REWEIGH_FUSED_LINEAR
#endif

#include "core/engine/fused/kernel/training.h"

HWY_BEFORE_NAMESPACE();
namespace reweigh::fused::HWY_NAMESPACE {

struct LineSums {
    Vector gb, Q0, Q1;
};

template <class Points>
HWY_INLINE void add_points(LineSums& sums, const Points& points, Vector w0, Vector w1, Vector b) {
    const Floats d;
#pragma GCC unroll 8
    for (int i = 0; i < tile_points; ++i) {
        const Vector x0 = points.x0(i), x1 = points.x1(i);
        const Vector z = hn::MulAdd(w1, x1, hn::MulAdd(w0, x0, b));
        const Vector g = slope(d, points.omega(i), hn::Mul(points.side(i), z));
        sums.gb = hn::Add(sums.gb, g);
        sums.Q0 = hn::Add(sums.Q0, hn::Mul(g, x0));
        sums.Q1 = hn::Add(sums.Q1, hn::Mul(g, x1));
    }
}

// Replicas in lanes.
template <class Points>
HWY_INLINE void train_lines(LaneLines& lines, const Stretch* stretches, const LaneRules& rules,
                            const LaneNotes& notes) {
    const Floats d;
    const Vector eta = load(rules.eta), decay = load(rules.decay);
    Vector w0 = load(lines.w0), w1 = load(lines.w1), b = load(lines.b);
    Points points;
    const Stretch& stretch = stretches[0];
    for (std::int64_t done = 0; done < stretch.points; done += stretch.batch_size) {
        const Batch batch = batch_at(stretch, done);
        points.open(batch, stretches, notes, rules);
        LineSums sums{all(0), all(0), all(0)};
        for (int tile = 0; tile < batch.tiles(); ++tile) {
            points.select(tile);
            add_points(sums, points, w0, w1, b);
        }
        w0 = hn::NegMulAdd(eta, sums.Q0, hn::Mul(w0, decay));
        w1 = hn::NegMulAdd(eta, sums.Q1, hn::Mul(w1, decay));
        b = hn::NegMulAdd(eta, sums.gb, hn::Mul(b, decay));
    }
    hn::Store(w0, d, lines.w0);
    hn::Store(w1, d, lines.w1);
    hn::Store(b, d, lines.b);
}

// One replica with its points in lanes.
HWY_INLINE void train_line(LaneLines& lines, const Stretch* stretches, const LaneRules& rules,
                           const LaneNotes& notes) {
    const Eights d;
    const float eta = rules.eta[0], decay = rules.decay[0];
    float w0 = lines.w0[0], w1 = lines.w1[0], b = lines.b[0];
    SharedPoints points;
    const Stretch& stretch = stretches[0];
    for (std::int64_t done = 0; done < stretch.points; done += stretch.batch_size) {
        const Batch batch = batch_at(stretch, done);
        points.open(batch, stretches, notes, rules);
        float gb = 0, Q0 = 0, Q1 = 0;
        for (int tile = 0; tile < batch.tiles(); ++tile) {
            points.select(tile);
            const Eight x0 = hn::Load(d, points.tile().x0), x1 = hn::Load(d, points.tile().x1);
            const Eight z = hn::MulAdd(hn::Set(d, w1), x1, hn::MulAdd(hn::Set(d, w0), x0, hn::Set(d, b)));
            const Eight g = slope(d, points.omega_of_all(), hn::Mul(hn::Load(d, points.tile().side), z));
            alignas(64) float of_g[tile_points], of_g0[tile_points], of_g1[tile_points];
            hn::Store(g, d, of_g);
            hn::Store(hn::Mul(g, x0), d, of_g0);
            hn::Store(hn::Mul(g, x1), d, of_g1);
            for (int i = 0; i < tile_points; ++i) {
                gb += of_g[i];
                Q0 += of_g0[i];
                Q1 += of_g1[i];
            }
        }
        w0 = canonical::fma(-eta, Q0, w0 * decay);
        w1 = canonical::fma(-eta, Q1, w1 * decay);
        b = canonical::fma(-eta, gb, b * decay);
    }
    lines.w0[0] = w0;
    lines.w1[0] = w1;
    lines.b[0] = b;
}

template <Layout L>
void train_linear(LaneLines& lines, const Stretch* stretches, const LaneRules& rules,
                  const LaneNotes& notes) {
    if constexpr (L == Layout::Hidden)
        train_line(lines, stretches, rules, notes);
    else
        train_lines<typename LanesOf<L>::Type::Points>(lines, stretches, rules, notes);
}

}  // namespace reweigh::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
