#include "core/margin/max_margin.h"

#include "core/data/kinds.h"
#include "tests/margin/oracle.h"

#include <doctest/doctest.h>

#include <numbers>

namespace reweigh {
namespace {

constexpr double sqrt2 = std::numbers::sqrt2;

void check_separator(const std::optional<Separator>& found, Vec2 normal, Vec2 origin, double half_margin,
                     const std::vector<int>& support_vectors) {
    REQUIRE(found);
    CHECK(length(found->line.normal - normal) < 1e-12);
    CHECK(length(found->origin - origin) < 1e-12);
    CHECK(std::abs(found->half_margin - half_margin) < 1e-12);
    CHECK(std::abs(found->line.offset - dot(normal, origin)) < 1e-12);
    CHECK(found->support_vectors == support_vectors);
    CHECK(found->kind == Separator::Kind::MaxMargin);
    CHECK(found->label == "max margin");
}

// What makes a separator the widest: its margin, reached by both classes, equals the oracle's; and o* lies
// over support vectors of both.
void check_against_oracle(const Dataset& data) {
    const double widest = oracle::widest_half_gap(data);
    const auto found = max_margin(data);
    REQUIRE(found.has_value() == (widest > 1e-9 * data.sigma_max / 2));
    if (!found) return;
    CHECK(found->half_margin == doctest::Approx(widest).epsilon(1e-12));
    CHECK(oracle::half_gap(data, found->line.normal) == doctest::Approx(widest).epsilon(1e-10));
    CHECK(std::abs(found->line.signed_distance(found->origin)) < 1e-12 * data.sigma_max);
    double lowest = 1e300;
    for (std::int64_t i = 0; i < data.size(); ++i)
        lowest = std::min(
            lowest, (oracle::is_positive(data, i) ? 1 : -1) * found->line.signed_distance(data.point(i)));
    CHECK(lowest == doctest::Approx(widest).epsilon(1e-9));
    for (const bool positive : {true, false}) {
        const auto [first, last] = oracle::support_stretch(data, *found, positive);
        CHECK(first <= 1e-9 * data.sigma_max);
        CHECK(last >= -1e-9 * data.sigma_max);
    }
}

}  // namespace

TEST_CASE("hand-solved: two corners face each other") {
    const Dataset data = oracle::dataset({{3, 4}, {5, 4}, {4, 8}}, {{0, 0}, {-2, 1}, {1, -3}});
    check_separator(max_margin(data), {0.6, 0.8}, {1.5, 2}, 2.5, {0, 3});
}

TEST_CASE("hand-solved: a corner faces a side") {
    // The side from (0, 2) to (4, -1) has the normal (.6, .8); (3, 4) lies 3.4 above it.
    const Dataset data = oracle::dataset({{3, 4}, {6, 9}}, {{0, 2}, {4, -1}, {-3, -3}});
    check_separator(max_margin(data), {0.6, 0.8}, Vec2{3, 4} - 1.7 * Vec2{0.6, 0.8}, 1.7, {0, 2, 3});
    const Dataset swapped = oracle::dataset({{0, 2}, {4, -1}, {-3, -3}}, {{3, 4}, {6, 9}});
    check_separator(max_margin(swapped), {-0.6, -0.8}, Vec2{3, 4} - 1.7 * Vec2{0.6, 0.8}, 1.7, {0, 1, 3});
}

TEST_CASE("hand-solved: parallel sides face each other, the middle of their overlap counts") {
    // Along x the sides reach 1 to 7 and -2 to 3: the overlap is 1 to 3.
    const Dataset data = oracle::dataset({{1, 2}, {7, 2}, {4, 9}}, {{-2, -1}, {3, -1}, {0, -5}});
    check_separator(max_margin(data), {0, 1}, {2, 0.5}, 1.5, {0, 1, 3, 4});
    const Dataset inside = oracle::dataset({{2, 7}, {2, 2}}, {{-1, 4}, {-1, 5}, {-8, 4.5}});
    check_separator(max_margin(inside), {1, 0}, {0.5, 4.5}, 1.5, {0, 1, 2, 3});
    // Parallel sides that pass each other: their ends face.
    const Dataset passing = oracle::dataset({{0, 0}, {-5, 0}}, {{3, -4}, {9, -4}});
    check_separator(max_margin(passing), {-0.6, 0.8}, {1.5, -2}, 2.5, {0, 2});
}

TEST_CASE("the caps of any data seed are separated through 0 by their documented margin") {
    double tilt = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        CAPTURE(seed);
        const auto found = max_margin(make_dataset(TruncatedNormalParams{}, seed));
        REQUIRE(found);
        CHECK(length(found->origin) < 1e-6);
        CHECK(found->half_margin >= 0.14);
        CHECK(found->half_margin <= 0.16);
        const double degrees =
            std::acos(std::min(1.0, dot(found->line.normal, main_axis))) * 180 / std::numbers::pi;
        CHECK(degrees <= 3.2);
        tilt += degrees / 300;
    }
    CHECK(tilt == doctest::Approx(0.5).epsilon(0.4));
    CHECK(max_margin(make_dataset(TruncatedNormalParams{}, 1))->half_margin ==
          doctest::Approx(0.14390).epsilon(4e-5));
}

