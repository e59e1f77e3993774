#include "app/shell.h"

#include "app/panels/export_dialog.h"
#include "app/panels/gallery_panel.h"
#include "app/panels/held_frame.h"
#include "app/panels/overlays.h"
#include "app/panels/state_card.h"
#include "app/panels/status_bar.h"
#include "app/panels/top_bar.h"
#include "app/style.h"
#include "app/widgets/focus.h"
#include "app/widgets/registry.h"

#include <algorithm>

namespace reweigh {
namespace {

ImVec2 to_im(Vec2 at) { return {static_cast<float>(at.x), static_cast<float>(at.y)}; }

// A region of its own input and clipping, on the ground that the window was cleared to.
template <class Draw>
void region(const char* name, Rect place, Draw draw) {
    ImGui::SetCursorScreenPos(to_im(place.min));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::BeginChild(
        name, to_im(place.max - place.min), false,
        ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoBackground);
    ImGui::PopStyleVar();
    begin_focus_region();
    draw();
    ImGui::EndChild();
}

void paint_ground(Rect place, Color color) {
    ImGui::GetWindowDrawList()->AddRectFilled(to_im(place.min), to_im(place.max), to_im(color));
}

struct Splitter {
    const char* name;
    Rect place;
    bool is_flat = false;
    SplitterRange range;
    double growth = 1;  // units of width per unit of pointer movement
};

// Drag changes the width, a double click restores the first one.
void draw_splitter(const Splitter& splitter, double& width) {
    region(splitter.name, splitter.place, [&] {
        paint_ground(splitter.place, colors().gap);
        ImGui::InvisibleButton("line", to_im(splitter.place.max - splitter.place.min));
        remember_widget(splitter.name);
        const bool is_busy = ImGui::IsItemHovered() || ImGui::IsItemActive();
        if (splitter.is_flat) return;
        const FocusStop focus = focus_stop(ImGui::GetID("line"));
        if (is_busy || focus.focused) paint_ground(splitter.place, colors().accent);
        constexpr double units_per_key = 20;
        width = std::clamp(width + splitter.growth * units_per_key * focus.steps, splitter.range.least,
                           splitter.range.most);
        if (!is_busy) return;
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
        if (ImGui::IsMouseDoubleClicked(0))
            width = splitter.range.first;
        else if (ImGui::IsItemActive())
            width = std::clamp(
                width + splitter.growth * static_cast<double>(ImGui::GetIO().MouseDelta.x) / scale(),
                splitter.range.least, splitter.range.most);
    });
}

}  // namespace

Shell::Shell(SurfacePainter& surfaces, const Messages& messages,
             const std::optional<std::vector<GalleryCard>>& cards, int threads)
    : top_(make_top_bar(threads)),
      controls_(make_controls_panel()),
      stage_(make_stage_panel(surfaces, pinned_)),
      cells_(make_cells_panel(surfaces)),
      ratios_(make_ratios_panel(surfaces)),
      curves_(make_curves_panel(surfaces)),
      time_(make_time_panel()),
      status_(make_status_bar(messages)),
      overlays_(make_overlays()),
      export_dialog_(make_export_dialog(surfaces)),
      gallery_(make_gallery_panel(cards, surfaces)) {}

void Shell::draw(Vec2 size, const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    const Layout layout = arrange(size, scale(), view);
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(to_im(size));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::Begin("window", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse |
                     ImGuiWindowFlags_NoBackground);
    ImGui::PopStyleVar(2);
    const Snapshot& moment = moment_.show(snapshot, view);
    pinned_.refresh(snapshot, view);
    if (!view.moment) {
        view.fork.reset();
        view.asked.reset();
    }
    const auto show = [&](const char* name, Rect place, Panel& panel, const Snapshot& of) {
        region(name, place, [&] { panel.draw(of, view, outbox); });
    };
    show("top", layout.top, *top_, snapshot);
    if (layout.controls && !layout.controls_float) show("controls", *layout.controls, *controls_, moment);
    const Snapshot& pictured = shows_all_moments(snapshot, view) ? snapshot : moment;
    const bool is_plane = !snapshot.scene || snapshot.scene->data->is_plane();
    Panel& plane = view.lab_view == LabView::Stage ? *stage_ : *cells_;
    show("stage", layout.stage, is_plane ? plane : *ratios_, pictured);
    if (layout.curves) show("curves", *layout.curves, *curves_, snapshot);
    if (layout.controls_splitter)
        draw_splitter({"controls splitter", *layout.controls_splitter, false, controls_range, 1},
                      view.controls_width);
    if (layout.curves_splitter)
        draw_splitter({"curves splitter", *layout.curves_splitter, layout.curves_below, curves_range, -1},
                      view.curves_width);
    show("time", layout.time, *time_, snapshot);
    show("status", layout.status, *status_, snapshot);
    const std::optional<RememberedWidget> picture = find_widget("picture");
    draw_held_frame(picture ? picture->place : layout.stage, snapshot, view, outbox);
    draw_state_card(picture ? picture->place : layout.stage, snapshot, view, outbox);
    if (layout.controls && layout.controls_float)
        region("drawer", *layout.controls, [&] {
            paint_ground(*layout.controls, colors().panel);
            controls_->draw(moment, view, outbox);
            Rect edge = *layout.controls;
            edge.min.x = edge.max.x - static_cast<double>(px(1));
            paint_ground(edge, colors().border);
        });
    ImGui::End();
    overlays_->draw(snapshot, view, outbox);
    export_dialog_->draw(pictured, view, outbox);
    gallery_->draw(snapshot, view, outbox);
    moment_.ask(outbox);
}

}  // namespace reweigh
