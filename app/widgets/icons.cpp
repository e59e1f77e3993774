#include "app/widgets/icons.h"

#include <array>
#include <numbers>
#include <span>

namespace reweigh {
namespace {

// Draws in units around a middle.
struct Pen {
    ImDrawList* list;
    ImVec2 middle;
    ImU32 color;
    float unit = static_cast<float>(scale());

    ImVec2 at(float x, float y) const { return {middle.x + unit * x, middle.y + unit * y}; }
    void bar(float left, float top, float right, float bottom) const {
        list->AddRectFilled(at(left, top), at(right, bottom), color, unit);
    }
    void triangle(ImVec2 a, ImVec2 b, ImVec2 c) const {
        list->AddTriangleFilled(at(a.x, a.y), at(b.x, b.y), at(c.x, c.y), color);
    }
    void path(std::span<const ImVec2> points, float width) const {
        for (const ImVec2& point : points) list->PathLineTo(at(point.x, point.y));
        list->PathStroke(color, 0, unit * width);
    }
};

void draw_reset(const Pen& pen) {
    constexpr float pi = std::numbers::pi_v<float>;
    pen.list->PathArcTo(pen.at(0, 0.5f), 4.5f * pen.unit, -0.2f * pi, 1.3f * pi, 20);
    pen.list->PathStroke(pen.color, 0, 1.75f * pen.unit);
    pen.triangle({-5.2f, -6.2f}, {-5.2f, -0.6f}, {0.2f, -3.2f});
}

}  // namespace

void draw_icon(Icon icon, ImVec2 middle, Color color) {
    const Pen pen{ImGui::GetWindowDrawList(), middle, to_im(color)};
    using Path = std::array<ImVec2, 3>;
    switch (icon) {
        case Icon::None:
            return;
        case Icon::Play:
            return pen.triangle({-4, -5.5f}, {-4, 5.5f}, {5.5f, 0});
        case Icon::Pause:
            pen.bar(-4.5f, -5, -1.5f, 5);
            return pen.bar(1.5f, -5, 4.5f, 5);
        case Icon::Step:
            pen.triangle({-5, -5}, {-5, 5}, {2.5f, 0});
            return pen.bar(2.5f, -5, 5, 5);
        case Icon::First:
            pen.bar(-5, -5, -3, 5);
            return pen.triangle({5, -5}, {5, 5}, {-2, 0});
        case Icon::Reset:
            return draw_reset(pen);
        case Icon::Stop:
            return pen.bar(-4.5f, -4.5f, 4.5f, 4.5f);
        case Icon::Cross:
            pen.path(std::array{ImVec2{-4, -4}, ImVec2{4, 4}}, 2);
            return pen.path(std::array{ImVec2{-4, 4}, ImVec2{4, -4}}, 2);
        case Icon::Check:
            return pen.path(Path{{{-4.5f, 0.5f}, {-1.5f, 3.5f}, {4.5f, -3.5f}}}, 2);
        case Icon::Left:
            return pen.path(Path{{{2, -4}, {-2, 0}, {2, 4}}}, 1.75f);
        case Icon::Right:
            return pen.path(Path{{{-2, -4}, {2, 0}, {-2, 4}}}, 1.75f);
        case Icon::Down:
            return pen.path(Path{{{-4, -2}, {0, 2}, {4, -2}}}, 1.75f);
        case Icon::Disc:
            return pen.list->AddCircleFilled(middle, 4.5f * pen.unit, pen.color);
        case Icon::Square:
            return pen.bar(-4, -4, 4, 4);
        case Icon::Ring:
            return pen.list->AddCircle(middle, 4 * pen.unit, pen.color, 0, 1.75f * pen.unit);
    }
}

}  // namespace reweigh
