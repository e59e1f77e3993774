#include "app/widgets/choice.h"

#include "app/widgets/focus.h"
#include "app/widgets/icons.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"

#include <algorithm>
#include <string>
#include <utility>

namespace reweigh {
namespace {

void draw_box(Row::Place place, std::string_view text, bool hovered) {
    const Palette& palette = colors();
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(place.low, place.high, to_im(palette.plot), px(metrics::radius));
    list->AddRect(place.low, place.high, to_im(hovered ? palette.text : palette.border), px(metrics::radius),
                  0, px(1));
    const float middle = (place.low.y + place.high.y) / 2;
    draw_text_in({place.low.x + px(8), middle}, place.high.x - place.low.x - px(34), text,
                 {TextRole::Body, FontWeight::Regular, palette.text});
    draw_icon(Icon::Down, {place.high.x - px(14), middle}, palette.muted);
}

// One word of the open list.
bool list_row(std::string_view word, bool is_chosen, float width) {
    const std::string name(word);
    const bool clicked = ImGui::InvisibleButton(name.c_str(), {width, px(metrics::row)});
    remember_widget(word);
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    if (ImGui::IsItemHovered())
        ImGui::GetWindowDrawList()->AddRectFilled(low, high, to_im(colors().accent_soft),
                                                  px(metrics::radius));
    const float middle = (low.y + high.y) / 2;
    if (is_chosen) draw_icon(Icon::Check, {low.x + px(14), middle}, colors().accent);
    draw_text({low.x + px(28), middle}, word, {TextRole::Body, FontWeight::Regular, colors().text});
    return clicked;
}

float list_width(std::span<const std::string_view> words, float least) {
    float width = least;
    for (const std::string_view word : words)
        width = std::max(width, text_width(word, {TextRole::Body, FontWeight::Regular, {}}) + px(40));
    return width;
}

// Below the box, or above it where the screen ends.
ImVec2 list_corner(Row::Place place, std::size_t rows) {
    const float height = static_cast<float>(rows) * px(metrics::row) + 2 * px(4);
    const float below = place.high.y + px(2), above = place.low.y - px(2) - height;
    const bool fits = below + height <= ImGui::GetIO().DisplaySize.y;
    return {place.low.x, fits ? below : std::max(above, 0.0F)};
}

bool draw_list(Row::Place place, std::span<const std::string_view> words, int& chosen) {
    ImGui::SetNextWindowPos(list_corner(place, words.size()));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(4), px(4)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    bool changed = false;
    if (ImGui::BeginPopup("list")) {
        const float width = list_width(words, place.high.x - place.low.x - 2 * px(4));
        for (std::size_t i = 0; i < words.size(); ++i) {
            const int index = static_cast<int>(i);
            if (!list_row(words[i], index == chosen, width)) continue;
            changed = std::exchange(chosen, index) != index;
            ImGui::CloseCurrentPopup();
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar(2);
    return changed;
}

// The behaviour of all kinds; `draw(hovered)` draws what is seen of the closed one.
template <class Draw>
bool choose(std::string_view label, Row::Place place, std::span<const std::string_view> words, int& chosen,
            Draw&& draw) {
    const std::string name(label);
    ImGui::PushID(name.c_str());
    ImGui::SetCursorScreenPos(place.low);
    const bool clicked =
        ImGui::InvisibleButton("box", {place.high.x - place.low.x, place.high.y - place.low.y});
    remember_widget(label);
    const FocusStop focus = focus_stop(ImGui::GetID("box"));
    if (clicked || focus.activated) ImGui::OpenPopup("list");
    draw(ImGui::IsItemHovered());
    if (focus.focused) draw_focus_ring(place.low, place.high);

    bool changed = false;
    if (focus.steps != 0) {
        const int next = std::clamp(chosen + focus.steps, 0, static_cast<int>(words.size()) - 1);
        changed = std::exchange(chosen, next) != next;
    }
    changed = draw_list(place, words, chosen) || changed;
    ImGui::PopID();
    return changed;
}

}  // namespace

bool choice(std::string_view label, Row::Place place, std::span<const std::string_view> words, int& chosen) {
    const bool known = chosen >= 0 && chosen < static_cast<int>(words.size());
    const std::string_view word = known ? words[static_cast<std::size_t>(chosen)] : "";
    return choose(label, place, words, chosen, [&](bool hovered) { draw_box(place, word, hovered); });
}

bool choice_over(std::string_view label, Row::Place place, std::span<const std::string_view> words,
                 int& chosen) {
    return choose(label, place, words, chosen, [&](bool hovered) {
        const ImVec2 middle{place.high.x + px(10), (place.low.y + place.high.y) / 2};
        if (hovered) draw_icon(Icon::Down, middle, colors().muted);
    });
}

bool choice_at_cursor(std::string_view label, double width, std::span<const std::string_view> words,
                      int& chosen) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const ImVec2 high{low.x + px(width), low.y + px(metrics::row)};
    return choice(label, {low, high}, words, chosen);
}

}  // namespace reweigh
