#pragma once

#include "app/style.h"
#include "core/base/geometry.h"

#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// Type as widgets set it: its role, weight and colour.
struct Type {
    TextRole role = TextRole::Body;
    FontWeight weight = FontWeight::Regular;
    Color color;
};

float text_width(std::string_view text, const Type& type);

// Sets a text with its capitals centred on the line `middle`; `x` is its left, middle or right. Texts of
// unlike size on one line share the baseline of the body size. Returns the width.
float draw_text(ImVec2 middle, std::string_view text, const Type& type, Align align = Align::Left);

// The same, shortened with an ellipsis to at most `room` pixels; nothing where not even that fits.
float draw_text_in(ImVec2 middle, float room, std::string_view text, const Type& type,
                   Align align = Align::Left);

// Every text that draw_text() sets, with what its window shows of the screen: how tests see whether it fits.
struct DrawnText {
    std::string text;
    Rect place, clip;  // pixels; `place`: as wide as the text, as high as its capitals
};
void observe_texts(std::vector<DrawnText>* sink);  // null: nobody looks

// A text broken into lines at spaces, drawn from the top left corner; its height.
float paragraph_height(float width, std::string_view text, const Type& type);
float draw_paragraph(ImVec2 corner, float width, std::string_view text, const Type& type);

}  // namespace reweigh
