#include "app/imgui_canvas.h"
#include "app/moment.h"
#include "app/panel.h"
#include "app/panels/agreement_line.h"
#include "app/panels/agreement_plots.h"
#include "app/panels/curves_header.h"
#include "app/panels/sample_cards.h"
#include "app/panels/stage_overlay.h"
#include "app/panels/stage_tools.h"
#include "app/widgets/button.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "core/figure/curves.h"
#include "core/figure/final.h"
#include "core/figure/number_text.h"
#include "core/state/readout_kinds.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {
namespace {

constexpr double head_row = 44, sets_row = 24;                     // units
constexpr double least_width = 200, least_height = 150, gap = 16;  // of a plot
constexpr double roomy_width = 250;    // of a plot that names lines by variant and weight, too
constexpr double line_gap = 4;         // below the line of agreement
constexpr double samples_share = 0.5;  // of the height, where there is room for all plots
using Readouts = std::array<std::string_view, 3>;

// What is called positive of three sets of pictures; of ten classes, how many are called right.
const Readouts& readouts_of(const Snapshot& snapshot) {
    static constexpr Readouts ratios{"ratio", "ratio_other", "ratio_noise"},
        accuracies{"accuracy_weighted", "accuracy_target", "accuracy"};
    return snapshot.scene->data->classes == 2 ? ratios : accuracies;
}

// Three read-outs, each over the epochs, and now against the weight. Below, how far the models agree, and
// single pictures with their votes.
class RatiosPanel final : public Panel {
public:
    explicit RatiosPanel(SurfacePainter& surfaces)
        : surfaces_(surfaces), cards_(surfaces), agreement_plots_(surfaces) {}

    void draw(const Snapshot& snapshot, ViewState& view, Outbox&) override {
        const float padding = px(metrics::padding);
        const ImVec2 corner = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
        const float left = corner.x + padding, right = corner.x + room.x - padding;
        if (!snapshot.scene) return;
        view.focus = std::clamp(view.focus, 0, static_cast<int>(snapshot.scene->setup.replicas.size()) - 1);
        draw_head({left, corner.y}, right, snapshot, view);
        const Rect area{to_vec2({left, corner.y + px(head_row + sets_row)}),
                        to_vec2({right, corner.y + room.y - padding})};
        remember_widget("picture", {area});
        if (area.width() < px(least_width) || area.height() < px(least_height)) return;
        const Rect plots = draw_votes(area, snapshot, view);
        if (plots.height() >= px(least_height)) draw_plots(plots, snapshot, view);
        if (view.loading) draw_pale({area, {}});
    }

private:
    void draw_plots(Rect plots, const Snapshot& snapshot, const ViewState& view) {
        rebuild(plots, snapshot, view);
        ImGuiCanvas canvas(*ImGui::GetWindowDrawList(), {to_imvec2(plots.min), scale()}, surfaces_);
        for (const PanelPicture& plot : plots_) {
            draw_panel(plot, window_panel_style(), canvas);
            remember_widget(plot.title,
                            {{plots.min + scale() * plot.plot.min, plots.min + scale() * plot.plot.max}});
        }
    }

    // The focus, what is pictured, and below it how many pictures were asked about.
    static void draw_head(ImVec2 low, float right, const Snapshot& snapshot, const ViewState& view) {
        const Dataset& data = *snapshot.scene->data;
        const float middle = low.y + px(head_row) / 2;
        const Type muted{TextRole::Small, FontWeight::Regular, colors().muted};
        const Type strong{TextRole::Body, FontWeight::SemiBold, colors().text};
        const float source = text_width(data.source, strong);
        draw_text({right, middle}, data.source, strong, Align::Right);
        const std::string focus = "Focus " + replica_title(snapshot, view.focus);
        draw_text_in({low.x, middle}, right - low.x - source - px(gap), focus, muted);
        const std::string asked =
            asked_text(data) + "; " + count_text(data.size()) + " trained on" + evaluation_text(snapshot);
        draw_text_in({low.x, low.y + px(head_row + sets_row / 2)}, right - low.x, asked, muted);
    }

    static std::string asked_text(const Dataset& data) {
        const std::string test = count_of(data, "test") + " test pictures of ";
        if (data.classes > 2) return test + "ten classes";
        return test + "both classes, " + count_of(data, "other") + " of other classes, " +
               count_of(data, "noise") + " random ones";
    }

    static std::string evaluation_text(const Snapshot& snapshot) {
        const double share = snapshot.rates.evaluation_share;
        return share > 0 ? "; asking takes " + number_text(100 * share, 0) + " % of the time" : "";
    }

    static std::string count_of(const Dataset& data, std::string_view key) {
        const EvaluationSet* set = data.evaluation_set(key);
        return count_text(set == nullptr ? 0 : set->size(data.width));
    }

    // Below the plots; what is left of the area. What the votes are shown as takes what all plots leave, at
    // most its share.
    Rect draw_votes(Rect area, const Snapshot& snapshot, const ViewState& view) {
        const int variant = variant_of(snapshot, view.focus);
        const double unit = scale(), width = area.width() / unit, height = area.height() / unit;
        const double link = latest_votes(snapshot) ? button_width(link_face()) / px(1) : 0;
        const double line = agreement_.height(snapshot, variant, width - link);
        if (height < line + gap / 2 + least_height) return area;
        const double below = link > 0 ? votes_height(width, height, line) : 0;
        const double top = area.max.y - unit * (line + line_gap + below);
        agreement_.draw({area.min.x, top}, width - link);
        if (link > 0) draw_link({area.max.x - unit * link, top});
        const Rect place{{area.min.x, top + unit * (line + line_gap)}, area.max};
        if (below > 0 && shows_time_)
            agreement_plots_.draw(place, snapshot, variant, curves_axis(view, snapshot));
        else if (below > 0)
            cards_.draw(place, snapshot, variant);
        return {area.min, {area.max.x, top - unit * gap / 2}};
    }

