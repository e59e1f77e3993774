#include "app/panels/ratio_fan.h"

#include "app/panels/ratio_plots.h"
#include "app/panels/stage_place.h"
#include "app/panels/stage_tools.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "core/figure/curves.h"
#include "core/figure/final.h"
#include "core/figure/number_text.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

namespace reweigh {
namespace {

constexpr double gap = RatioPlots::gap, first_row = 40;  // units
constexpr double rim = 4;                                // of the focus's frame around its plot, units
constexpr double scrollbar = 8;                          // in the margin, units
constexpr double least_height = 130;                     // of a plot, units
constexpr double tallest = 1.3;                          // height of a plot over its width

// The columns with which plots of 4:3 become largest.
int columns_for(int plots, Vec2 size) {
    int best = 1;
    double widest = 0;
    for (int columns = 1; columns <= plots; ++columns) {
        const int rows = (plots + columns - 1) / columns;
        const double width = (size.x - gap * (columns - 1)) / columns;
        const double height = (size.y - gap * (rows - 1)) / rows;
        const double fitting = std::min(width, 4 * height / 3);
        if (fitting <= widest || (columns > 1 && width < RatioPlots::least_width)) continue;
        best = columns;
        widest = fitting;
    }
    return best;
}

// Equal ones, row by row; too many for the room go on below it.
std::vector<Rect> cells_in(int plots, Vec2 size) {
    const int columns = columns_for(plots, size), rows = (plots + columns - 1) / columns;
    const double width = std::floor((size.x - gap * (columns - 1)) / columns);
    const double height = std::clamp(std::floor((size.y - gap * (rows - 1)) / rows), least_height,
                                     std::max(tallest * width, least_height));
    std::vector<Rect> cells;
    for (int i = 0; i < plots; ++i) {
        const Vec2 low{i % columns * (width + gap), i / columns * (height + gap)};
        cells.push_back({low, low + Vec2{width, height}});
    }
    return cells;
}

// "epoch 6, mean and sd of 2 seeds"
std::string moment_text(const Snapshot& snapshot) {
    if (snapshot.readout_steps.empty()) return "";
    const double epoch = static_cast<double>(snapshot.readout_steps[snapshot.readout_steps.size() - 1]) /
                         static_cast<double>(snapshot.steps_per_epoch);
    std::set<std::uint64_t> seeds;
    for (const Replica& replica : snapshot.scene->setup.replicas) seeds.insert(replica.seed);
    const std::string text = "epoch " + epoch_text(epoch);
    return seeds.size() > 1 ? text + ", mean \u00b1 sd of " +
                                  count_text(static_cast<std::int64_t>(seeds.size())) + " seeds"
                            : text;
}

Type moment_type() { return {TextRole::Small, FontWeight::Regular, colors().muted}; }

std::vector<LegendEntry> key_of(const Snapshot& snapshot) {
    return final_variant_legend(ratio_readouts(snapshot), window_panel_style());
}
double key_width(double width, const std::string& moment) {
    return width - text_width(moment, moment_type()) / scale() - 16;
}

void draw_frame(Rect place) {
    ImGui::GetWindowDrawList()->AddRect(to_imvec2(place.min), to_imvec2(place.max), to_im(colors().accent),
                                        px(metrics::radius), 0, px(2));
}

}  // namespace

void RatioFan::draw(Rect place, const Snapshot& snapshot, ViewState& view) {
    const double line = place.max.y - scale() * foot_height(place.width() / scale(), snapshot);
    const Rect plots{place.min, {place.max.x, line}};
    if (plots.height() < static_cast<double>(px(least_height))) return;
    rebuild((1 / scale()) * (plots.max - plots.min), snapshot, view.focus);
    draw_plots(plots, snapshot, view);
    draw_foot({{place.min.x, line}, place.max}, snapshot);
}

void RatioFan::rebuild(Vec2 size, const Snapshot& snapshot, int focus) {
    const Key key{&snapshot, snapshot.run, snapshot.step, size, theme(), focus};
    if (key == key_) return;
    key_ = key;
    plots_.clear();
    const Setup& setup = snapshot.scene->setup;
    const Replica& shown = setup.replicas[static_cast<std::size_t>(focus)];
    const std::vector<Rect> cells = cells_in(static_cast<int>(setup.variants.size()), size);
    for (std::size_t variant = 0; variant < cells.size(); ++variant) {
        FinalVariantOptions options{window_panel_style(), cells[variant], static_cast<int>(variant),
                                    ratio_readouts(snapshot)};
        if (shown.variant == options.variant) options.marked = shown.weight;
        plots_.push_back(build_final_variant(snapshot, options));
    }
}

void RatioFan::draw_plots(Rect place, const Snapshot& snapshot, ViewState& view) {
    const Setup& setup = snapshot.scene->setup;
    const Vec2 edge{static_cast<double>(px(rim)), static_cast<double>(px(rim))};
    ImGui::SetCursorScreenPos(to_imvec2(place.min - edge));
    ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, px(scrollbar));
    const Vec2 beside{static_cast<double>(px(scrollbar)), 0};
    ImGui::BeginChild("fan", to_imvec2(place.max - place.min + 2 * edge + beside), false,
                      ImGuiWindowFlags_NoBackground);
    ImGui::PopStyleVar();
    const Vec2 origin = to_vec2(ImGui::GetCursorScreenPos()) + edge;
    ImGuiCanvas canvas(*ImGui::GetWindowDrawList(), {to_imvec2(origin), scale()}, surfaces_);
    for (std::size_t variant = 0; variant < plots_.size(); ++variant) {
        const PanelPicture& plot = plots_[variant];
        draw_panel(plot, window_panel_style(), canvas);
        const Rect cell{origin + scale() * plot.cell.min - edge, origin + scale() * plot.cell.max + edge};
        const int number = static_cast<int>(variant);
        answer(plot, cell, focus_in_variant(setup, number, view.focus), view);
        const bool has_focus = setup.replicas[static_cast<std::size_t>(view.focus)].variant == number;
        if (has_focus && plots_.size() > 1) draw_frame(cell);
    }
    ImGui::EndChild();
}

