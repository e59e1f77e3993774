#pragma once

#include "core/base/grid.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace reweigh {

// The model of a setup, or its companion.
enum class ModelRole { Model, Companion };

// A wanted evaluation of one replica over a rectangle: now, or at the keyframe nearest to `step`.
struct ViewRequest {
    ModelRole role = ModelRole::Model;
    int replica = 0;
    std::optional<std::int64_t> step = {};
    Rect world;
    int width = 256, height = 256;  // at most 256 x 256
    std::uint64_t run = 0;          // of Snapshot::past; 0: the one on screen
    friend bool operator==(const ViewRequest&, const ViewRequest&) = default;
};

// Its answer: eval-mode logits, and the step that they belong to. The grid may be coarser than asked.
struct View {
    ViewRequest request;
    std::int64_t step = 0;
    std::shared_ptr<const Grid<float>> logits;
};

}  // namespace reweigh
