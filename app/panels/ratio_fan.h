#pragma once

#include "app/imgui_canvas.h"
#include "app/style.h"
#include "app/view_state.h"
#include "core/figure/figure.h"
#include "core/state/snapshot.h"

#include <vector>

namespace reweigh {

// Where the run is against the weight, a plot for every variant; widgets are called "fan l2". A click
// makes a variant the focus's, a double click shows it on the stage. GUI thread only.
class RatioFan {
public:
    explicit RatioFan(SurfacePainter& surfaces) : surfaces_(surfaces) {}

    void draw(Rect place, const Snapshot& snapshot, ViewState& view);  // place: pixels

private:
    void rebuild(Vec2 size, const Snapshot& snapshot, int focus);
    void draw_plots(Rect place, const Snapshot& snapshot, ViewState& view);
    double foot_height(double width, const Snapshot& snapshot) const;  // units
    static void answer(const PanelPicture& plot, Rect cell, int focus, ViewState& view);
    void draw_foot(Rect place, const Snapshot& snapshot) const;

    struct Key {
        const Snapshot* snapshot = nullptr;
        std::uint64_t run = 0;
        std::int64_t step = 0;
        Vec2 size;  // units
        Theme theme = Theme::Light;
        int focus = 0;
        friend bool operator==(const Key&, const Key&) = default;
    };
    SurfacePainter& surfaces_;
    Key key_;
    std::vector<PanelPicture> plots_;  // by variant
};

}  // namespace reweigh
