#include "app/widgets/row.h"

#include "app/widgets/field.h"
#include "app/widgets/focus.h"
#include "app/widgets/icons.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "app/widgets/tooltip.h"

#include <string>

namespace reweigh {
namespace {

// An item as wide as the column that moves the cursor down by `height` pixels.
void advance(ImVec2 from, float height) {
    ImGui::SetCursorScreenPos(from);
    ImGui::Dummy({1, height});
}

void draw_rule() {
    const ImVec2 from = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddRectFilled(from, {column_end(), from.y + px(1)}, to_im(colors().rule));
    advance(from, px(1));
}

void draw_mark(GroupMark mark, float right, float middle) {
    if (mark == GroupMark::None) return;
    const Type type{TextRole::Small, FontWeight::Regular, colors().muted};
    const bool live = mark == GroupMark::Live;
    const float width = draw_text({right, middle}, live ? "live" : "on restart", type, Align::Right);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 center{right - width - px(8), middle};
    if (live)
        list->AddCircleFilled(center, px(3), to_im(colors().accent));
    else
        list->AddCircle(center, px(3), to_im(colors().muted), 0, px(1));
}

}  // namespace

Row::Row(std::string_view label, std::string_view help, std::string_view note)
    : Row(label, help, note, column::label, false) {}

Row Row::of_panel(std::string_view label, std::string_view help) {
    return {label, help, "", column::head, true};
}

Row::Row(std::string_view label, std::string_view help, std::string_view note, double indent, bool muted)
    : label_(label), help_(help), focus_finds_(focus_finds()) {
    low_ = ImGui::GetCursorScreenPos();
    high_ = {column_end(), low_.y + px(metrics::row)};
    middle_ = (low_.y + high_.y) / 2;
    right_ = high_.x - px(column::right);

    const float text_left = low_.x + px(indent);
    const Color color = muted ? colors().muted : colors().text;
    const float width = draw_text({text_left, middle_}, label, {TextRole::Body, FontWeight::Regular, color});
    if (!note.empty())
        draw_text({text_left + width + px(8), middle_}, note,
                  {TextRole::Small, FontWeight::Regular, colors().muted});
}

Row::~Row() {
    const std::string id(label_);
    const bool hovered = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(low_, high_);
    const bool focused = focus_finds() > focus_finds_ && !a_field_is_typed_into();
    help_tooltip(ImGui::GetID(id.c_str()), hovered, focused, {low_.x + px(column::head), low_.y},
                 {right_, high_.y}, help_);
    advance(low_, high_.y - low_.y);
}

Row::Place Row::field(double width, double before) const {
    const float end = right_ - px(before), half = px(metrics::field) / 2;
    return {{end - px(width), middle_ - half}, {end, middle_ + half}};
}

float column_end() { return ImGui::GetWindowPos().x + ImGui::GetWindowWidth(); }

void column_gap(double units) { advance(ImGui::GetCursorScreenPos(), px(units)); }

bool fold_row(std::string_view label, std::string_view summary) {
    const Row row(label);
    const std::string name(label);
    bool* open = ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID(name.c_str()), false);
    ImGui::SetCursorScreenPos({row.left(), row.middle() - px(metrics::row) / 2});
    const bool clicked = ImGui::InvisibleButton(name.c_str(), {column_end() - row.left(), px(metrics::row)});
    remember_widget(label);
    const FocusStop focus = focus_stop(ImGui::GetID(name.c_str()));
    if (clicked || focus.activated) *open = !*open;
    if (focus.focused) draw_focus_ring(row.field(60).low, row.field(60).high);
    draw_icon(*open ? Icon::Down : Icon::Right, {row.right() - px(6), row.middle()}, colors().muted);
    if (!*open)
        draw_text({row.right() - px(18), row.middle()}, summary,
                  {TextRole::Small, FontWeight::Regular, colors().muted}, Align::Right);
    return *open;
}

bool begin_group(const GroupHead& head) {
    draw_rule();
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = column_end() - low.x, height = px(metrics::row);
    const std::string name(head.label);
    const ImGuiID id = ImGui::GetID(name.c_str());
    bool* open = ImGui::GetStateStorage()->GetBoolRef(id, head.open_at_first);

    ImGui::InvisibleButton(name.c_str(), {width, height});
    remember_widget(head.label);
    const FocusStop focus = focus_stop(id);
    if (ImGui::IsItemClicked() || focus.activated) *open = !*open;
    const float middle = low.y + height / 2;
    if (focus.focused)
        draw_focus_ring({low.x + px(8), low.y + px(2)}, {low.x + width - px(8), low.y + height - px(2)});

    draw_icon(*open ? Icon::Down : Icon::Right, {low.x + px(column::head) + px(4), middle}, colors().muted);
    draw_text({low.x + px(column::label), middle}, head.label,
              {TextRole::Body, FontWeight::SemiBold, colors().text});
    const float right = low.x + width - px(column::right);
    if (!*open && !head.summary.empty())
        draw_text({right, middle}, head.summary, {TextRole::Small, FontWeight::Regular, colors().muted},
                  Align::Right);
    else
        draw_mark(head.mark, right, middle);
    if (*open) ImGui::PushID(name.c_str());
    return *open;
}

void end_group() {
    ImGui::PopID();
    column_gap(7);
}

}  // namespace reweigh
