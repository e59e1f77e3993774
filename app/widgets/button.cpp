#include "app/widgets/button.h"

#include "app/widgets/focus.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "app/widgets/tooltip.h"

#include <algorithm>
#include <string>

namespace reweigh {
namespace {

constexpr double icon_room = 20;

struct Paint {
    Color ground, border, text;
};

Paint paint_of(const ButtonFace& face, bool hovered) {
    const Palette& palette = colors();
    Paint paint{palette.plot, palette.border, palette.text};
    if (face.look == ButtonLook::Filled) paint = {palette.accent, palette.accent, palette.plot};
    if (face.look == ButtonLook::Selected) paint = {palette.accent_soft, palette.accent, palette.accent};
    if (face.look == ButtonLook::Link)
        paint = {with_alpha(palette.plot, 0), with_alpha(palette.plot, 0), palette.accent};
    if (hovered && face.look == ButtonLook::Plain) paint.border = palette.text;
    if (hovered && face.look == ButtonLook::Link) paint.ground = palette.accent_soft;
    if (!face.enabled) {
        paint.text = palette.muted;
        paint.border = palette.rule;
        paint.ground = palette.panel;
    }
    return paint;
}

Type type_of(const ButtonFace& face, Color color) {
    const bool strong = face.look == ButtonLook::Filled || face.look == ButtonLook::Selected;
    return {TextRole::Body, strong ? FontWeight::SemiBold : FontWeight::Regular, color};
}

struct Pressed {
    ImVec2 low, high;
    bool clicked, hovered;
};

// The behaviour of both kinds: an item of `size` at the cursor.
Pressed press(const ButtonFace& face, ImVec2 size) {
    const std::string name(face.label);
    ImGui::PushID("button");
    const bool clicked = ImGui::InvisibleButton(name.c_str(), size);
    const ImGuiID id = ImGui::GetID(name.c_str());
    ImGui::PopID();
    Pressed pressed{ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), clicked && face.enabled,
                    ImGui::IsItemHovered() && face.enabled};
    remember_widget(face.label);
    if (!face.enabled) return pressed;
    const FocusStop focus = focus_stop(id);
    pressed.clicked = pressed.clicked || focus.activated;
    if (focus.focused) draw_focus_ring(pressed.low, pressed.high);
    help_tooltip(id, pressed.hovered, focus.focused, pressed.low, pressed.high, face.help);
    return pressed;
}

Paint draw_frame(const ButtonFace& face, const Pressed& pressed) {
    const Paint paint = paint_of(face, pressed.hovered);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(pressed.low, pressed.high, to_im(paint.ground), px(metrics::radius));
    list->AddRect(pressed.low, pressed.high, to_im(paint.border), px(metrics::radius), 0, px(1));
    return paint;
}

}  // namespace

float button_width(const ButtonFace& face) {
    if (face.width > 0) return px(face.width);
    const float icon = face.icon == Icon::None ? 0 : px(icon_room);
    return text_width(face.label, type_of(face, colors().text)) + icon + 2 * px(12);
}

bool button(const ButtonFace& face) {
    const Pressed pressed = press(face, {button_width(face), px(metrics::row)});
    const Paint paint = draw_frame(face, pressed);
    const Type type = type_of(face, paint.text);
    const float icon = face.icon == Icon::None ? 0 : px(icon_room);
    const float width = text_width(face.label, type) + icon;
    const float middle = (pressed.low.y + pressed.high.y) / 2;
    const float left = (pressed.low.x + pressed.high.x - width) / 2;
    draw_icon(face.icon, {left + px(6), middle}, paint.text);
    draw_text_in({left + icon, middle}, pressed.high.x - left - icon, face.label, type);
    return pressed.clicked;
}

bool icon_button(const ButtonFace& face) {
    ButtonFace named = face;
    if (named.help.empty()) named.help = named.label;
    const Pressed pressed = press(named, {px(metrics::row), px(metrics::row)});
    const Paint paint = draw_frame(named, pressed);
    draw_icon(face.icon, {(pressed.low.x + pressed.high.x) / 2, (pressed.low.y + pressed.high.y) / 2},
              paint.text);
    return pressed.clicked;
}

}  // namespace reweigh
