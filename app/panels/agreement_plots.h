#pragma once

#include "app/imgui_canvas.h"
#include "app/style.h"
#include "core/figure/agreement_plot.h"

#include <array>
#include <vector>

namespace reweigh {

// How far the models of one variant agree, over the run: a plot for every set of pictures, side by side, as
// many as there is room for. GUI thread only.
class AgreementPlots {
public:
    explicit AgreementPlots(SurfacePainter& surfaces) : surfaces_(surfaces) {}

    static constexpr double least_height = 130;                                  // units
    void draw(Rect place, const Snapshot& snapshot, int variant, CurvesX axis);  // place: pixels

private:
    void refresh(Vec2 size, const Snapshot& snapshot, int variant, CurvesX axis);
    const std::vector<Agreement>& values(std::size_t set, const Snapshot& snapshot, int variant);

    struct Key {
        const Snapshot* snapshot = nullptr;
        std::uint64_t run = 0;
        std::size_t readouts = 0;
        Vec2 size;  // units
        Theme theme = Theme::Light;
        int variant = -1;
        CurvesX axis = CurvesX::EpochLog;
        friend bool operator==(const Key&, const Key&) = default;
    };
    SurfacePainter& surfaces_;
    Key key_;
    std::vector<PanelPicture> plots_;
    struct Run {
        std::uint64_t number = 0;
        std::shared_ptr<const Scene> scene;
        int variant = -1;
        friend bool operator==(const Run&, const Run&) = default;
    } run_;
    std::array<std::vector<Agreement>, voted_sets.size()> shown_, known_;  // known: of run_, as far as seen
};

}  // namespace reweigh
