#pragma once

#include "app/view_state.h"
#include "core/data/dataset.h"
#include "core/margin/separator.h"

#include <optional>
#include <string>
#include <vector>

namespace reweigh {

// Points moved, added and deleted by hand. They are pending until a run with them is on screen; every change
// can be undone. PRODUCT.md 3.

// The points as the user sees them: pending, else those of the run.
std::vector<LabelledPoint> shown_points(const PointEditing& editing, const Dataset& data);

// Each first keeps the points as they are for undo_points(). The index of the new point is selected.
void add_point(PointEditing& editing, const Dataset& data, Vec2 at, bool positive);
void delete_point(PointEditing& editing, const Dataset& data);  // the selected one; nothing without one
void nudge_point(PointEditing& editing, const Dataset& data, Vec2 by);
// The next point in their order becomes the selected one, or (-1) the one before; the first follows the last.
void choose_point(PointEditing& editing, const Dataset& data, int direction);
void begin_move(PointEditing& editing, const Dataset& data, int point);  // selects it
void move_point(PointEditing& editing, Vec2 to);  // the selected one; part of begin_move()
void undo_points(PointEditing& editing, const Dataset& data);
// A run with `data` from `source` is on screen: nothing is pending. Points drawn by hand can still be undone.
void settle_points(PointEditing& editing, const DataParams& source, const Dataset& data);

// The index of the point nearest to `at` within `reach`; nothing when there is none.
std::optional<int> point_near(const std::vector<LabelledPoint>& points, Vec2 at, double reach);

// What the pending points would be separated by, or why a run cannot start with them.
struct SeparatorPreview {
    std::optional<Separator> separator;
    std::string refusal;
};
SeparatorPreview preview_separator(const std::vector<LabelledPoint>& points);

// The experiment with the pending points as its data.
Experiment with_points(Experiment experiment, const std::vector<LabelledPoint>& points);

}  // namespace reweigh
