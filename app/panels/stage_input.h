#pragma once

#include "app/panels/stage_place.h"
#include "app/view_state.h"
#include "core/data/dataset.h"

#include <optional>

namespace reweigh {

// The pointer on the stage. Otherwise: drag pans, wheel zooms, double click resets. While points are edited:
// left click adds +, right click -, drag moves, Alt+click deletes.
class StageInput {
public:
    // Makes the picture an item and answers the pointer. `home`: what a reset view shows.
    void answer(const StagePlace& place, Rect home, const Dataset& data, ViewState& view);

private:
    void look(const StagePlace& place, Rect home, ViewState& view);
    void edit(const StagePlace& place, const Dataset& data, ViewState& view);
    void press(const StagePlace& place, Vec2 at, const Dataset& data, ViewState& view);

    std::optional<Rect> world_at_press_;  // a pan began
    bool on_point_ = false, moved_ = false;
};

}  // namespace reweigh
