#include "core/session/boundary.h"

#include "core/session/parameters.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace reweigh {
namespace {

constexpr double precision = 1e-4;
constexpr double resolution = 1e-7;  // of a float input: a finer place of far points is none
constexpr std::size_t parts = 16;    // one call of the model narrows a bracket to a sixteenth

// The first i with logits[i] <= 0 < logits[i + 1].
std::optional<std::size_t> first_rise(std::span<const float> logits) {
    for (std::size_t i = 0; i + 1 < logits.size(); ++i)
        if (!(logits[i] > 0) && logits[i + 1] > 0) return i;
    return std::nullopt;
}

struct Bracket {
    double low = 0, high = 0;  // the logit is <= 0 at low, > 0 at high
};

Bracket narrowed(const ReadoutInput& in, Bracket bracket) {
    const double part = (bracket.high - bracket.low) / parts;
    std::vector<float> inputs, logits(parts - 1);
    for (std::size_t i = 1; i < parts; ++i) {
        const Vec2 point = axis_point(in.scene, bracket.low + static_cast<double>(i) * part);
        inputs.push_back(static_cast<float>(point.x));
        inputs.push_back(static_cast<float>(point.y));
    }
    in.predict(inputs, logits);
    const auto positive = std::ranges::find_if(logits, [](float logit) { return logit > 0; });
    const auto below = static_cast<double>(positive - logits.begin());
    return {bracket.low + below * part, bracket.low + (below + 1) * part};
}

std::optional<double> linear_offset(const ReadoutInput& in) {
    const LinearLogit logit = linear_logit(in.state, in.replica);
    const double slope = dot(logit.weight, in.scene.separator->line.normal);
    if (!(slope > 0)) return std::nullopt;
    return -(dot(logit.weight, in.scene.separator->origin) + logit.bias) / slope;
}

std::optional<double> network_offset(const ReadoutInput& in) {
    const auto rise = first_rise(in.axis);
    if (!rise) return std::nullopt;
    Bracket bracket{axis_place(in.scene, *rise), axis_place(in.scene, *rise + 1)};
    const double farthest = std::max(std::abs(bracket.low), std::abs(bracket.high));
    const double finest = std::max(precision, resolution * farthest);
    while (bracket.high - bracket.low > finest) bracket = narrowed(in, bracket);
    return (bracket.low + bracket.high) / 2;
}

bool is_linear(const ReadoutInput& in) { return std::holds_alternative<LogisticRegressionParams>(in.model); }

std::optional<Vec2> boundary_normal(const ReadoutInput& in) {
    if (is_linear(in)) return linear_logit(in.state, in.replica).weight;
    const auto crossing = network_offset(in);
    if (!crossing) return std::nullopt;
    const Replica& replica = in.scene.setup.replicas[static_cast<std::size_t>(in.replica)];
    const bool batch_norm = in.live.variants[static_cast<std::size_t>(replica.variant)].batch_norm;
    return network_gradient(in.state, in.replica, batch_norm, axis_point(in.scene, *crossing));
}

}  // namespace

double axis_reach(const Scene& scene) {
    const Rect& box = scene.data->area_box;
    return std::hypot(box.width(), box.height()) / 2;
}

double axis_place(const Scene& scene, std::size_t sample) {
    constexpr auto middle = static_cast<double>(axis_samples / 2);
    return (static_cast<double>(sample) - middle) / middle * axis_reach(scene);
}

Vec2 axis_point(const Scene& scene, double t) {
    return scene.separator->origin + t * scene.separator->line.normal;
}

std::optional<double> boundary_offset(const ReadoutInput& in) {
    if (!in.scene.separator) return std::nullopt;
    return is_linear(in) ? linear_offset(in) : network_offset(in);
}

std::optional<double> boundary_angle(const ReadoutInput& in) {
    if (!in.scene.separator) return std::nullopt;
    const auto normal = boundary_normal(in);
    if (!normal || length(*normal) == 0) return std::nullopt;
    const Vec2 axis = in.scene.separator->line.normal;
    return std::atan2(std::abs(cross(axis, *normal)), dot(axis, *normal)) * 180 / std::numbers::pi;
}

int count_crossings(std::span<const float> axis) {
    int count = 0;
    for (std::size_t i = 0; i + 1 < axis.size(); ++i) count += (axis[i] > 0) != (axis[i + 1] > 0);
    return count;
}

}  // namespace reweigh
