#pragma once

#include "core/base/philox.h"
#include "core/data/points.h"
#include "core/margin/separator.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <optional>
#include <utility>
#include <vector>

namespace reweigh::oracle {

inline Dataset dataset(const std::vector<Vec2>& positive, const std::vector<Vec2>& negative) {
    std::vector<LabelledPoint> points;
    for (const Vec2 p : positive) points.push_back({.at = p, .label = 1});
    for (const Vec2 p : negative) points.push_back({.at = p, .label = 0});
    return to_dataset(points);
}

inline bool is_positive(const Dataset& data, std::int64_t i) {
    return data.labels[static_cast<std::size_t>(i)] == 1;
}

// Half the gap between the classes along a unit vector; negative where they overlap.
inline double half_gap(const Dataset& data, Vec2 normal) {
    double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
    for (std::int64_t i = 0; i < data.size(); ++i) {
        const double height = dot(normal, data.point(i));
        if (is_positive(data, i))
            lowest = std::min(lowest, height);
        else
            highest = std::max(highest, height);
    }
    return (lowest - highest) / 2;
}

// The widest margin by trying every direction that can be best: from any negative to any positive point, and
// across any two points of one class. O(n^3).
inline double widest_half_gap(const Dataset& data) {
    double widest = -std::numeric_limits<double>::infinity();
    const auto attempt = [&](Vec2 direction) {
        if (length(direction) > 0)
            widest = std::max(widest, half_gap(data, (1 / length(direction)) * direction));
    };
    for (std::int64_t i = 0; i < data.size(); ++i)
        for (std::int64_t j = 0; j < data.size(); ++j) {
            const Vec2 edge = data.point(i) - data.point(j);
            if (is_positive(data, i) == is_positive(data, j))
                attempt({-edge.y, edge.x});
            else if (is_positive(data, i))
                attempt(edge);
        }
    return widest;
}

// The stretch of the separator's line between a class's points on its margin line.
inline std::pair<double, double> support_stretch(const Dataset& data, const Separator& separator,
                                                 bool positive) {
    const Vec2 along{-separator.line.normal.y, separator.line.normal.x};
    double first = std::numeric_limits<double>::infinity(), last = -first;
    for (const int i : separator.support_vectors)
        if (is_positive(data, i) == positive) {
            const double place = dot(along, data.point(i) - separator.origin);
            first = std::min(first, place);
            last = std::max(last, place);
        }
    return {first, last};
}

inline Vec2 random_point(std::uint32_t trial, std::uint32_t index) {
    const PhiloxBlock words = RandomStream{.key = trial}.block(index);
    return {to_uniform(words[0]) * 2 - 1, to_uniform(words[1]) * 2 - 1};
}

inline std::vector<Vec2> random_points(std::uint32_t trial, std::uint32_t first, std::uint32_t count) {
    std::vector<Vec2> points;
    for (std::uint32_t k = 0; k < count; ++k) points.push_back(random_point(trial, first + k));
    return points;
}

// One to nine positive and one to seven negative points, pushed apart by an amount that grows with the trial.
inline Dataset scattered_set(std::uint32_t trial, Vec2 shift = {}) {
    std::vector<Vec2> positive = random_points(trial, 0, 1 + trial % 9),
                      negative = random_points(trial, 100, 1 + trial % 7);
    const Vec2 apart = (0.5 + 0.01 * (trial % 100)) * random_point(trial, 200);
    for (Vec2& p : positive) p = p + apart + shift;
    for (Vec2& p : negative) p = p - apart + shift;
    return dataset(positive, negative);
}

// Points on a small lattice: duplicates, collinear points and parallel sides.
inline Dataset lattice_set(std::uint32_t trial) {
    const auto lattice = [](Vec2 p) { return Vec2{std::round(2 * p.x), std::round(2 * p.y)}; };
    std::vector<Vec2> positive = random_points(trial, 0, 1 + trial % 6),
                      negative = random_points(trial, 100, 1 + trial % 5);
    const Vec2 apart = lattice(2 * random_point(trial, 200));
    for (Vec2& p : positive) p = lattice(p) + apart;
    for (Vec2& p : negative) p = lattice(p);
    return dataset(positive, negative);
}

// 100,000 points that are all corners of their hulls: two circles 100 apart.
inline Dataset two_circles() {
    std::vector<Vec2> positive, negative;
    for (int k = 0; k < 50'000; ++k) {
        const double angle = 2 * std::numbers::pi * k / 50'000;
        positive.push_back(1000.0 * Vec2{std::cos(angle), std::sin(angle)} + Vec2{900, 1200});
        negative.push_back(400.0 * Vec2{std::cos(angle), std::sin(angle)});
    }
    return dataset(positive, negative);
}

}  // namespace reweigh::oracle
