#pragma once

#include "core/figure/curves.h"
#include "core/state/snapshot.h"

#include <optional>
#include <string>
#include <vector>

namespace reweigh {

// The step of the read-out nearest to a place on the x axis of the curves; nothing before the first.
std::optional<std::int64_t> nearest_readout_step(const Snapshot& snapshot, CurvesX axis, double x);

// The named lines of a plot at a read-out, from the highest value to the lowest.
struct LineReading {
    std::string name;
    double value = 0;
    Color color;
    bool focus = false;
};
std::vector<LineReading> lines_at(const PanelPicture& plot, const Snapshot& snapshot, std::int64_t step);

// The line whose name stands at a place (points of the figure) in the right gutter of a plot.
std::optional<std::string> name_at(const PanelPicture& plot, Vec2 at);

}  // namespace reweigh