TEST_CASE("soudry's points are separated along u at sqrt 2 by four support vectors") {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        const auto found = max_margin(make_dataset(SoudryParams{}, seed));
        REQUIRE(found);
        CHECK(length(found->line.normal - main_axis) < 1e-9);
        CHECK(length(found->origin) < 1e-9);
        CHECK(std::abs(found->half_margin - sqrt2) < 1e-9);
        CHECK(found->support_vectors == std::vector<int>{0, 1, 8, 9});
    }
}

TEST_CASE("random sets have the margin of the exhaustive search") {
    int separable = 0;
    for (std::uint32_t trial = 0; trial < 600; ++trial) {
        CAPTURE(trial);
        const Dataset data = oracle::scattered_set(trial);
        separable += max_margin(data).has_value();
        check_against_oracle(data);
    }
    CHECK(separable > 100);
    CHECK(separable < 500);
}

TEST_CASE(
    "points on a small lattice, with duplicates and parallel sides, have the margin of the exhaustive "
    "search") {
    int separable = 0;
    for (std::uint32_t trial = 0; trial < 3000; ++trial) {
        CAPTURE(trial);
        const Dataset data = oracle::lattice_set(trial);
        separable += max_margin(data).has_value();
        check_against_oracle(data);
    }
    CHECK(separable > 500);
    CHECK(separable < 2500);
}

TEST_CASE("facing parallel sides put the origin over the middle of their overlap") {
    for (std::uint32_t trial = 0; trial < 3000; ++trial) {
        const auto lattice = [](Vec2 p) { return Vec2{std::round(3 * p.x), std::round(3 * p.y)}; };
        std::vector<Vec2> positive, negative;
        for (const Vec2 p : oracle::random_points(trial, 0, 5)) positive.push_back(lattice(p) + Vec2{7, 2});
        for (const Vec2 p : oracle::random_points(trial, 100, 5)) negative.push_back(lattice(p));
        const Dataset data = oracle::dataset(positive, negative);
        const auto found = max_margin(data);
        REQUIRE(found);
        const auto [p_first, p_last] = oracle::support_stretch(data, *found, true);
        const auto [n_first, n_last] = oracle::support_stretch(data, *found, false);
        CHECK(std::abs(std::max(p_first, n_first) + std::min(p_last, n_last)) < 1e-9);
    }
}

TEST_CASE("hulls that overlap, touch or hold one another have no max margin") {
    const std::vector<Vec2> square{{0, 0}, {2, 0}, {2, 2}, {0, 2}};
    CHECK_FALSE(max_margin(oracle::dataset(square, {{1, 1}, {3, 1}, {3, 3}, {1, 3}})));
    CHECK_FALSE(max_margin(oracle::dataset(square, {{2, 2}, {3, 3}})));
    CHECK_FALSE(max_margin(oracle::dataset(square, {{2, 1}, {3, 1}})));
    CHECK_FALSE(max_margin(oracle::dataset(square, {{2, -1}, {2, 3}, {5, 0}})));
    CHECK_FALSE(max_margin(oracle::dataset(square, {{1, 1}})));
    CHECK_FALSE(max_margin(oracle::dataset({{1, 1}}, square)));
    CHECK_FALSE(max_margin(oracle::dataset(square, {{0.5, 0.5}, {1.5, 0.5}, {1, 1.5}})));
    CHECK_FALSE(max_margin(oracle::dataset(square, square)));
    CHECK_FALSE(max_margin(oracle::dataset({{1, 1}}, {{1, 1}})));
    CHECK_FALSE(max_margin(oracle::dataset({{0, 0}, {2, 2}}, {{1, 1}})));
    CHECK_FALSE(max_margin(oracle::dataset({{0, 0}, {2, 2}}, {{1, 1}, {3, 3}})));
    CHECK_FALSE(max_margin(oracle::dataset({{0, 0}, {2, 2}}, {{0, 2}, {2, 0}})));
}

