#include "app/panel.h"
#include "app/panels/agreement_line.h"
#include "app/panels/agreement_plots.h"
#include "app/panels/curves_header.h"
#include "app/panels/ratio_fan.h"
#include "app/panels/ratio_plots.h"
#include "app/panels/ratios_head.h"
#include "app/panels/sample_cards.h"
#include "app/panels/stage_overlay.h"
#include "app/panels/state_card.h"
#include "app/widgets/button.h"
#include "app/widgets/registry.h"

#include <algorithm>

namespace reweigh {
namespace {

constexpr double least_width = RatioPlots::least_width, least_height = RatioPlots::least_height,
                 gap = RatioPlots::gap;
constexpr double line_gap = 4;         // below the line of agreement, units
constexpr double samples_share = 0.5;  // of the height, where there is room for all plots
constexpr double link_padding = 12;    // right of its text, which ends with what is above and below, units

// Stage: three read-outs, each over the epochs, and now against the weight; below, how far the models agree,
// and single pictures with their votes. Fan: a plot for every variant. Paper: the stage's plots alone.
class RatiosPanel final : public Panel {
public:
    explicit RatiosPanel(SurfacePainter& surfaces)
        : plots_(surfaces), fan_(surfaces), cards_(surfaces), agreement_plots_(surfaces) {}

    void draw(const Snapshot& snapshot, ViewState& view, Outbox&) override {
        const float padding = px(metrics::padding);
        const ImVec2 corner = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
        const float left = corner.x + padding, right = corner.x + room.x - padding;
        if (!snapshot.scene) return;
        view.focus = std::clamp(view.focus, 0, static_cast<int>(snapshot.scene->setup.replicas.size()) - 1);
        ImGui::SetCursorScreenPos({left, corner.y});
        const float head = draw_ratios_head(snapshot, view, right);
        const Rect area{to_vec2({left, corner.y + head}), to_vec2({right, corner.y + room.y - padding})};
        remember_widget("picture", {area});
        if (area.width() < px(least_width) || area.height() < px(least_height)) return;
        draw_view(above_card(area, snapshot, view), snapshot, view);
        if (view.loading) draw_pale({area, {}});
    }

private:
    static Rect above_card(Rect area, const Snapshot& snapshot, const ViewState& view) {
        const double room = state_card_room(static_cast<float>(area.width()), snapshot, view);
        if (area.height() - room >= px(least_height)) area.max.y -= room;
        return area;
    }

    void draw_view(Rect area, const Snapshot& snapshot, ViewState& view) {
        if (view.lab_view == LabView::Fan) return fan_.draw(area, snapshot, view);
        if (view.lab_view == LabView::Paper)
            return plots_.draw(area, snapshot, view, RatioPlots::Layout::Paper);
        const Rect plots = draw_votes(area, snapshot, view);
        if (plots.height() >= px(least_height))
            plots_.draw(plots, snapshot, view, RatioPlots::Layout::Fitting);
    }

    // Below the plots; what is left of the area. What the votes are shown as takes what all plots leave, at
    // most its share.
    Rect draw_votes(Rect area, const Snapshot& snapshot, const ViewState& view) {
        const int variant = variant_of(snapshot, view.focus);
        const double unit = scale(), width = area.width() / unit, height = area.height() / unit;
        const double link = latest_votes(snapshot) ? button_width(link_face()) / px(1) - link_padding : 0;
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
        const double all = height - line - line_gap;
        const double rest = all - RatioPlots::height_of_all(width);
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

    RatioPlots plots_;
    RatioFan fan_;
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
