#pragma once

#include "core/figure/curves.h"
#include "core/figure/curves_parts.h"
#include "core/figure/palette.h"
#include "core/figure/replica_style.h"
#include "core/state/readout_kinds.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// The levels that the eye compares with.
struct ReadoutLook {
    std::string_view key;
    std::vector<double> levels{};
};
const ReadoutLook& look_of(std::string_view key);

struct PlotLine {  // one series of a plot
    SeedGroup group;
    GroupStatistics values;
    bool focus = false;
};

// The focus's line of a run that was on screen before, and its companion's.
struct PlotGhost {
    std::vector<Vec2> model, companion;
};

// One plot on its way through build_curves().
struct CurvesPlot {
    const Snapshot& snapshot;
    const CurvesOptions& options;
    const ReadoutKind& kind;
    const Palette& colors;
    int focus;
    std::vector<double> x{};  // per read-out
    std::vector<PlotLine> lines{};
    std::optional<PlotLine> companion{};
    std::vector<PlotGhost> ghosts{};
    PanelPicture panel{};

    const Setup& setup() const { return snapshot.scene->setup; }
    double unit() const { return options.style.unit(); }
    std::string name_of(const SeedGroup& group) const {
        const bool is_of_one = options.variant || options.band == Band::Variants;
        return is_of_one ? weight_label(group.weight) : line_name(setup(), group.variant, group.weight);
    }
    std::string suffix() const { return kind.unit == "deg" ? "\u00b0" : ""; }
};

void collect_ghosts(CurvesPlot& plot);
void add_ghosts(CurvesPlot& plot);

// The axes of the panel, from what is plotted.
void set_axes(CurvesPlot& plot);

}  // namespace reweigh
