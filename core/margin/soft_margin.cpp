#include "core/config/text.h"
#include "core/margin/interior_point.h"
#include "core/margin/max_margin.h"
#include "core/margin/support_vectors.h"

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

// Moved to mean 0 and mean square 1, so that the solver meets numbers of the order of 1.
struct Scaling {
    Vec2 mean;
    double size = 0;
    Vec2 apply(Vec2 p) const { return (1 / size) * (p - mean); }
};

bool is_positive(const Dataset& data, std::int64_t i) {
    return data.labels[static_cast<std::size_t>(i)] == 1;
}

Vec2 mean_of(const Dataset& data, bool positive) {
    Vec2 sum;
    double count = 0;
    for (std::int64_t i = 0; i < data.size(); ++i)
        if (is_positive(data, i) == positive) {
            sum = sum + data.point(i);
            ++count;
        }
    return (1 / count) * sum;
}

Scaling scaling_of(const Dataset& data) {
    const auto n = static_cast<double>(data.size());
    Scaling scaling;
    for (std::int64_t i = 0; i < data.size(); ++i) scaling.mean = scaling.mean + (1 / n) * data.point(i);
    double squares = 0;
    for (std::int64_t i = 0; i < data.size(); ++i) {
        const Vec2 p = data.point(i) - scaling.mean;
        squares += dot(p, p) / n;
    }
    scaling.size = std::sqrt(squares);
    return scaling;
}

// In scaled coordinates the penalty is C size^2. Above this bound rounding of the multipliers would reach w,
// and the line depends on C no more unless its margin is narrower than 1e-4 of the points' extent.
constexpr double stiffest_penalty = 1e9;

SoftMarginProblem problem_of(const Dataset& data, const Scaling& scaling, double penalty) {
    SoftMarginProblem problem{.rows = {},
                              .penalty = std::min(penalty * scaling.size * scaling.size, stiffest_penalty)};
    for (std::int64_t i = 0; i < data.size(); ++i) {
        const Vec2 p = scaling.apply(data.point(i));
        const double sign = is_positive(data, i) ? 1 : -1;
        problem.rows.push_back({sign * p.x, sign * p.y, sign});
    }
    return problem;
}

// The optimum is w = 0, or a line with a margin a thousand times as wide as the points, whose place C leaves
// open.
bool is_without_direction(Vec2 scaled_w) { return length(scaled_w) <= 1e-3; }

}  // namespace

std::optional<Separator> soft_margin(const Dataset& data, double penalty) {
    const auto positives = std::count(data.labels.begin(), data.labels.end(), std::uint8_t{1});
    if (positives == 0 || positives == data.size()) return std::nullopt;
    const Scaling scaling = scaling_of(data);
    if (!(scaling.size > 0)) return std::nullopt;
    const SoftMarginSolution solution = solve_soft_margin(problem_of(data, scaling, penalty));
    const Vec2 w{solution.z[0], solution.z[1]};
    if (is_without_direction(w)) return std::nullopt;

    const Vec2 normal = (1 / length(w)) * w;
    const double half_margin = scaling.size / length(w);
    const Line2 line{normal, dot(normal, scaling.mean) - solution.z[2] * half_margin};
    const Vec2 middle = 0.5 * (mean_of(data, true) + mean_of(data, false));
    return Separator{.kind = Separator::Kind::SoftMargin,
                     .line = line,
                     .origin = middle - line.signed_distance(middle) * normal,
                     .half_margin = half_margin,
                     .support_vectors = support_vectors(data, line, half_margin),
                     .label = "soft-margin SVM, C = " + to_text(penalty)};
}

std::optional<Separator> find_separator(const Dataset& data) {
    if (!data.is_plane()) return std::nullopt;
    if (std::optional<Separator> exact = max_margin(data)) return exact;
    std::optional<Separator> soft = soft_margin(data);
    if (soft) soft->label += " (not separable)";
    return soft;
}

}  // namespace reweigh
