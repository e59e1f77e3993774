#include "core/figure/replica_style.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace reweigh {
namespace {

std::uint8_t blend_channel(std::uint8_t over, std::uint8_t under, double share) {
    return static_cast<std::uint8_t>(std::lround(under + share * (over - under)));
}

}  // namespace

Color blend(Color over, Color under, double share) {
    return {blend_channel(over.red, under.red, share), blend_channel(over.green, under.green, share),
            blend_channel(over.blue, under.blue, share)};
}

Color weight_text_color(double log2_weight, const Palette& colors) {
    return log2_weight > 0 ? colors.positive : log2_weight < 0 ? colors.negative : colors.text;
}

Color weight_line_color(double log2_weight, const Palette& colors) {
    return blend(weight_text_color(log2_weight, colors), colors.plot, 0.85);
}

Color variant_color(int variant, const Palette& colors) {
    const std::array shades{colors.text, colors.accent, colors.running, colors.paused};
    return shades[static_cast<std::size_t>(variant) % shades.size()];
}

Stroke companion_stroke(const Palette& colors, double unit) {
    return {colors.logistic, 2 * unit, {6 * unit, 3 * unit}};
}

std::string series_name(const Setup& setup, int variant, double weight) {
    const std::string label = weight_label(weight);
    return setup.variants.size() > 1 ? setup.variants[static_cast<std::size_t>(variant)] + " " + label
                                     : label;
}

std::string model_name(const ModelParams& model) {
    if (std::holds_alternative<LogisticRegressionParams>(model)) return "LR";  // its label is long
    return std::string(kind_of_value(model).label);
}

std::string model_name(const Setup& setup, ModelRole role) {
    if (role == ModelRole::Model) return model_name(setup.model);
    return setup.companion ? model_name(*setup.companion) : "";
}

std::string line_name(const Setup& setup, int variant, double weight) {
    const auto is_alike = [&](const Replica& replica) {
        return replica.variant == variant && replica.weight == weight;
    };
    return std::ranges::all_of(setup.replicas, is_alike) ? model_name(setup, ModelRole::Model)
                                                         : series_name(setup, variant, weight);
}

const View* find_view(const Snapshot& snapshot, ModelRole role, int replica, std::optional<std::int64_t> step,
                      Rect world) {
    const View* found = nullptr;
    for (const View& view : snapshot.views) {
        const ViewRequest& asked = view.request;
        if (!view.logits || asked.role != role || asked.replica != replica || asked.step != step) continue;
        if (asked.world == world) return &view;
        if (!found) found = &view;
    }
    return found;
}

std::optional<Line2> zero_line(const Grid<float>& field) {
    if (field.width < 2 || field.height < 2) return {};
    const int right = field.width - 1, top = field.height - 1;
    const Vec2 origin = field.cell_center(0, 0), opposite = field.cell_center(right, top);
    const double at_origin = field.at(0, 0);
    const Vec2 slope{(field.at(right, 0) - at_origin) / (opposite.x - origin.x),
                     (field.at(0, top) - at_origin) / (opposite.y - origin.y)};
    const double steepness = length(slope);
    if (!(steepness > 0) || !std::isfinite(steepness)) return {};
    return Line2{(1 / steepness) * slope, (dot(slope, origin) - at_origin) / steepness};
}

std::optional<std::size_t> readout_index(const Snapshot& snapshot, std::int64_t step) {
    std::size_t low = 0, high = snapshot.readout_steps.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (snapshot.readout_steps[middle] <= step)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0) return {};
    return low - 1;
}

}  // namespace reweigh
