#pragma once

#include "core/config/setup_params.h"
#include "core/data/dataset.h"

#include <cstdint>
#include <numbers>
#include <span>
#include <string>
#include <vector>

namespace reweigh {

inline constexpr std::size_t most_points = 100'000;

// Two independent uniforms in (0, 1), 53 bits each, of the point with this index. SCIENCE.md 1.1, U1 and U2.
struct UniformPair {
    double first = 0, second = 0;
};
UniformPair uniform_pair(std::uint64_t data_seed, std::size_t point_index);

// The same through the inverse normal: noise of x and y.
Vec2 normal_pair(std::uint64_t data_seed, std::size_t point_index);

// u = (1, 1) / sqrt 2, from the negative to the positive class of the made sets; v is u turned left.
inline constexpr Vec2 main_axis{1 / std::numbers::sqrt2, 1 / std::numbers::sqrt2};
inline constexpr Vec2 cross_axis{-1 / std::numbers::sqrt2, 1 / std::numbers::sqrt2};

// The data set of these points, rounded to float: inputs, labels, weights (empty where all are 1), digest,
// sigma_max, the notice of points that carry both labels.
Dataset to_dataset(std::span<const LabelledPoint> points);

// The smallest rectangle around the points. At least one point.
Rect bounding_box(const Dataset& data);

// It, widened by 15 % of its size on every side. A side of length 0 takes that of the other, else 1.
Rect widened_box(const Dataset& data);

// A set's own rectangle; where its shape was changed, grown until it holds every point.
enum class Shape { Standard, Changed };
Rect area_box(const Rect& standard, Shape shape, const Dataset& data);

// Throws Error where a class is missing: "{subject}: all 40 points are positive; two classes are needed.".
void require_two_classes(const Dataset& data, const std::string& subject);

}  // namespace reweigh