// `focus`: the replica that the plot stands for.
void RatioFan::answer(const PanelPicture& plot, Rect cell, int focus, ViewState& view) {
    ImGui::SetCursorScreenPos(to_imvec2(cell.min));
    ImGui::InvisibleButton(plot.title.c_str(), to_imvec2(cell.max - cell.min));
    remember_widget("fan " + plot.title);
    if (!ImGui::IsItemHovered()) return;
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (ImGui::IsMouseClicked(0)) view.focus = focus;
    if (ImGui::IsMouseDoubleClicked(0)) view.lab_view = LabView::Stage;
}

// The key, in as many rows as what is said at its right leaves it.
double RatioFan::foot_height(double width, const Snapshot& snapshot) const {
    ImGuiCanvas canvas(*ImGui::GetWindowDrawList(), {{0, 0}, scale()}, surfaces_);
    return stage_key_height(key_of(snapshot), canvas, key_width(width, moment_text(snapshot)));
}

void RatioFan::draw_foot(Rect place, const Snapshot& snapshot) const {
    const std::string moment = moment_text(snapshot);
    const double width = key_width(place.width() / scale(), moment);
    ImGuiCanvas canvas(*ImGui::GetWindowDrawList(), {to_imvec2(place.min), scale()}, surfaces_);
    draw_stage_key(key_of(snapshot), canvas, {{0, 0}, {width, 0}});
    const float right = static_cast<float>(place.max.x), top = static_cast<float>(place.min.y);
    draw_text({right, top + px(first_row) / 2}, moment, moment_type(), Align::Right);
}

}  // namespace reweigh
