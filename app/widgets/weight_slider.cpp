#include "app/widgets/weight_slider.h"

#include "app/widgets/focus.h"
#include "app/widgets/registry.h"
#include "app/widgets/row.h"
#include "app/widgets/text.h"
#include "core/state/setup.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace reweigh {
namespace {

constexpr double low = -8, high = 8, quarter = 0.25;

struct Track {
    float left, right, y;  // left and right: where -8 and 8 are

    float at(double value) const {
        return left + static_cast<float>((value - low) / (high - low)) * (right - left);
    }
    double value(float x) const {
        const double share = static_cast<double>((x - left) / (right - left));
        return std::clamp(std::round((low + share * (high - low)) / quarter) * quarter, low, high);
    }
};

void draw_ticks(const Track& track, float column_left, float column_right) {
    const Type type{TextRole::Small, FontWeight::Regular, colors().muted};
    for (const double value : {-8.0, -4.0, 0.0, 4.0, 8.0}) {
        const float x = track.at(value), top = track.y + px(6);
        ImGui::GetWindowDrawList()->AddRectFilled({x, top}, {x + px(1), top + px(4)}, to_im(colors().muted));
        const std::string text = weight_label(value);
        const float half = text_width(text, type) / 2;
        const float middle = std::clamp(x, column_left + half, column_right - half);
        draw_text({middle, top + px(12)}, text, type, Align::Center);
    }
}

void draw_track(const Track& track, double value, bool lit) {
    const Palette& palette = colors();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float half = px(2), end = px(8);
    list->AddRectFilled({track.left - end, track.y - half}, {track.right + end, track.y + half},
                        to_im(palette.rule), half);
    const auto [from, to] = std::minmax({track.at(0), track.at(value)});
    list->AddRectFilled({from, track.y - half}, {to, track.y + half}, to_im(palette.accent));
    const float x = track.at(value);
    const ImVec2 knob_low{x - px(5), track.y - px(9)}, knob_high{x + px(5), track.y + px(9)};
    list->AddRectFilled(knob_low, knob_high, to_im(palette.accent), px(3));
    list->AddRect(knob_low, knob_high, to_im(lit ? palette.text : palette.panel), px(3), 0, px(1));
}

}  // namespace

bool weight_slider(std::string_view label, double& log2_ratio) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = column_end() - corner.x;
    const float column_left = corner.x + px(column::label),
                column_right = corner.x + width - px(column::right);
    const Track track{column_left + px(8), column_right - px(8), corner.y + px(10)};

    const std::string name = std::string(label) + "##slider";
    ImGui::SetCursorScreenPos({column_left, corner.y});
    ImGui::InvisibleButton(name.c_str(), {column_right - column_left, px(metrics::row)});
    const FocusStop focus = focus_stop(ImGui::GetID(name.c_str()));
    const double before = log2_ratio;
    if (ImGui::IsItemActive()) log2_ratio = track.value(ImGui::GetIO().MousePos.x);
    log2_ratio = std::clamp(log2_ratio + quarter * focus.steps, low, high);
    remember_widget(
        label,
        {.place = {{track.left, track.y - px(9)}, {track.right, track.y + px(9)}}, .low = low, .high = high});
    const bool lit = ImGui::IsItemHovered() || ImGui::IsItemActive();

    draw_ticks(track, column_left, column_right);
    draw_track(track, log2_ratio, lit);
    if (focus.focused) draw_focus_ring({column_left, track.y - px(10)}, {column_right, track.y + px(10)});
    ImGui::SetCursorScreenPos(corner);
    column_gap(42);
    return log2_ratio != before;
}

}  // namespace reweigh