    // Cards give way to the plots above them; plots of agreement, which were asked for, take their place
    // where there is no room for both.
    double votes_height(double width, double height, double line) const {
        const double least = shows_time_ ? AgreementPlots::least_height : SampleCards::least_height;
        const int rows = columns_in(width) == 3 ? 2 : 3;
        const double all = height - line - line_gap;
        const double rest = all - rows * (least_height + gap);
        if (shows_time_ && all - least_height - gap < least) return all;
        if (!shows_time_ && rest < least) return 0;
        return std::clamp(samples_share * height - line - line_gap, least, std::max(rest, least));
    }

    ButtonFace link_face() const {
        return {.label = shows_time_ ? "Samples" : "Over time",
                .help = shows_time_ ? "Single pictures with their votes, in the place of agreement over time."
                                    : "Agreement over the epochs, in the place of the pictures.",
                .look = ButtonLook::Link};
    }

    void draw_link(Vec2 corner) {
        ImGui::SetCursorScreenPos(to_imvec2({corner.x, corner.y - static_cast<double>(px(3))}));
        if (button(link_face())) shows_time_ = !shows_time_;
    }

    static int variant_of(const Snapshot& snapshot, int focus) {
        return snapshot.scene->setup.replicas[static_cast<std::size_t>(focus)].variant;
    }

    static int columns_in(double width) {
        return std::clamp(static_cast<int>((width + gap) / (least_width + gap)), 1, 3);
    }

    struct Place {
        Rect cell;
        std::size_t set = 0;
        bool is_over_weights = false;
    };

    // Plots of equal size: a column or, where there is no room for three, a row for every set; in small rooms
    // the plots over epochs alone.
    static std::vector<Place> places_in(Vec2 size) {
        const int columns = columns_in(size.x);
        const int most_rows = std::max(1, static_cast<int>((size.y + gap) / (least_height + gap)));
        const int rows = std::min(columns == 3 ? 2 : 3, most_rows);
        const Vec2 cell{std::floor((size.x - gap * (columns - 1)) / columns),
                        std::floor((size.y - gap * (rows - 1)) / rows)};
        std::vector<Place> places;
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column) {
                const Vec2 low{column * (cell.x + gap), row * (cell.y + gap)};
                const int set = columns == 3 ? column : row, kind = columns == 3 ? row : column;
                places.push_back({{low, low + cell}, static_cast<std::size_t>(set), kind == 1});
            }
        return places;
    }

    // The plots, made anew only when something that they show has changed.
    void rebuild(Rect area, const Snapshot& snapshot, const ViewState& view) {
        const Key key{&snapshot,
                      snapshot.run,
                      snapshot.step,
                      snapshot.edits.size(),
                      (1 / scale()) * (area.max - area.min),
                      theme(),
                      view.focus,
                      curves_axis(view, snapshot),
                      curves_band(view),
                      view.hidden_curves};
        if (key == key_) return;
        key_ = key;
        plots_.clear();
        for (const auto& [cell, set, is_over_weights] : places_in(key.size))
            plots_.push_back(is_over_weights ? over_weights(snapshot, cell, set)
                                             : over_epochs(snapshot, cell, set));
    }

    PanelPicture over_epochs(const Snapshot& snapshot, Rect cell, std::size_t set) const {
        CurvesOptions options;
        options.style = window_panel_style();
        options.cell = cell;
        options.readout = readouts_of(snapshot)[set];
        options.x = key_.axis;
        options.focus = key_.focus;
        options.band = key_.band;
        if (options.band == Band::Seeds)
            options.variant = readable_variant(snapshot.scene->setup, key_.focus);
        if (options.band == Band::Seeds && cell.width() < roomy_width)
            options.variant = variant_of(snapshot, key_.focus);
        options.hidden = key_.hidden;
        options.edit_labels = set == 0;
        return build_curves(snapshot, options);
    }

    PanelPicture over_weights(const Snapshot& snapshot, Rect cell, std::size_t set) const {
        const std::string readout(readouts_of(snapshot)[set]);
        PanelPicture plot = build_final(snapshot, {window_panel_style(), cell, readout, key_.band});
        const Type type{TextRole::Body, FontWeight::SemiBold, colors().text};
        // The plot over the epochs has the whole name.
        const std::size_t comma = plot.title.find(", ");
        if (comma != std::string::npos && text_width(plot.title, type) > px(cell.width()))
            plot.title.erase(0, comma + 2);
        return plot;
    }

    struct Key {
        const Snapshot* snapshot = nullptr;
        std::uint64_t run = 0;
        std::int64_t step = 0;
        std::size_t edits = 0;
        Vec2 size;  // units
        Theme theme = Theme::Light;
        int focus = 0;
        CurvesX axis = CurvesX::EpochLog;
        Band band = Band::Seeds;
        std::set<std::string> hidden;
        friend bool operator==(const Key&, const Key&) = default;
    };

    SurfacePainter& surfaces_;
    Key key_;
    std::vector<PanelPicture> plots_;
    AgreementLine agreement_;
    SampleCards cards_;
    AgreementPlots agreement_plots_;
    bool shows_time_ = false;  // agreement over time in the place of the cards
};

}  // namespace

std::unique_ptr<Panel> make_ratios_panel(SurfacePainter& surfaces) {
    return std::make_unique<RatiosPanel>(surfaces);
}

}  // namespace reweigh
