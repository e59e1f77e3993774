#pragma once

#include "core/config/setup_params.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// What becomes of a tensor in a step: it moves; it moves while batch norm is on; it follows the batches'
// statistics while batch norm is on; it is what the optimizer remembers of another.
enum class TensorRole { Weight, BatchNormWeight, BatchNormStatistic, Memory };

// One replica's tensor, and how its values start.
struct TensorLayout {
    std::string name;
    std::vector<std::int64_t> shape;
    float value = 0;                                     // all of them, or half the uniform law's width
    std::optional<std::uint32_t> stream = std::nullopt;  // that they are drawn from
    TensorRole role = TensorRole::Weight;
};

// The tensors of a model, in the order of core/state/tensors.h. ENGINE.md 4, SCIENCE.md 2.1.
std::vector<TensorLayout> layouts_of(const ModelParams& model);

// The same, followed by what the optimizer remembers: tensor by tensor of those that it moves.
std::vector<TensorLayout> layouts_of(const ModelParams& model, const OptimizerParams& optimizer);

// What it remembers of a tensor: the beginnings of the names.
std::vector<std::string_view> memories_of(const OptimizerParams& optimizer);

std::int64_t element_count(const std::vector<std::int64_t>& shape);

}  // namespace reweigh
