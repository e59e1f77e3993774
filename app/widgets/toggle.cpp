#include "app/widgets/toggle.h"

#include "app/widgets/focus.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"

#include <string>

namespace reweigh {
namespace {

void draw_switch(ImVec2 low, ImVec2 high, bool on, bool hovered) {
    const Palette& palette = colors();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float inset = px(3), radius = px(metrics::radius);
    const float width = px(14);
    list->AddRectFilled(low, high, to_im(on ? palette.accent : palette.plot), radius);
    const Color border = on ? palette.accent : hovered ? palette.text : palette.border;
    list->AddRect(low, high, to_im(border), radius, 0, px(1));
    const float left = on ? high.x - inset - width : low.x + inset;
    list->AddRectFilled({left, low.y + inset}, {left + width, high.y - inset},
                        to_im(on ? palette.plot : palette.muted), px(3));
}

}  // namespace

bool toggle(std::string_view label, const Row& row, bool& on) {
    const Row::Place field = row.field(toggle_width);
    const float inset = px(2);
    const ImVec2 low{field.low.x, field.low.y + inset}, high{field.high.x, field.high.y - inset};
    const std::string name = std::string(label) + "##switch";
    ImGui::SetCursorScreenPos({field.low.x, row.middle() - px(metrics::row) / 2});
    bool switched = ImGui::InvisibleButton(name.c_str(), {high.x - low.x, px(metrics::row)});
    remember_widget(label);
    const FocusStop focus = focus_stop(ImGui::GetID(name.c_str()));
    switched = switched || focus.activated || (focus.steps > 0 && !on) || (focus.steps < 0 && on);
    if (switched) on = !on;
    draw_switch(low, high, on, ImGui::IsItemHovered());
    if (focus.focused) draw_focus_ring(low, high);
    return switched;
}

}  // namespace reweigh
