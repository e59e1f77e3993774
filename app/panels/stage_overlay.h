#pragma once

#include "app/panels/hover.h"
#include "app/panels/stage_place.h"
#include "app/view_state.h"
#include "core/figure/figure.h"
#include "core/state/snapshot.h"

#include <string>

namespace reweigh {

// What lies over the stage's picture: it is of the window alone, never of a figure.

// A violet cross at the pointer, a ring around the nearest point, and a card with all that can be read there.
void draw_hover(const StagePlace& place, const HoverReading& reading, const Scene& scene);

// Makes the points of a picture hollow: they are not yet those of the run.
void make_hollow(PanelPicture& picture, const Palette& colors);
void draw_selected(const StagePlace& place, Vec2 at);
// Rings around the points of the last step.
void draw_batch(const StagePlace& place, const Snapshot& snapshot);

// A sentence near the upper rim, below the picture's own note.
void draw_notice(const StagePlace& place, const std::string& sentence);
// The former picture while another one is made ready.
void draw_pale(const StagePlace& place);

}  // namespace reweigh
