#pragma once

#include "core/figure/curves.h"
#include "core/state/readout_kinds.h"

#include <optional>
#include <string_view>
#include <vector>

namespace reweigh {

// What plots of the end against the weight share.

// A read-out of one variant, or over all of them, weights ascending.
struct FinalLine {
    ModelRole role = ModelRole::Model;
    int variant = 0;
    std::vector<Vec2> mean;
    std::vector<double> deviation;  // empty: one seed
    bool operator==(const FinalLine&) const = default;
};
// `variant`: nothing for a band over all of them.
FinalLine final_line(const Snapshot& snapshot, ModelRole role, std::optional<int> variant,
                     std::string_view readout);

bool has_final_values(const Snapshot& snapshot);

// The sweep's weights. Where there is room for three texts alone, they are those of the ends and of 1:1.
Axis weight_axis(const Setup& setup);
// `axis` from `first` on, wide enough for all of the lines.
void set_final_range(Axis& axis, const std::vector<FinalLine>& lines, Range first);

}  // namespace reweigh
