#include "core/figure/draw_parts.h"

#include <cmath>
#include <limits>

namespace reweigh {
namespace {

// What a column keeps of a run, by index.
struct Column {
    std::size_t first = 0, lowest = 0, highest = 0, last = 0;
};

void append_distinct(std::vector<Vec2>& run, Vec2 point) {
    if (run.empty() || run.back() != point) run.push_back(point);
}

void append_column(std::vector<Vec2>& run, const Column& column, const std::vector<Vec2>& values,
                   const PlotMap& map) {
    const bool low_first = column.lowest < column.highest;
    for (const std::size_t i : {column.first, low_first ? column.lowest : column.highest,
                                low_first ? column.highest : column.lowest, column.last})
        append_distinct(run, map(values[i]));
}

}  // namespace

std::vector<std::vector<Vec2>> reduce_to_columns(const std::vector<Vec2>& values, const PlotMap& map,
                                                 double column) {
    std::vector<std::vector<Vec2>> runs;
    const auto has_place = [&](Vec2 value) {
        return std::isfinite(value.y) && std::isfinite(map.x(value.x));
    };
    for (std::size_t i = 0; i < values.size();) {
        if (!has_place(values[i])) {
            ++i;
            continue;
        }
        std::vector<Vec2>& run = runs.emplace_back();
        while (i < values.size() && has_place(values[i])) {
            Column kept{i, i, i, i};
            const double place = map.x(values[i].x);
            const double end = map.x.inverse((std::floor(place / column) + 1) * column);
            for (; i < values.size() && (i == kept.first || values[i].x < end) && std::isfinite(values[i].y);
                 ++i) {
                if (values[i].y < values[kept.lowest].y) kept.lowest = i;
                if (values[i].y > values[kept.highest].y) kept.highest = i;
                kept.last = i;
            }
            append_column(run, kept, values, map);
        }
    }
    return runs;
}

}  // namespace reweigh
