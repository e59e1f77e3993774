#pragma once

#include "core/figure/figure.h"

#include <string>
#include <vector>

namespace reweigh {

// A line that wants its name beside it. Everything in points of the picture, y down.
struct LabelWish {
    std::vector<Vec2> edge;  // its visible part, upper end first
    double share = 0;        // of the edge: where the name would like to be
    Vec2 shift;              // from there to the middle of the words
    std::string text;
    Color color;
};

struct PlacedLabel {
    Vec2 at, shift;
    std::string text;
    Color color;
};

// Names inside the plot that cover neither each other nor, as far as can be, the points and lines; where the
// wish costs nothing it is granted, so a name glides with its line. Wishes without an edge get no name.
std::vector<PlacedLabel> place_labels(const std::vector<LabelWish>& wishes, const std::vector<Vec2>& points,
                                      Rect plot, const PanelStyle& style);

// The visible part of an edge, its upper end first. World units.
std::vector<Vec2> visible_edge(const std::vector<std::vector<Vec2>>& lines, Rect world);
std::vector<Vec2> visible_edge(const Line2& line, Rect world);

}  // namespace reweigh
