#pragma once

#include "core/base/geometry.h"

#include <cstdint>
#include <string>
#include <vector>

namespace reweigh {

// The points that a loss is summed over. Made once for a run, then shared and never changed.
struct Dataset {
    std::vector<float> inputs;         // (n, 2) row-major
    std::vector<std::uint8_t> labels;  // (n), 1 = positive class
    std::vector<float> weights;        // (n), each > 0, or empty: all 1
    std::string kind;                  // "truncated_normal", ...
    std::string source;                // what people read: "truncated normal", "points.csv"
    std::string digest;                // SHA-256 of inputs, labels and weights (little endian)
    Rect area_box;                     // where area share is measured and what the stage shows first
    double sigma_max = 0;              // largest singular value of the uncentred (n, 2) matrix
    std::vector<std::string> notices;  // "12 points carry both labels; no model can separate them."

    std::int64_t size() const { return static_cast<std::int64_t>(labels.size()); }
    Vec2 point(std::int64_t i) const {
        const auto k = static_cast<std::size_t>(2 * i);
        return {inputs[k], inputs[k + 1]};
    }
};

}  // namespace reweigh
