#include "core/base/philox.h"
#include "core/data/kinds.h"
#include "core/margin/interior_point.h"
#include "core/margin/max_margin.h"
#include "tests/margin/oracle.h"

#include <doctest/doctest.h>

namespace reweigh {
namespace {

// 1/2 |w|^2 + C sum of hinge losses of the line's own w = normal / half margin.
double objective(const Dataset& data, Vec2 w, double bias, double penalty) {
    double hinge = 0;
    for (std::int64_t i = 0; i < data.size(); ++i) {
        const double sign = oracle::is_positive(data, i) ? 1 : -1;
        hinge += std::max(0.0, 1 - sign * (dot(w, data.point(i)) + bias));
    }
    return dot(w, w) / 2 + penalty * hinge;
}

struct Weights {
    Vec2 w;
    double bias = 0;
};
Weights weights_of(const Separator& separator) {
    const double norm = 1 / separator.half_margin;
    return {norm * separator.line.normal, -norm * separator.line.offset};
}

// The objective is convex: no nearby place below means no place below.
void check_lowest(const Dataset& data, const Separator& found, double penalty) {
    const auto [w, bias] = weights_of(found);
    const double here = objective(data, w, bias, penalty);
    for (const double step : {1e-1, 1e-2, 1e-3, 1e-4})
        for (int direction = 0; direction < 26; ++direction) {
            const int code = direction < 13 ? direction : direction + 1;  // all of {-1, 0, 1}^3 but 0
            const Vec2 dw{code % 3 - 1.0, code / 3 % 3 - 1.0};
            const double there = objective(data, w + step * dw, bias + step * (code / 9 - 1), penalty);
            CHECK(there >= here * (1 - 1e-9));
        }
}

SoftMarginProblem problem_of(const Dataset& data, double penalty) {
    SoftMarginProblem problem{.rows = {}, .penalty = penalty};
    for (std::int64_t i = 0; i < data.size(); ++i) {
        const double sign = oracle::is_positive(data, i) ? 1 : -1;
        problem.rows.push_back({sign * data.point(i).x, sign * data.point(i).y, sign});
    }
    return problem;
}

// Any alpha in [0, C] with sum alpha y' = 0 bounds the minimum from below: D = sum alpha - 1/2 |sum alpha y'
// x|^2.
void check_certificate(const SoftMarginProblem& problem) {
    const SoftMarginSolution solution = solve_soft_margin(problem);
    Vec3 sum{};
    double total = 0, hinge = 0, size = 0;
    for (std::size_t i = 0; i < problem.rows.size(); ++i) {
        const Vec3& a = problem.rows[i];
        REQUIRE(solution.alpha[i] >= 0);
        REQUIRE(solution.alpha[i] <= problem.penalty * (1 + 1e-12));
        for (std::size_t k = 0; k < 3; ++k) sum[k] += solution.alpha[i] * a[k];
        total += solution.alpha[i];
        size += solution.alpha[i] * (std::abs(a[0]) + std::abs(a[1]) + 1);
        hinge += std::max(0.0, 1 - a[0] * solution.z[0] - a[1] * solution.z[1] - a[2] * solution.z[2]);
    }
    const double half_norm = (solution.z[0] * solution.z[0] + solution.z[1] * solution.z[1]) / 2;
    const double rounding = 1e-13 * size;
    CHECK(std::abs(sum[2]) <= 1e-6 * half_norm + rounding);
    CHECK(std::abs(sum[0] - solution.z[0]) <= 1e-6 * std::sqrt(half_norm) + rounding);
    CHECK(std::abs(sum[1] - solution.z[1]) <= 1e-6 * std::sqrt(half_norm) + rounding);
    const double primal = half_norm + problem.penalty * hinge;
    const double dual = total - (sum[0] * sum[0] + sum[1] * sum[1]) / 2;
    // Where w = 0 is the optimum, the solver stops at a gap of 1e-8.
    CHECK(primal - dual <= std::max(1e-6 * half_norm, 1e-8) + 1e-13 * primal);
    CHECK(primal - dual >= -1e-13 * primal - std::abs(sum[2] * solution.z[2]));
}

Dataset random_labels(std::uint32_t trial, int count) {
    std::vector<LabelledPoint> points;
    for (int i = 0; i < count; ++i) {
        const PhiloxBlock words = RandomStream{.key = trial}.block(static_cast<std::uint32_t>(i));
        points.push_back({.at = {4 * to_uniform(words[0]) - 2, 4 * to_uniform(words[1]) - 2},
                          .label = i == 0   ? 1
                                   : i == 1 ? 0
                                            : static_cast<int>(words[2] & 1)});
    }
    return to_dataset(points);
}

}  // namespace

TEST_CASE("the soft margin of every made set that overlaps is certified by its dual") {
    for (const DataParams& params :
         {DataParams{MoonsParams{}}, DataParams{GaussiansParams{}}, DataParams{GaussiansParams{.count = 8}},
          DataParams{GaussiansParams{.centre = 0}}, DataParams{TruncatedNormalParams{}},
          DataParams{SoudryParams{}}, DataParams{TruncatedNormalParams{.centre = 0.4}}})
        for (const std::uint64_t seed : {1, 2, 3})
            for (const double penalty : {0.01, 1.0, 1000.0, 1e6})
                check_certificate(problem_of(make_dataset(params, seed), penalty));
}

TEST_CASE("the soft margin of random labels is certified by its dual and is the lowest place around") {
    int lines = 0;
    for (std::uint32_t trial = 0; trial < 300; ++trial) {
        CAPTURE(trial);
        const Dataset data = random_labels(trial, 3 + static_cast<int>(trial % 30));
        check_certificate(problem_of(data, 1000));
        const auto found = soft_margin(data);
        if (!found) continue;
        ++lines;
        check_lowest(data, *found, 1000);
    }
    CHECK(lines > 200);
}

TEST_CASE("on separable data with a large penalty the soft margin is the max margin") {
    for (std::uint64_t seed = 1; seed <= 20; ++seed)
        for (const DataParams& params : {DataParams{TruncatedNormalParams{}}, DataParams{SoudryParams{}}}) {
            const Dataset data = make_dataset(params, seed);
            const auto hard = max_margin(data);
            const auto soft = soft_margin(data, 1e6);
            REQUIRE(hard);
            REQUIRE(soft);
            CHECK(length(soft->line.normal - hard->line.normal) < 1e-6);
            CHECK(soft->line.offset == doctest::Approx(hard->line.offset).epsilon(1e-6));
            CHECK(soft->half_margin == doctest::Approx(hard->half_margin).epsilon(1e-6));
            CHECK(soft->support_vectors == hard->support_vectors);
        }
}

TEST_CASE("hand-solved: four points on a line that overlap, however stiff the penalty") {
    // Along the diagonal, t = 1 (both), 2 (-), 3 (+): losses 2 + 1 + 0 at f = t - 2, and no less anywhere.
    for (const double scale : {1.0, 1e3, 1e6, 1e12}) {
        CAPTURE(scale);
        const Dataset data = oracle::dataset({{scale, scale}, {3 * scale, 3 * scale}},
                                             {{scale, scale}, {2 * scale, 2 * scale}});
        const auto found = find_separator(data);
        REQUIRE(found);
        CHECK(length(found->line.normal - main_axis) < 1e-6);
        CHECK(found->half_margin == doctest::Approx(scale * std::sqrt(2.0)).epsilon(1e-6));
        CHECK(found->line.offset == doctest::Approx(scale * std::sqrt(8.0)).epsilon(1e-6));
        CHECK(length(found->origin - scale * Vec2{2, 2}) < 1e-5 * scale);
        CHECK(found->support_vectors == std::vector<int>{0, 1, 2, 3});
    }
}

TEST_CASE("a set that overlaps gets a labelled soft margin through the middle of the class means") {
    const Dataset data = make_dataset(GaussiansParams{}, 1);
    CHECK_FALSE(max_margin(data));
    const auto found = find_separator(data);
    REQUIRE(found);
    CHECK(found->kind == Separator::Kind::SoftMargin);
    CHECK(found->label == "soft-margin SVM, C = 1000 (not separable)");
    CHECK(dot(found->line.normal, main_axis) > 0.98);
    CHECK(std::abs(found->line.signed_distance(found->origin)) < 1e-12);
    Vec2 mean[2];
    for (std::int64_t i = 0; i < data.size(); ++i)
        mean[oracle::is_positive(data, i)] = mean[oracle::is_positive(data, i)] + (1.0 / 512) * data.point(i);
    const Vec2 middle = 0.5 * (mean[0] + mean[1]);
    CHECK(std::abs(cross(found->line.normal, middle - found->origin)) < 1e-9);
    CHECK(soft_margin(data, 0.5)->label == "soft-margin SVM, C = 0.5");
}

TEST_CASE("a separable set gets its max margin") {
    const Dataset data = make_dataset(TruncatedNormalParams{}, 1);
    const auto found = find_separator(data);
    REQUIRE(found);
    CHECK(found->kind == Separator::Kind::MaxMargin);
    CHECK(found->origin == max_margin(data)->origin);
}

TEST_CASE("where no direction serves better than none there is no line") {
    CHECK_FALSE(find_separator(oracle::dataset({{1, 1}, {-1, -1}}, {{1, -1}, {-1, 1}})));
    CHECK_FALSE(find_separator(oracle::dataset({{2, 3}, {2, 3}}, {{2, 3}})));
    CHECK_FALSE(find_separator(oracle::dataset({{0, 0}}, {{1, 0}, {-1, 0}, {0, 1}, {0.25, -1}})));
    CHECK_FALSE(find_separator(oracle::dataset({{1, 1}}, {{1, 1}, {2, 2}})));
    for (const double scale : {1.0, 1e6}) {
        std::vector<Vec2> both;
        for (std::uint64_t i = 0; i < 5000; ++i) both.push_back(scale * normal_pair(1, i));
        CHECK_FALSE(find_separator(oracle::dataset(both, both)));
    }
    // A margin far wider than the data: C = 1000 weighs a micrometre as nothing.
    CHECK_FALSE(find_separator(oracle::dataset({{1e-6, 0}, {-2e-6, 0}}, {{-1e-6, 0}, {1.5e-6, 1e-6}})));
}

TEST_CASE("the line follows the data through moves and changes of scale") {
    const Dataset data = make_dataset(MoonsParams{.count = 64}, 5);
    const auto found = soft_margin(data, 1000);
    REQUIRE(found);
    for (const double scale : {0.01, 64.0, 1e4, 1e8}) {
        CAPTURE(scale);
        const Vec2 move{32 * scale, -8 * scale};
        std::vector<LabelledPoint> points;
        for (std::int64_t i = 0; i < data.size(); ++i)
            points.push_back({.at = scale * data.point(i) + move, .label = oracle::is_positive(data, i)});
        const auto other = soft_margin(to_dataset(points), 1000 / (scale * scale));
        REQUIRE(other);
        CHECK(length(other->line.normal - found->line.normal) < 1e-5);
        CHECK(other->half_margin == doctest::Approx(scale * found->half_margin).epsilon(1e-5));
        CHECK(length(other->origin - (scale * found->origin + move)) < 1e-5 * scale);
    }
}

TEST_CASE("100,000 overlapping points get their line") {
    const Dataset data = make_dataset(GaussiansParams{.count = 50'000}, 1);
    const auto found = find_separator(data);
    REQUIRE(found);
    CHECK(dot(found->line.normal, main_axis) > 0.9995);
    check_lowest(data, *found, 1000);
}

}  // namespace reweigh
