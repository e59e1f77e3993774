#pragma once

#include "app/panels/time_axis.h"
#include "app/view_state.h"
#include "core/state/snapshot.h"

namespace reweigh {

// The track of the time bar: a tick per keyframe, a mark per gesture of edits with its words, the present and
// the moment shown; below it the texts of the axis, where there is room. Pressing or dragging shows the
// nearest keyframe, at the present's end the present.
class TimeTrack {
public:
    void draw(Rect place, const Snapshot& snapshot, ViewState& view);

private:
    void answer(const TimeAxisPlaces& places, const Snapshot& snapshot, ViewState& view);
    void draw_empty() const;
    void draw_band(const TimeAxisPlaces& places, const Snapshot& snapshot) const;
    void draw_ticks(const TimeAxisPlaces& places) const;
    void draw_edits(const TimeAxisPlaces& places, const Snapshot& snapshot, const ViewState& view) const;
    void draw_standing(const TimeAxisPlaces& places, const Snapshot& snapshot, const ViewState& view) const;
    float middle() const { return static_cast<float>(place_.center().y); }
    bool has_texts() const;

    Rect place_;  // of the current frame, pixels
};

}  // namespace reweigh
