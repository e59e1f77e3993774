#include "app/imgui_canvas.h"
#include "app/moment.h"
#include "app/panel.h"
#include "app/panels/curves_cells.h"
#include "app/panels/curves_header.h"
#include "app/panels/curves_reading.h"
#include "app/panels/stage_place.h"
#include "app/widgets/choice.h"
#include "app/widgets/focus.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "app/widgets/tooltip.h"
#include "core/figure/axis.h"
#include "core/figure/number_text.h"
#include "core/state/readout_kinds.h"

#include <algorithm>

namespace reweigh {
namespace {

constexpr double title_row = 24;  // units

// The linked plots: one x axis, one crosshair.
class CurvesPanel final : public Panel {
public:
    explicit CurvesPanel(SurfacePainter& surfaces) : surfaces_(surfaces) {}

    void draw(const Snapshot& snapshot, ViewState& view, Outbox&) override {
        const float padding = px(metrics::padding);
        const ImVec2 corner = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
        ImGui::SetCursorScreenPos({corner.x + padding, corner.y});
        const double header = draw_curves_header(snapshot, view, corner.x + room.x - padding);

        const CurvesX axis = curves_axis(view, snapshot);
        if (view.plots.zoom && view.plots.zoom->axis != axis) view.plots.zoom.reset();
        axis_ = axis;
        const Rect cells{
            {0, header},
            {static_cast<double>(room.x - 2 * padding) / scale(), static_cast<double>(room.y) / scale()}};
        if (cells.width() < 140 || cells.height() < least_plot_pitch) return;
        origin_ = {corner.x + padding, corner.y};
        rebuild(snapshot, view, cells);
        view.plots.shown = plots_.size();
        draw_plots(snapshot, view);
    }

private:
    void draw_plots(const Snapshot& snapshot, ViewState& view) {
        ImGuiCanvas canvas(*ImGui::GetWindowDrawList(), {origin_, scale()}, surfaces_);
        const PanelStyle style = window_panel_style();
        hovered_step_.reset();
        std::optional<std::size_t> hovered;
        for (std::size_t i = 0; i < plots_.size(); ++i) {
            draw_panel(plots_[i], style, canvas);
            ImGui::PushID(static_cast<int>(i));
            choose_readout(i, snapshot, view.plots);
            toggle_name(plots_[i], view);
            if (answer_pointer(plots_[i], snapshot, view.plots)) hovered = i;
            ImGui::PopID();
        }
        if (hovered && hovered_step_ && !selecting_from_)
            draw_card(plots_[*hovered], view.plots.readouts[*hovered], snapshot);
        const double per_epoch = static_cast<double>(snapshot.steps_per_epoch);
        view.hover.epoch =
            hovered_step_ ? std::optional(static_cast<double>(*hovered_step_) / per_epoch) : std::nullopt;
    }

    ImVec2 pixels(Vec2 at) const {
        return {origin_.x + static_cast<float>(scale() * at.x),
                origin_.y + static_cast<float>(scale() * at.y)};
    }
    Vec2 units(ImVec2 at) const {
        return {static_cast<double>(at.x - origin_.x) / scale(),
                static_cast<double>(at.y - origin_.y) / scale()};
    }

    // The title says what is plotted and opens the list of read-outs.
    void choose_readout(std::size_t index, const Snapshot& snapshot, PlotsView& view) {
        std::vector<std::string_view> words, keys;
        for (const ReadoutKind& kind : readout_kinds()) {
            if (snapshot.scene && !kind.serves(snapshot.scene->setup)) continue;
            words.push_back(kind.label);
            keys.push_back(kind.key);
        }
        const PanelPicture& plot = plots_[index];
        int chosen = static_cast<int>(std::ranges::find(keys, view.readouts[index]) - keys.begin());
        const float width = text_width(plot.title, {TextRole::Body, FontWeight::SemiBold, {}});
        const ImVec2 low = pixels({plot.cell.min.x, plot.plot.min.y - title_row});
        const Row::Place place{low, {low.x + width, low.y + px(title_row)}};
        const int finds = focus_finds();
        if (choice_over("plot " + std::to_string(index + 1), place, words, chosen))
            view.readouts[index] = keys[static_cast<std::size_t>(chosen)];
        help_tooltip(ImGui::GetID("readout help"), ImGui::IsMouseHoveringRect(place.low, place.high),
                     focus_finds() > finds, place.low, place.high, readout_kind(view.readouts[index]).help);
    }

