#pragma once

#include "app/outbox.h"
#include "app/view_state.h"
#include "core/figure/canvas.h"
#include "core/figure/figure.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace reweigh {

// The last value of a read-out of a replica; nothing before the first, or where it has none.
std::optional<double> latest_readout(const Snapshot& snapshot, ModelRole role, int replica,
                                     std::string_view readout);

// "plain · 1:16 · seed 1". With one weight in the sweep it is the effective one, else its name.
std::string replica_title(const Snapshot& snapshot, int replica);

// The row over the picture, from the cursor to `right` (pixels): view, focus, of points errors. 44 units
// high.
void draw_stage_tools(const Snapshot& snapshot, ViewState& view, float right);
// Marks in words, in as many rows as the width asks for: their height, and how they are drawn. Units.
double stage_key_height(std::span<const LegendEntry> entries, Canvas& canvas, double width);
void draw_stage_key(std::span<const LegendEntry> entries, Canvas& canvas, Rect place);

}  // namespace reweigh
