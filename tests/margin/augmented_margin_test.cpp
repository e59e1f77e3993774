#include "core/margin/augmented_margin.h"

#include "core/data/kinds.h"
#include "core/margin/max_margin.h"
#include "core/margin/vec3.h"
#include "tests/margin/oracle.h"

#include <doctest/doctest.h>

namespace reweigh {
namespace {

std::vector<Vec3> rows_of(const Dataset& data) {
    std::vector<Vec3> rows;
    for (std::int64_t i = 0; i < data.size(); ++i) {
        const double sign = oracle::is_positive(data, i) ? 1 : -1;
        rows.push_back({sign * data.point(i).x, sign * data.point(i).y, sign});
    }
    return rows;
}

// min y'(w.x + b) / |(w, b)|
double margin_along(const std::vector<Vec3>& rows, const Vec3& z) {
    double lowest = std::numeric_limits<double>::infinity();
    for (const Vec3& row : rows) lowest = std::min(lowest, dot(z, row));
    return lowest / std::sqrt(dot(z, z));
}

// The widest by trying every (w, b) that can be best: those with one, two or three rows on the margin.
// O(n^4).
double widest_margin(const std::vector<Vec3>& rows) {
    double widest = -std::numeric_limits<double>::infinity();
    const auto attempt = [&](const Vec3& z) {
        if (dot(z, z) > 0)
            for (const double sign : {-1.0, 1.0}) widest = std::max(widest, margin_along(rows, sign * z));
    };
    for (std::size_t i = 0; i < rows.size(); ++i) {
        attempt(rows[i]);
        for (std::size_t j = 0; j < i; ++j) {
            const Vec3 edge = rows[j] - rows[i];
            attempt(cross(edge, cross(rows[i], edge)));
            for (std::size_t k = 0; k < j; ++k) attempt(cross(edge, rows[k] - rows[i]));
        }
    }
    return widest;
}

// (w, b) from the line: its length does not matter.
Vec3 weights_of(const Line2& line) { return {line.normal.x, line.normal.y, -line.offset}; }

}  // namespace

TEST_CASE("hand-solved: two points far from 0 are not separated halfway across") {
    // Rows (4, 3, 1) and (-2, -3, -1): the point of their edge nearest to 0 is (40, -36, -12) / 76.
    const auto line = augmented_max_margin(oracle::dataset({{4, 3}}, {{2, 3}}));
    REQUIRE(line);
    const double norm = std::hypot(10.0, 9.0);
    CHECK(length(line->normal - Vec2{10 / norm, -9 / norm}) < 1e-14);
    CHECK(line->offset == doctest::Approx(3 / norm).epsilon(1e-14));
}

TEST_CASE("on the symmetric caps it is the max-margin line") {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const Dataset data = make_dataset(TruncatedNormalParams{}, seed);
        const auto line = augmented_max_margin(data);
        const auto separator = max_margin(data);
        REQUIRE(line);
        REQUIRE(separator);
        CHECK(length(line->normal - separator->line.normal) < 1e-6);
        CHECK(std::abs(line->offset - separator->line.offset) < 1e-6);
        CHECK(separator->augmented->normal == line->normal);
    }
}

TEST_CASE("random sets have the margin of the exhaustive search, those that no line separates have none") {
    int separable = 0;
    for (std::uint32_t trial = 0; trial < 600; ++trial) {
        CAPTURE(trial);
        const Dataset data = oracle::scattered_set(trial, (trial % 5) * oracle::random_point(trial, 300));
        const std::vector<Vec3> rows = rows_of(data);
        const double widest = widest_margin(rows);
        const auto line = augmented_max_margin(data);
        REQUIRE(line.has_value() == (widest > 0));
        if (!line) continue;
        ++separable;
        CHECK(margin_along(rows, weights_of(*line)) == doctest::Approx(widest).epsilon(1e-9));
        CHECK(length(line->normal) == doctest::Approx(1));
    }
    CHECK(separable > 100);
    CHECK(separable < 500);
}

TEST_CASE("points on a small lattice, with duplicates and collinear ones, have the margin of the search") {
    int separable = 0;
    for (std::uint32_t trial = 0; trial < 2000; ++trial) {
        CAPTURE(trial);
        const Dataset data = oracle::lattice_set(trial);
        if (!max_margin(data)) continue;
        ++separable;
        const std::vector<Vec3> rows = rows_of(data);
        const auto line = augmented_max_margin(data);
        REQUIRE(line);
        CHECK(margin_along(rows, weights_of(*line)) == doctest::Approx(widest_margin(rows)).epsilon(1e-12));
    }
    CHECK(separable > 300);
}

TEST_CASE("one class alone, and classes that meet, have no such line") {
    CHECK_FALSE(augmented_max_margin(oracle::dataset({{0, 0}, {1, 1}}, {})));
    CHECK_FALSE(augmented_max_margin(oracle::dataset({{0, 0}, {2, 2}}, {{1, 1}})));
    CHECK_FALSE(augmented_max_margin(oracle::dataset({{0, 0}, {2, 2}}, {{0, 2}, {2, 0}})));
}

TEST_CASE("100,000 points that are all corners of their hulls are separated as the margin needs it") {
    const Dataset data = oracle::two_circles();
    const auto line = augmented_max_margin(data);
    REQUIRE(line);
    // No direction near it is better: the margin is concave on the sphere's side that separates.
    const std::vector<Vec3> rows = rows_of(data);
    const Vec3 best = weights_of(*line);
    const double reached = margin_along(rows, best);
    CHECK(reached > 0);
    for (const double angle : {-1e-4, 1e-4})
        CHECK(margin_along(rows, {best[0] - angle * best[1], best[1] + angle * best[0], best[2]}) < reached);
    for (const double step : {-1e-2, 1e-2})
        CHECK(margin_along(rows, {best[0], best[1], best[2] + step}) < reached);
}

}  // namespace reweigh
