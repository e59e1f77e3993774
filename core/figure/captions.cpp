#include "core/figure/build_parts.h"
#include "core/figure/number_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace reweigh {
namespace {

double value_at(const Snapshot& snapshot, ModelRole role, int replica, std::string_view readout,
                std::size_t index) {
    const auto curve = std::ranges::find_if(snapshot.curves, [&](const Curve& each) {
        return each.replica == replica && each.role == role && each.readout == readout;
    });
    const bool has_value = curve != snapshot.curves.end() && index < curve->values.size();
    return has_value ? curve->values[index] : std::numeric_limits<double>::quiet_NaN();
}

// An offset, or which side has won the whole axis.
std::string offset_text(const Snapshot& snapshot, ModelRole role, int replica, std::size_t index) {
    const double offset = value_at(snapshot, role, replica, "offset", index);
    if (std::isfinite(offset)) return signed_text(offset, 3);
    const double area = value_at(snapshot, role, replica, "area", index);
    if (std::isnan(area)) return "";
    return area > 0.5 ? "all +" : "all \u2212";
}

}  // namespace

std::vector<CaptionRow> stage_captions(const Snapshot& snapshot, int replica, std::int64_t step,
                                       const Palette& colors) {
    const auto index = readout_index(snapshot, step);
    if (!index || snapshot.readout_steps[*index] != step) return {};
    std::vector<CaptionRow> rows;
    for (const ModelRole role : {ModelRole::Model, ModelRole::Companion}) {
        const double errors = value_at(snapshot, role, replica, "errors", *index);
        const std::string offset = offset_text(snapshot, role, replica, *index);
        if (std::isnan(errors) && offset.empty()) continue;
        std::string left = model_name(snapshot.scene->setup, role);
        if (!std::isnan(errors)) left += " " + number_text(errors, 0);
        rows.push_back({left, offset, role == ModelRole::Model ? colors.text : colors.logistic});
    }
    return rows;
}

std::string captions_text(const Scene& scene) {
    return "Below a picture: training errors of " + count_text(scene.data ? scene.data->size() : 0) +
           " and offset of the edge, + = towards the positive class. ";
}

}  // namespace reweigh
