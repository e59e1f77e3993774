#pragma once

#include "core/figure/figure.h"
#include "core/state/snapshot.h"

#include <optional>
#include <string>

namespace reweigh {

// How replicas and models look and are called in every picture.

// `share` of `over` on `under`, opaque: bands of it may overlap themselves without seams.
Color blend(Color over, Color under, double share);

// Weights that favour + are orange, others blue, 1:1 neutral: a line's colour, and a darker one for its name.
Color weight_line_color(double log2_weight, const Palette& colors);
Color weight_text_color(double log2_weight, const Palette& colors);

// Lines of variants where a weight is a place, not a colour: four, then again.
Color variant_color(int variant, const Palette& colors);

Stroke companion_stroke(const Palette& colors, double unit);  // in plots; on the stage it is solid

// "1:16", with several variants "l2 1:16".
std::string series_name(const Setup& setup, int variant, double weight);
// The same, but "MLP" in a run of one variant and one weight: there is nothing to tell apart, and a live edit
// may have left the sweep's weight behind.
std::string line_name(const Setup& setup, int variant, double weight);
// "MLP", "LR".
std::string model_name(const ModelParams& model);
std::string model_name(const Setup& setup, ModelRole role);

// The answered view that was asked for so, of this rectangle where there is one, else of another; null while
// there is none.
const View* find_view(const Snapshot& snapshot, ModelRole role, int replica, std::optional<std::int64_t> step,
                      Rect world);

// The line where a linear field is 0, its normal towards positive values; nothing when the field is flat.
std::optional<Line2> zero_line(const Grid<float>& field);

// Index of the last read-out not after `step`; nothing before the first.
std::optional<std::size_t> readout_index(const Snapshot& snapshot, std::int64_t step);

}  // namespace reweigh
