#pragma once

#include "core/figure/curves.h"
#include "core/figure/figure.h"
#include "core/state/snapshot.h"

#include <string>

namespace reweigh {

struct FinalOptions {
    PanelStyle style;
    Rect cell;                      // of the picture, points; title, ticks and names lie inside it
    std::string readout = "ratio";  // key of readout_kinds()
    Band band = Band::Seeds;
};

// One read-out where the run is, against the weight: a line per variant and model, or per model for a
// band over the variants: the mean with a band of +- the standard deviation (n - 1). Without a step: an empty
// plot with a note. Throws Error for an unknown read-out. Pure.
PanelPicture build_final(const Snapshot& snapshot, const FinalOptions& options);

}  // namespace reweigh