TEST_CASE("single, repeated and collinear points are separated like any others") {
    check_separator(max_margin(oracle::dataset({{3, 4}}, {{0, 0}})), {0.6, 0.8}, {1.5, 2}, 2.5, {0, 1});
    check_separator(max_margin(oracle::dataset({{3, 4}, {3, 4}}, {{0, 0}, {0, 0}, {0, 0}})), {0.6, 0.8},
                    {1.5, 2}, 2.5, {0, 1, 2, 3, 4});
    check_separator(max_margin(oracle::dataset({{5, 5}, {3, 3}, {4, 4}}, {{1, 1}, {-2, -2}})),
                    {sqrt2 / 2, sqrt2 / 2}, {2, 2}, sqrt2, {1, 3});
    check_separator(max_margin(oracle::dataset({{0, 1}, {1, 1}, {2, 1}, {3, 1}}, {{1, -1}, {1, -2}})), {0, 1},
                    {1, 0}, 1, {0, 1, 2, 3, 4});
    check_separator(max_margin(oracle::dataset({{0, 1}, {2, 1}}, {{1, -1}, {5, -1}})), {0, 1}, {1.5, 0}, 1,
                    {0, 1, 2, 3});
}

TEST_CASE("hulls closer than 1e-9 sigma_max count as meeting, wider gaps do not") {
    const auto gap = [](double half) {
        return oracle::dataset({{half, 0}, {1, 1}, {1, -1}}, {{-half, 0}, {-1, 1}, {-1, -1}});
    };
    CHECK(max_margin(gap(1.1e-9)));
    CHECK_FALSE(max_margin(gap(0.9e-9)));
    const auto thin = max_margin(gap(1e-8));
    REQUIRE(thin);
    CHECK(thin->half_margin == doctest::Approx(1e-8).epsilon(1e-6));
    CHECK(thin->support_vectors == std::vector<int>{0, 3});
}

TEST_CASE("support vectors are the points within a millionth of the margin") {
    const Dataset data =
        oracle::dataset({{0, 1}, {1, 1 + 0.5e-6}, {2, 1 + 2e-6}, {-3, 1.5}}, {{0, -1}, {5, -4}});
    CHECK(max_margin(data)->support_vectors == std::vector<int>{0, 1, 4});
}

TEST_CASE("one class alone has no separator") {
    CHECK_FALSE(max_margin(oracle::dataset({{0, 0}, {1, 1}}, {})));
    CHECK_FALSE(max_margin(oracle::dataset({}, {{0, 0}, {1, 1}})));
    CHECK_FALSE(find_separator(oracle::dataset({{0, 0}, {1, 1}}, {})));
}

TEST_CASE("the separator does not depend on the order of the points") {
    std::vector<Vec2> positive = oracle::random_points(1, 0, 40),
                      negative = oracle::random_points(1, 100, 40);
    for (Vec2& p : positive) p = p + Vec2{3, 1};
    const auto found = max_margin(oracle::dataset(positive, negative));
    std::reverse(positive.begin(), positive.end());
    std::rotate(negative.begin(), negative.begin() + 13, negative.end());
    const auto again = max_margin(oracle::dataset(positive, negative));
    REQUIRE(found);
    REQUIRE(again);
    CHECK(found->line.normal == again->line.normal);
    CHECK(found->origin == again->origin);
}

TEST_CASE("100,000 points that are all corners of their hulls are separated") {
    const auto found = max_margin(oracle::two_circles());
    REQUIRE(found);
    CHECK(length(found->line.normal - Vec2{0.6, 0.8}) < 1e-3);
    CHECK(found->half_margin == doctest::Approx(50).epsilon(1e-4));
}

}  // namespace reweigh