    // A click on a line's name hides it.
    void toggle_name(const PanelPicture& plot, ViewState& view) {
        const ImVec2 low = pixels({plot.plot.max.x + 4, plot.plot.min.y - 8});
        const ImVec2 high = pixels({plot.cell.max.x, plot.plot.max.y + 8});
        if (high.x <= low.x) return;
        ImGui::SetCursorScreenPos(low);
        const bool clicked = ImGui::InvisibleButton("names", {high.x - low.x, high.y - low.y});
        if (!ImGui::IsItemHovered()) return;
        const auto name = name_at(plot, units(ImGui::GetIO().MousePos));
        if (!name) return;
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        if (clicked) view.hidden_curves.insert(*name);
    }

    // True under the pointer. Drag zooms x, double click resets.
    bool answer_pointer(const PanelPicture& plot, const Snapshot& snapshot, PlotsView& view) {
        const ImVec2 low = pixels(plot.plot.min), high = pixels(plot.plot.max);
        ImGui::SetCursorScreenPos(low);
        ImGui::InvisibleButton("plot", {high.x - low.x, high.y - low.y});
        remember_widget(plot.title);
        const PlotMap map(plot);
        const double at = std::clamp(units(ImGui::GetIO().MousePos).x, plot.plot.min.x, plot.plot.max.x);
        if (ImGui::IsItemActivated()) selecting_from_ = at;
        if (ImGui::IsItemActive() && selecting_from_) draw_selection(plot, *selecting_from_, at);
        if (ImGui::IsItemDeactivated() && selecting_from_) {
            const auto [from, to] = std::minmax(*selecting_from_, at);
            if (to - from >= 6) view.zoom = PlotsZoom{axis_, {map.x.inverse(from), map.x.inverse(to)}};
            selecting_from_.reset();
        }
        const bool hovered = ImGui::IsItemHovered();
        if (hovered && ImGui::IsMouseDoubleClicked(0)) view.zoom.reset();
        if (hovered) hovered_step_ = nearest_readout_step(snapshot, axis_, map.x.inverse(at));
        return hovered;
    }

    void draw_selection(const PanelPicture& plot, double from, double to) const {
        const auto [left, right] = std::minmax(from, to);
        ImGui::GetWindowDrawList()->AddRectFilled(pixels({left, plot.plot.min.y}),
                                                  pixels({right, plot.plot.max.y}),
                                                  to_im(with_alpha(colors().accent, 0.2)));
    }

