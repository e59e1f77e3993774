#pragma once

#include "app/view_state.h"
#include "core/figure/axis.h"
#include "core/figure/curves.h"
#include "core/state/snapshot.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace reweigh {

// The curves' axis on the time bar, from `left` to `right` (pixels): steps to places and back.
class TimeAxisPlaces {
public:
    TimeAxisPlaces(const Snapshot& snapshot, const ViewState& view, double left, double right);

    const Axis& axis() const { return axis_; }
    double of_value(double value) const;  // on the axis, within its ends
    double of(std::int64_t step) const;
    std::int64_t step_at(double place) const;  // from 0 to the present one
    // The keyframe nearest to a place, the earliest of equally near ones; nothing: the present is nearer.
    std::optional<std::int64_t> keyframe_near(double place) const;

private:
    const Snapshot& snapshot_;
    CurvesX x_;
    Axis axis_;
    AxisMap map_;
    double left_, right_;
};

}  // namespace reweigh
