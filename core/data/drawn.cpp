#include "core/data/drawn.h"

#include "core/base/error.h"
#include "core/data/points.h"

#include <cmath>

namespace reweigh {
namespace {

bool is_usable(const LabelledPoint& point) {
    const auto weight = static_cast<float>(point.weight);
    return std::isfinite(static_cast<float>(point.at.x)) && std::isfinite(static_cast<float>(point.at.y)) &&
           (point.label == 0 || point.label == 1) && weight > 0 && std::isfinite(weight);
}

}  // namespace

Dataset make_drawn(const DrawnParams& params) {
    if (params.points.size() < 2)
        throw Error("Drawn points: " + std::to_string(params.points.size()) +
                    " drawn, at least one of each class is needed.");
    if (params.points.size() > most_points) throw Error("Drawn points: more than 100,000 points.");
    for (std::size_t i = 0; i < params.points.size(); ++i)
        if (!is_usable(params.points[i]))
            throw Error("Drawn points: point " + std::to_string(i + 1) +
                        " needs a finite place, the label 0 or 1 and a weight above 0.");
    Dataset data = to_dataset(params.points);
    require_two_classes(data, "Drawn points");
    data.area_box = widened_box(data);
    return data;
}

}  // namespace reweigh
