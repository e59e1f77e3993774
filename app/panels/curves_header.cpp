#include "app/panels/curves_header.h"

#include "app/panels/curves_cells.h"
#include "app/style.h"
#include "app/widgets/button.h"
#include "app/widgets/choice.h"
#include "app/widgets/flow.h"
#include "app/widgets/focus.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "app/widgets/tooltip.h"
#include "core/figure/replica_style.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {
namespace {

void choose_axis(const Snapshot& snapshot, ViewState& view) {
    std::array<std::string_view, names_of<CurvesX>.size()> words;
    std::ranges::transform(names_of<CurvesX>, words.begin(), [](const auto& name) { return name.label; });
    const auto now = std::ranges::find(names_of<CurvesX>, curves_axis(view, snapshot),
                                       [](const auto& name) { return name.value; });
    int chosen = static_cast<int>(now - names_of<CurvesX>.begin());
    if (choice_at_cursor("x axis", 150, words, chosen))
        view.time_axis = names_of<CurvesX>[static_cast<std::size_t>(chosen)].value;
}

enum class LegendMark { Solid, Dashed, Band };
struct LegendSwitch {
    std::string label, hides;  // shown; its name in ViewState::hidden_curves
    LegendMark mark;
    Color color;
};

int most_seeds_of_a_weight(const Setup& setup) {
    std::set<std::uint64_t> seeds;
    for (const Replica& replica : setup.replicas) seeds.insert(replica.seed);
    return static_cast<int>(seeds.size());
}

std::vector<LegendSwitch> switches_of(const Snapshot& snapshot) {
    const Setup& setup = snapshot.scene->setup;
    const std::string model = model_name(setup, ModelRole::Model);
    std::vector<LegendSwitch> switches{{model, model, LegendMark::Solid, colors().text}};
    if (setup.companion) {
        const std::string companion = model_name(setup, ModelRole::Companion);
        switches.push_back({companion, companion, LegendMark::Dashed, colors().logistic});
    }
    const int seeds = most_seeds_of_a_weight(setup);
    if (seeds > 1)
        switches.push_back(
            {"sd, " + std::to_string(seeds) + " seeds", "band", LegendMark::Band, colors().border});
    if (!snapshot.past.empty())
        switches.push_back({"earlier", "earlier", LegendMark::Solid, with_alpha(colors().text, 0.45)});
    return switches;
}

void draw_mark(LegendMark mark, ImVec2 left, Color color) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float length = px(20), half = px(5);
    if (mark == LegendMark::Solid) list->AddLine(left, {left.x + length, left.y}, to_im(color), px(2));
    if (mark == LegendMark::Dashed)
        for (const double start : {0.0, 8.0, 16.0})
            list->AddLine({left.x + px(start), left.y}, {left.x + px(std::min(start + 5, 20.0)), left.y},
                          to_im(color), px(2));
    if (mark == LegendMark::Band)
        list->AddRectFilled({left.x, left.y - half}, {left.x + length, left.y + half},
                            to_im(with_alpha(color, 0.5)), px(2));
}

constexpr float mark_width = 26;  // units

Type switch_type() { return {TextRole::Small, FontWeight::Regular, colors().muted}; }

float switch_width(const LegendSwitch& entry) {
    return px(mark_width) + text_width(entry.label, switch_type());
}

// A hidden one is pale and struck through.
void legend_switch(const LegendSwitch& entry, ImVec2 low, std::set<std::string>& hidden) {
    const bool is_hidden = hidden.contains(entry.hides);
    const Type type = switch_type();
    const float mark = px(mark_width), width = switch_width(entry), height = px(metrics::row);
    ImGui::SetCursorScreenPos(low);
    const bool clicked = ImGui::InvisibleButton(entry.hides.c_str(), {width, height});
    const ImGuiID id = ImGui::GetID(entry.hides.c_str());
    remember_widget("legend " + entry.hides);
    const ImVec2 high{low.x + width, low.y + height};
    const FocusStop focus = focus_stop(id);
    if (focus.focused) draw_focus_ring(low, high);
    help_tooltip(id, ImGui::IsItemHovered(), focus.focused, low, high, is_hidden ? "Show it." : "Hide it.");
    const float middle = low.y + height / 2;
    draw_mark(entry.mark, {low.x, middle}, is_hidden ? with_alpha(entry.color, 0.3) : entry.color);
    draw_text({low.x + mark, middle}, entry.label, type);
    if (is_hidden)
        ImGui::GetWindowDrawList()->AddLine({low.x, middle}, {high.x, middle}, to_im(colors().muted), px(1));
    if (clicked || focus.activated) {
        if (is_hidden)
            hidden.erase(entry.hides);
        else
            hidden.insert(entry.hides);
    }
}

}  // namespace

EarlierRuns earlier_runs(const ViewState& view) {
    return view.hidden_curves.contains("earlier") ? EarlierRuns::Hidden : EarlierRuns::Shown;
}

Band curves_band(const ViewState& view) {
    const std::vector<FigureSpec>& figures = view.experiment.figures;
    return figures.empty() ? Band::Seeds : figures.front().band;
}

CurvesX curves_axis(const ViewState& view, const Snapshot& snapshot) {
    return view.time_axis.value_or(snapshot.gestures.empty() ? CurvesX::EpochLog : CurvesX::LogFromEdit);
}

double draw_curves_header(const Snapshot& snapshot, ViewState& view, float right) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float top = corner.y + px(8), middle = top + px(metrics::row) / 2;
    const float label =
        draw_text({corner.x, middle}, "x", {TextRole::Body, FontWeight::Regular, colors().muted});
    ImGui::SetCursorScreenPos({corner.x + label + px(8), top});
    choose_axis(snapshot, view);
    if (!snapshot.scene) return curves_header_height;
    Flow flow{{corner.x + label + px(8 + 150 + 14), top}, corner.x, right, px(14), px(metrics::row)};
    std::set<std::string>& hidden = view.hidden_curves;
    for (const LegendSwitch& entry : switches_of(snapshot))
        legend_switch(entry, flow.place(switch_width(entry)), hidden);
    if (!hidden.empty()) {
        const ButtonFace show_all{.label = "show all", .look = ButtonLook::Link};
        ImGui::SetCursorScreenPos(flow.place(button_width(show_all)));
        if (button(show_all)) hidden.clear();
    }
    return curves_header_height + static_cast<double>((flow.at.y - top) / px(1));
}

}  // namespace reweigh
