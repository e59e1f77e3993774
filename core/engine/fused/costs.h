#pragma once

#include "core/config/setup_params.h"
#include "core/engine/fused/packing.h"

#include <variant>

namespace reweigh::fused {

// Measured times of a step, as `reweigh_bench` shows them. ENGINE.md 3, "Packing".
struct MeasuredCosts {
    int lanes;
    LayoutCosts mlp, linear;
};
inline constexpr MeasuredCosts measured_costs[] = {
    {8, {1, 1.35, 0.2}, {1, 2, 0.5}},
    {16, {1, 1.35, 0.09}, {1, 2, 0.4}},
};

inline LayoutCosts costs_of(const ModelParams& model, int lanes) {
    const MeasuredCosts& measured = measured_costs[lanes == 8 ? 0 : 1];
    return std::holds_alternative<MlpParams>(model) ? measured.mlp : measured.linear;
}

}  // namespace reweigh::fused
