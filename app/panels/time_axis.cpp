#include "app/panels/time_axis.h"

#include "app/panels/curves_header.h"

#include <algorithm>
#include <cmath>

namespace reweigh {

namespace {

// The run has a present behind its last read-out.
double end_of(const Snapshot& snapshot, CurvesX x, EarlierRuns earlier) {
    const double now = curves_x(snapshot, x, snapshot.step), end = curves_end(snapshot, x, earlier);
    return std::isfinite(now) ? std::max(now, end) : end;
}

}  // namespace

TimeAxisPlaces::TimeAxisPlaces(const Snapshot& snapshot, const ViewState& view, double left, double right)
    : snapshot_(snapshot),
      x_(curves_axis(view, snapshot)),
      axis_(curves_x_axis(snapshot, x_, end_of(snapshot, x_, earlier_runs(view)))),
      map_(axis_, left, right),
      left_(left),
      right_(right) {}

double TimeAxisPlaces::of_value(double value) const {
    const double place = map_(value);
    return std::isnan(place) ? left_ : std::clamp(place, left_, right_);
}

double TimeAxisPlaces::of(std::int64_t step) const { return of_value(curves_x(snapshot_, x_, step)); }

std::int64_t TimeAxisPlaces::step_at(double place) const {
    return place <= left_ ? 0 : curves_step(snapshot_, x_, map_.inverse(std::min(place, right_)));
}

std::optional<std::int64_t> TimeAxisPlaces::keyframe_near(double place) const {
    std::optional<std::int64_t> nearest;
    double least = std::abs(of(snapshot_.step) - place);
    for (const KeyframeMark& mark : snapshot_.keyframes) {
        const double distance = std::abs(of(mark.step) - place);
        if (mark.step >= snapshot_.step || distance > least || (distance == least && nearest)) continue;
        least = distance;
        nearest = mark.step;
    }
    return nearest;
}

}  // namespace reweigh
