#pragma once

#include "core/figure/figure.h"
#include "core/state/snapshot.h"

#include <string>

namespace reweigh {

struct FinalOptions {
    PanelStyle style;
    Rect cell;                      // of the picture, points; title, ticks and names lie inside it
    std::string readout = "ratio";  // key of readout_kinds()
};

// One read-out where the run is, against the weight: a line per variant and model, the mean of its seeds with
// a band of +- the standard deviation (n - 1). Without a step: an empty plot with a note. Throws Error for an
// unknown read-out. Pure.
PanelPicture build_final(const Snapshot& snapshot, const FinalOptions& options);

}  // namespace reweigh
