#pragma once

#include "app/imgui_canvas.h"
#include "app/style.h"
#include "app/view_state.h"
#include "core/figure/figure.h"
#include "core/state/snapshot.h"

#include <set>
#include <string>
#include <vector>

namespace reweigh {

// The three read-outs that the images lab is about: what is called positive of three sets of pictures; of ten
// classes, how many are called right.
std::vector<std::string> ratio_readouts(const Snapshot& snapshot);

// Each of them over the epochs, and where the run is against the weight: plots of equal size, made anew only
// when something that they show has changed. Widgets are named by the plots' titles. GUI thread only.
class RatioPlots {
public:
    // Paper: panels with letters, named in full.
    enum class Layout { Fitting, Paper };
    explicit RatioPlots(SurfacePainter& surfaces) : surfaces_(surfaces) {}

    static constexpr double least_width = 200, least_height = 150, gap = 16;  // units, of a plot
    static double height_of_all(double width);                                // least, units
    void draw(Rect place, const Snapshot& snapshot, const ViewState& view, Layout layout);  // place: pixels

private:
    void rebuild(Vec2 size, const Snapshot& snapshot, const ViewState& view, Layout layout);
    PanelPicture over_epochs(const Snapshot& snapshot, Rect cell, const std::string& readout) const;
    PanelPicture over_weights(const Snapshot& snapshot, Rect cell, const std::string& readout) const;

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
        Layout layout = Layout::Fitting;
        friend bool operator==(const Key&, const Key&) = default;
    };
    SurfacePainter& surfaces_;
    Key key_;
    std::vector<PanelPicture> plots_;
};

}  // namespace reweigh
