#pragma once

#include "core/figure/axis.h"
#include "core/state/snapshot.h"

#include <vector>

namespace reweigh {

// Epochs on a logarithm that begins anew at each gesture of edits, so that what follows an edit takes as much
// room as what follows the start: until the first one log10(t); d epochs after one, its place + log10(1 + d).
class EditAxis {
public:
    explicit EditAxis(const Snapshot& snapshot);

    // The place of an epoch; NaN for 0.
    double place(double epoch) const;
    double epoch(double place) const;
    // Powers of ten of epochs: "100"; after an edit since it: "+100". Up to epoch `now`.
    std::vector<Tick> ticks(double now) const;

private:
    struct Section {
        double epoch, place;  // of its beginning
    };
    std::vector<Section> edits_;
};

}  // namespace reweigh
