#pragma once

#include "core/figure/curves.h"
#include "core/figure/figure.h"
#include "core/state/snapshot.h"

#include <optional>
#include <string>
#include <vector>

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

struct FinalVariantOptions {
    PanelStyle style;
    Rect cell;  // as of FinalOptions
    int variant = 0;
    std::vector<std::string> readouts;  // three, each with a mark of its own
    std::optional<double> marked = {};  // a weight: a line across the plot
};

// Several read-outs of one variant where the run is, against the weight: means, marked in the colours of
// their weights, with a bar of +- the standard deviation (n - 1). Without a step: an empty plot with a note.
// Throws Error for an unknown read-out. Pure.
PanelPicture build_final_variant(const Snapshot& snapshot, const FinalVariantOptions& options);
// Which mark is which read-out's.
std::vector<LegendEntry> final_variant_legend(const std::vector<std::string>& readouts,
                                              const PanelStyle& style);

}  // namespace reweigh
