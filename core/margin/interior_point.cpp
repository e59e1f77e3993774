#include "core/margin/interior_point.h"

#include <algorithm>
#include <cmath>
#include <utility>

// With slack s_i = a_i.z - 1 + xi_i >= 0, violation xi_i >= 0, P = diag(1, 1, 0), the conditions of the
// optimum are
//     P z = sum alpha_i a_i,   alpha_i + beta_i = C,   alpha_i s_i = beta_i xi_i = 0,   alpha, beta >= 0.
namespace reweigh {
namespace {

// One point's part of the unknowns, or of a step.
struct PointState {
    double alpha = 0, beta = 0, slack = 0, violation = 0;  // alpha_i, beta_i, s_i, xi_i
};

struct State {
    Vec3 z{};
    std::vector<PointState> points;
};

// What alpha s and beta xi shall change by.
struct Target {
    double alpha_slack = 0, beta_violation = 0;
};

struct Matrix3 {
    std::array<Vec3, 3> rows{};
    void add_outer(double factor, const Vec3& a) {
        for (std::size_t r = 0; r < 3; ++r)
            for (std::size_t c = 0; c < 3; ++c) rows[r][c] += factor * a[r] * a[c];
    }
};

// Cholesky from the last row up: b has no term in P, so the exact pivots of w, met after it, are at least 1,
// however large the rest is; rounding may say less.
Vec3 solve(const Matrix3& matrix, const Vec3& right) {
    std::array<Vec3, 3> factor{};
    Vec3 z = right;
    for (std::size_t r = 3; r-- > 0;) {
        for (std::size_t c = 2; c > r; --c) {
            double sum = matrix.rows[r][c];
            for (std::size_t k = 2; k > c; --k) sum -= factor[r][k] * factor[c][k];
            factor[r][c] = sum / factor[c][c];
            z[r] -= factor[r][c] * z[c];
        }
        double pivot = matrix.rows[r][r];
        for (std::size_t k = 2; k > r; --k) pivot -= factor[r][k] * factor[r][k];
        factor[r][r] = std::sqrt(r < 2 ? std::max(pivot, 1.0) : pivot);
        z[r] /= factor[r][r];
    }
    for (std::size_t r = 0; r < 3; ++r) {
        for (std::size_t k = 0; k < r; ++k) z[r] -= factor[k][r] * z[k];
        z[r] /= factor[r][r];
    }
    return z;
}

PointState moved(const PointState& p, const PointState& step, double share) {
    return {p.alpha + share * step.alpha, p.beta + share * step.beta, p.slack + share * step.slack,
            p.violation + share * step.violation};
}

double duality_gap(const State& state) {
    double sum = 0;
    for (const PointState& p : state.points) sum += p.alpha * p.slack + p.beta * p.violation;
    return sum;
}

double gap_after(const State& state, const State& step, double share) {
    double sum = 0;
    for (std::size_t i = 0; i < state.points.size(); ++i) {
        const PointState p = moved(state.points[i], step.points[i], share);
        sum += p.alpha * p.slack + p.beta * p.violation;
    }
    return sum;
}

State start_of(const SoftMarginProblem& problem) {
    const double half = problem.penalty / 2;
    return {{}, std::vector<PointState>(problem.rows.size(), {half, half, 1, 2})};
}

// The Newton step towards alpha s and beta xi as wanted; `target_of(i)` gives their wanted changes.
template <class TargetOf>
State newton_step(const SoftMarginProblem& problem, const State& state, TargetOf&& target_of) {
    const std::size_t n = problem.rows.size();
    Matrix3 matrix;
    matrix.rows[0][0] = matrix.rows[1][1] = 1;
    Vec3 right{-state.z[0], -state.z[1], 0};
    State step{{}, std::vector<PointState>(n)};
    for (std::size_t i = 0; i < n; ++i) {
        const Vec3& a = problem.rows[i];
        const PointState& p = state.points[i];
        const Target target = target_of(i);
        const double residual = dot(a, state.z) - 1 + p.violation - p.slack;
        const double stiffness = 1 / (p.violation / p.beta + p.slack / p.alpha);
        const double push = target.alpha_slack / p.alpha - target.beta_violation / p.beta - residual;
        matrix.add_outer(stiffness, a);
        for (std::size_t k = 0; k < 3; ++k) right[k] += (p.alpha + stiffness * push) * a[k];
        step.points[i].alpha = stiffness;  // completed below, once the step of z is known
        step.points[i].beta = push;
    }
    step.z = solve(matrix, right);
    for (std::size_t i = 0; i < n; ++i) {
        const PointState& p = state.points[i];
        const Target target = target_of(i);
        PointState& d = step.points[i];
        d.alpha *= d.beta - dot(problem.rows[i], step.z);
        d.beta = -d.alpha;
        d.slack = (target.alpha_slack - p.slack * d.alpha) / p.alpha;
        d.violation = (target.beta_violation - p.violation * d.beta) / p.beta;
    }
    return step;
}

// The largest share of the step, at most 1, that keeps everything positive.
double longest_share(const State& state, const State& step) {
    double share = 1;
    const auto limit = [&](double value, double change) {
        if (change < 0) share = std::min(share, -value / change);
    };
    for (std::size_t i = 0; i < state.points.size(); ++i) {
        const PointState &p = state.points[i], &d = step.points[i];
        limit(p.alpha, d.alpha);
        limit(p.beta, d.beta);
        limit(p.slack, d.slack);
        limit(p.violation, d.violation);
    }
    return share;
}

void advance(State& state, const State& step, double share) {
    for (std::size_t k = 0; k < 3; ++k) state.z[k] += share * step.z[k];
    for (std::size_t i = 0; i < state.points.size(); ++i)
        state.points[i] = moved(state.points[i], step.points[i], share);
}

double half_norm(const State& state) { return (state.z[0] * state.z[0] + state.z[1] * state.z[1]) / 2; }

double hinge(const State& state) {
    double sum = 0;
    for (const PointState& p : state.points) sum += p.violation;
    return sum;
}

// One predictor and one corrector step. Centres as much as the predictor shows to be needed.
void iterate(const SoftMarginProblem& problem, State& state) {
    const State predictor = newton_step(problem, state, [&](std::size_t i) {
        const PointState& p = state.points[i];
        return Target{-p.alpha * p.slack, -p.beta * p.violation};
    });
    const double gap = duality_gap(state);
    const double predicted = gap_after(state, predictor, longest_share(state, predictor));
    const double mean = gap / static_cast<double>(2 * state.points.size());
    const double wanted = mean * std::pow(predicted / gap, 3);
    const State step = newton_step(problem, state, [&](std::size_t i) {
        const PointState &p = state.points[i], &d = predictor.points[i];
        return Target{wanted - p.alpha * p.slack - d.alpha * d.slack,
                      wanted - p.beta * p.violation - d.beta * d.violation};
    });
    advance(state, step, std::min(1.0, 0.995 * longest_share(state, step)));
}

// 1/2 |w - w*|^2 is at most the gap. Where w* = 0, w shrinks with the gap; rounding may end the progress of
// either.
bool is_done(const SoftMarginProblem& problem, const State& state, double gap, double previous) {
    const double half = half_norm(state);
    const bool told = gap <= 1e-9 * half;
    const bool vanished = gap + half <= 1e-8;
    const bool stalled = gap > previous / 2 && gap <= 1e-10 * (half + problem.penalty * hinge(state));
    return told || vanished || stalled;
}

}  // namespace

SoftMarginSolution solve_soft_margin(const SoftMarginProblem& problem) {
    State state = start_of(problem);
    double gap = duality_gap(state), previous = gap;
    for (int step = 0; step < 100 && !is_done(problem, state, gap, previous); ++step) {
        iterate(problem, state);
        previous = std::exchange(gap, duality_gap(state));
    }
    SoftMarginSolution solution{.z = state.z, .alpha = {}, .gap = gap};
    for (const PointState& p : state.points) solution.alpha.push_back(p.alpha);
    return solution;
}

}  // namespace reweigh
