#pragma once

#include "core/base/geometry.h"

#include <optional>
#include <string>
#include <vector>

namespace reweigh {

// The line against which offset, angle and margin are measured. SCIENCE.md 1.3.
struct Separator {
    enum class Kind { MaxMargin, SoftMargin };
    Kind kind = Kind::MaxMargin;
    Line2 line;                             // normal u*, towards the positive class
    Vec2 origin;                            // o*, on the line: where offset is 0
    double half_margin = 0;                 // gamma; soft margin: 1/|w|
    std::vector<int> support_vectors = {};  // indices into the data set, ascending
    std::string label = {};                 // "max margin", or "soft-margin SVM, C = 1000 (not separable)"
    // Max margin: where logistic regression tends, max margin of (x, 1) with the bias inside the norm.
    std::optional<Line2> augmented = {};
};

}  // namespace reweigh
