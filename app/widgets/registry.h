#pragma once

#include "core/base/geometry.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// Where the widgets of the last frame are, by the label that people read: for scripts and tests, which name
// labels, never pixels. GUI thread only; like Dear ImGui's context there is one.

struct RememberedWidget {
    Rect place;                // pixels
    double low = 0, high = 0;  // a slider: its values at the left and right end of `place`; else equal
};

// The last Dear ImGui item, or a place, under `label`. The first of equal labels stays.
void remember_widget(std::string_view label);
void remember_widget(std::string_view label, const RememberedWidget& widget);

// The widget of the last whole frame. Without regard to case; a hyphen finds a true minus.
std::optional<RememberedWidget> find_widget(std::string_view label);
std::vector<std::string> widget_labels();  // of the last whole frame, in the order of drawing
// The nearest label, for a sentence.
std::string nearest_widget(std::string_view label);

void begin_widgets();  // a new frame

}  // namespace reweigh
