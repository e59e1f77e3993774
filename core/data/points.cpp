#include "core/data/points.h"

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/philox.h"
#include "core/data/normal_quantile.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <tuple>

namespace reweigh {
namespace {

double to_open_uniform(std::uint32_t high, std::uint32_t low) {
    const std::uint64_t bits = (std::uint64_t{high} << 32 | low) >> 11;
    // The largest sum rounds up to 1, where the inverse normal is infinite.
    return std::min((static_cast<double>(bits) + 0.5) * 0x1p-53, 1 - 0x1p-53);
}

void append_little_endian(std::string& bytes, float value) {
    const auto word = std::bit_cast<std::uint32_t>(value);
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(word >> shift & 0xFF);
}

std::string digest_of(const Dataset& data) {
    std::string bytes;
    bytes.reserve(4 * data.inputs.size() + data.labels.size() + 4 * data.weights.size());
    for (const float value : data.inputs) append_little_endian(bytes, value);
    for (const std::uint8_t label : data.labels) bytes += static_cast<char>(label);
    for (const float value : data.weights) append_little_endian(bytes, value);
    return sha256(bytes);
}

// The root of the larger eigenvalue of X^T X, a symmetric 2 x 2 matrix.
double largest_singular_value(const Dataset& data) {
    double xx = 0, xy = 0, yy = 0;
    for (std::int64_t i = 0; i < data.size(); ++i) {
        const Vec2 p = data.point(i);
        xx += p.x * p.x;
        xy += p.x * p.y;
        yy += p.y * p.y;
    }
    return std::sqrt((xx + yy) / 2 + std::hypot((xx - yy) / 2, xy));
}

// Places that occur with both labels.
std::size_t count_contradictions(const Dataset& data) {
    using Row = std::tuple<double, double, int>;
    std::vector<Row> rows;
    for (std::int64_t i = 0; i < data.size(); ++i) {
        const Vec2 p = data.point(i);
        rows.emplace_back(p.x, p.y, data.labels[static_cast<std::size_t>(i)]);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::size_t count = 0;
    for (std::size_t i = 1; i < rows.size(); ++i)
        count += std::get<0>(rows[i]) == std::get<0>(rows[i - 1]) &&
                 std::get<1>(rows[i]) == std::get<1>(rows[i - 1]);
    return count;
}

std::string contradiction_notice(std::size_t count) {
    if (count == 1) return "1 point carries both labels; no model can separate it.";
    return std::to_string(count) + " points carry both labels; no model can separate them.";
}

}  // namespace

UniformPair uniform_pair(std::uint64_t data_seed, std::size_t point_index) {
    const RandomStream stream{.key = data_seed, .purpose = RandomPurpose::Data};
    const PhiloxBlock words = stream.block(static_cast<std::uint32_t>(point_index));
    return {to_open_uniform(words[0], words[1]), to_open_uniform(words[2], words[3])};
}

Vec2 normal_pair(std::uint64_t data_seed, std::size_t point_index) {
    const UniformPair uniform = uniform_pair(data_seed, point_index);
    return {normal_quantile(uniform.first), normal_quantile(uniform.second)};
}

Dataset to_dataset(std::span<const LabelledPoint> points) {
    Dataset data;
    data.inputs.reserve(2 * points.size());
    data.labels.reserve(points.size());
    for (const LabelledPoint& point : points) {
        data.inputs.push_back(static_cast<float>(point.at.x));
        data.inputs.push_back(static_cast<float>(point.at.y));
        data.labels.push_back(static_cast<std::uint8_t>(point.label));
    }
    if (std::any_of(points.begin(), points.end(), [](const LabelledPoint& p) { return p.weight != 1; }))
        for (const LabelledPoint& point : points) data.weights.push_back(static_cast<float>(point.weight));
    data.digest = digest_of(data);
    data.sigma_max = largest_singular_value(data);
    if (const std::size_t count = count_contradictions(data); count > 0)
        data.notices.push_back(contradiction_notice(count));
    return data;
}

Rect bounding_box(const Dataset& data) {
    Rect box{data.point(0), data.point(0)};
    for (std::int64_t i = 1; i < data.size(); ++i) {
        const Vec2 p = data.point(i);
        box.min = {std::min(box.min.x, p.x), std::min(box.min.y, p.y)};
        box.max = {std::max(box.max.x, p.x), std::max(box.max.y, p.y)};
    }
    return box;
}

Rect widened_box(const Dataset& data) {
    const Rect box = bounding_box(data);
    const double larger = std::max(box.width(), box.height());
    const double fallback = larger > 0 ? larger : 1;
    const Vec2 margin{0.15 * (box.width() > 0 ? box.width() : fallback),
                      0.15 * (box.height() > 0 ? box.height() : fallback)};
    return {box.min - margin, box.max + margin};
}

Rect area_box(const Rect& standard, Shape shape, const Dataset& data) {
    if (shape == Shape::Standard) return standard;
    const Rect box = bounding_box(data);
    return {{std::min(standard.min.x, box.min.x), std::min(standard.min.y, box.min.y)},
            {std::max(standard.max.x, box.max.x), std::max(standard.max.y, box.max.y)}};
}

void require_two_classes(const Dataset& data, const std::string& subject) {
    const auto positives = std::count(data.labels.begin(), data.labels.end(), std::uint8_t{1});
    if (positives > 0 && positives < data.size()) return;
    throw Error(subject + ": all " + std::to_string(data.size()) + " points are " +
                (positives > 0 ? "positive" : "negative") + "; two classes are needed.");
}

}  // namespace reweigh
