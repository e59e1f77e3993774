#pragma once

#include "core/config/param.h"
#include "core/figure/figure.h"
#include "core/state/snapshot.h"

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

namespace reweigh {

enum class CurvesX { EpochLog, LogFromEdit, Epoch, Step, Seconds };
template <>
inline constexpr auto names_of<CurvesX> = std::array{
    Name{CurvesX::EpochLog, "epoch", "epoch (log)"},
    Name{CurvesX::LogFromEdit, "epoch_from_edit", "log, from edit"},
    Name{CurvesX::Epoch, "epoch_linear", "epoch"},
    Name{CurvesX::Step, "step", "step"},
    Name{CurvesX::Seconds, "seconds", "wall time"},
};

// What a line is the mean over: the seeds of a variant and a weight, or all that have the weight.
enum class Band { Seeds, Variants };
template <>
inline constexpr auto names_of<Band> = std::array{
    Name{Band::Seeds, "seeds", "seeds"},
    Name{Band::Variants, "variants", "variants"},
};

struct Range {
    double low = 0, high = 1;
    friend bool operator==(const Range&, const Range&) = default;
};

// The runs of Snapshot::past: the focus's lines, pale.
enum class EarlierRuns { Hidden, Shown };

struct CurvesOptions {
    PanelStyle style;
    Rect cell;                       // of the picture, points; title, ticks and names lie inside it
    std::string readout = "offset";  // key of readout_kinds()
    CurvesX x = CurvesX::EpochLog;
    std::optional<int> variant;             // only its lines, named by their weights; absent: all
    int focus = 0;                          // replica: the thick line, and the companion's
    std::optional<Range> x_range, y_range;  // zoomed; absent: the run so far, the read-out's own
    std::optional<std::int64_t> cursor;     // step of the shown moment: a line, and the title's values
    bool x_texts = true;                    // false in all but the last of plots that share their x axis
    EarlierRuns earlier = EarlierRuns::Hidden;
    bool edit_labels = true;  // false: marks without words
    Band band = Band::Seeds;
    std::set<std::string> hidden;  // names of lines ("1:16"), of models ("MLP", "LR"), or "band"
};

// The variant whose lines alone a plot on screen shows, the focus's, where all would be too many to read;
// nothing: all.
std::optional<int> readable_variant(const Setup& setup, int focus);

// The replica of a variant that stands for the focus: that of its weight and seed, else the variant's first;
// of a variant without replicas the focus itself.
int focus_in_variant(const Setup& setup, int variant, int focus);

// One read-out of all replicas over the run. Those that the band is over become their mean with a band of +-
// the standard deviation (n - 1), without parked ones. The focus is thick and has its companion beside it,
// dashed. Edits are marks that say what changed. Without a step: an empty plot with a note. Throws Error for
// an unknown read-out. Pure.
PanelPicture build_curves(const Snapshot& snapshot, const CurvesOptions& options);

// Units of the style below a plot in its cell: with tick texts and the axis' name, or without.
double curves_foot(bool x_texts);

// Where the lines end on the x axis of build_curves(): at the last read-out, of all runs that are shown; 0
// before the first.
double curves_end(const Snapshot& snapshot, CurvesX x, EarlierRuns earlier);
// The x axis of build_curves() for lines that end there.
Axis curves_x_axis(const Snapshot& snapshot, CurvesX x, double end);

// The place of a step on the x axis of build_curves(), NaN where it has none (epoch 0 on a log axis).
double curves_x(const Snapshot& snapshot, CurvesX x, std::int64_t step);
// The step at a place on that axis, from 0 to the present one.
std::int64_t curves_step(const Snapshot& snapshot, CurvesX x, double place);

}  // namespace reweigh