    // All lines of the plot under the pointer, at the crosshair.
    void draw_card(const PanelPicture& plot, const std::string& readout, const Snapshot& snapshot) const {
        constexpr std::size_t most_rows = 12;
        auto lines = lines_at(plot, snapshot, *hovered_step_);
        if (lines.empty()) return;
        if (lines.size() > most_rows)
            std::erase_if(lines, [](const LineReading& line) { return !line.focus; });
        const float pitch = px(18), padding = px(8);
        const ImVec2 pointer = ImGui::GetIO().MousePos;
        const int decimals = readout_kind(readout).decimals;
        float width = px(132);
        for (const LineReading& line : lines) {
            const Type type{TextRole::Small, FontWeight::SemiBold, {}};
            const float words =
                text_width(line.name, type) + text_width(number_text(line.value, decimals), type);
            width = std::max(width, words + px(12) + 2 * padding);
        }
        const ImVec2 size{width, pitch * static_cast<float>(lines.size() + 1) + 2 * padding};
        const ImVec2 end = pixels({plot.cell.max.x, plots_.back().cell.max.y});
        ImVec2 low{pointer.x + px(16), pointer.y + px(16)};
        if (low.x + size.x > end.x) low.x = pointer.x - px(16) - size.x;
        low.y = std::min(low.y, end.y - size.y);
        const ImVec2 high{low.x + size.x, low.y + size.y};
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled(low, high, to_im(colors().plot), px(metrics::card_radius));
        list->AddRect(low, high, to_im(colors().border), px(metrics::card_radius), 0, px(1));

        float y = low.y + padding + pitch / 2;
        const double epoch =
            static_cast<double>(*hovered_step_) / static_cast<double>(snapshot.steps_per_epoch);
        draw_text({low.x + padding, y}, "epoch " + epoch_text(epoch),
                  {TextRole::Small, FontWeight::Regular, colors().muted});
        for (const LineReading& line : lines) {
            y += pitch;
            const FontWeight weight = line.focus ? FontWeight::SemiBold : FontWeight::Regular;
            draw_text({low.x + padding, y}, line.name, {TextRole::Small, weight, line.color});
            draw_text({high.x - padding, y}, number_text(line.value, decimals),
                      {TextRole::Small, weight, colors().text}, Align::Right);
        }
    }

    // The plots, made anew only when something that they show has changed.
    void rebuild(const Snapshot& snapshot, const ViewState& view, Rect cells) {
        const auto x_range = view.plots.zoom ? std::optional(view.plots.zoom->range) : std::nullopt;
        const std::optional<std::int64_t> cursor = hovered_step_ ? hovered_step_ : held_at(snapshot, view);
        const Key key{&snapshot, snapshot.run, snapshot.step,       snapshot.edits.size(),
                      cells,     theme(),      view.focus,          axis_,
                      cursor,    x_range,      view.plots.readouts, view.hidden_curves};
        if (key == key_) return;
        key_ = key;
        plots_.clear();
        const std::vector<PlotCell> places = plot_cells(cells, curves_foot(true) - curves_foot(false));
        for (std::size_t i = 0; i < places.size(); ++i) {
            CurvesOptions options;
            options.style = window_panel_style();
            options.x_texts = places[i].is_lowest;
            options.cell = places[i].cell;
            options.readout = view.plots.readouts[i];
            options.x = axis_;
            options.focus = view.focus;
            options.band = curves_band(view);
            if (snapshot.scene && options.band == Band::Seeds)
                options.variant = readable_variant(snapshot.scene->setup, view.focus);
            options.x_range = x_range;
            options.cursor = cursor;
            options.earlier = earlier_runs(view);
            options.edit_labels = places[i].is_highest;
            options.hidden = view.hidden_curves;
            plots_.push_back(build_curves(snapshot, options));
        }
    }

    struct Key {
        const Snapshot* snapshot = nullptr;
        std::uint64_t run = 0;
        std::int64_t step = 0;
        std::size_t edits = 0;
        Rect cells;
        Theme theme = Theme::Light;
        int focus = 0;
        CurvesX axis = CurvesX::EpochLog;
        std::optional<std::int64_t> cursor;
        std::optional<Range> x_range;
        std::vector<std::string> readouts;
        std::set<std::string> hidden;
        friend bool operator==(const Key&, const Key&) = default;
    };

    SurfacePainter& surfaces_;
    CurvesX axis_ = CurvesX::EpochLog;
    std::optional<double> selecting_from_;      // units
    std::optional<std::int64_t> hovered_step_;  // of the frame before, while a frame is drawn
    ImVec2 origin_{0, 0};
    Key key_;
    std::vector<PanelPicture> plots_;
};

}  // namespace

std::unique_ptr<Panel> make_curves_panel(SurfacePainter& surfaces) {
    return std::make_unique<CurvesPanel>(surfaces);
}

}  // namespace reweigh
