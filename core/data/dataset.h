#pragma once

#include "core/base/geometry.h"
#include "core/data/images.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// Points that nothing is trained on: what a model calls them is a read-out.
struct EvaluationSet {
    std::string key;                         // "test", "other", "noise"
    std::vector<float> inputs;               // (n, width) row-major
    std::vector<std::uint8_t> labels;        // (n), as the data set's; empty: they are of none of its classes
    std::vector<std::uint8_t> classes = {};  // (n), places in Dataset::class_names; empty: of no class
    std::int64_t size(int width) const { return static_cast<std::int64_t>(inputs.size()) / width; }
};

// The points that a loss is summed over. Made once for a run, then shared and never changed.
struct Dataset {
    int width = 2;                     // numbers of a point: 2 in the plane, else a picture's pixels
    std::vector<float> inputs;         // (n, width) row-major; pictures (channel, row, column)
    std::vector<std::uint8_t> labels;  // (n), 1 = positive class; of ten classes 0 ... 9
    int classes = 2;                   // how many labels there are
    std::vector<float> weights;        // (n), each > 0, or empty: all 1
    std::vector<float> ranks = {};     // (n), pictures: place in a random order of its class, in [0, 1)
    std::string kind;                  // "truncated_normal", ...
    std::string source;                // what people read: "truncated normal", "points.csv"
    std::string digest;                // SHA-256 of inputs, labels and weights (little endian)
    Rect area_box;                     // where area share is measured and what the stage shows first
    double sigma_max = 0;              // largest singular value of the uncentred (n, 2) matrix; pictures: 0
    std::vector<std::string> notices;  // "12 points carry both labels; no model can separate them."
    std::vector<EvaluationSet> evaluation = {};  // of pictures
    std::vector<std::string> class_names = {};   // of pictures, as their files number them
    Normalisation normalisation = {};            // of pictures

    bool is_plane() const { return width == 2; }
    const EvaluationSet* evaluation_set(std::string_view key) const {
        for (const EvaluationSet& set : evaluation)
            if (set.key == key) return &set;
        return nullptr;
    }

    std::int64_t size() const { return static_cast<std::int64_t>(labels.size()); }
    Vec2 point(std::int64_t i) const {  // in the plane
        const auto k = static_cast<std::size_t>(2 * i);
        return {inputs[k], inputs[k + 1]};
    }
};

}  // namespace reweigh
