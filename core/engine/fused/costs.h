#pragma once

#include "core/config/setup_params.h"
#include "core/engine/fused/packing.h"

#include <variant>

namespace reweigh::fused {

// Times of a step in units of a plain vector of replicas that share their points, from reweigh_bench: shared,
// gathered, hidden, for plain, dropout, batch norm, both. Those of 16 lanes are estimated.
struct MeasuredCosts {
    int lanes;
    TermCosts mlp;
    LayoutCosts line;
};
inline constexpr MeasuredCosts measured_costs[] = {
    {8, {{{1, 1.2, 0.18}, {1.4, 2.6, 0.32}, {1.8, 3.2, 0.42}, {2.25, 4.6, 0.56}}}, {0.087, 0.25, 0.053}},
    {16, {{{1, 1.35, 0.09}, {1.3, 2.6, 0.15}, {1.6, 3.3, 0.2}, {2, 4.6, 0.27}}}, {0.09, 0.3, 0.04}},
};

inline TermCosts costs_of(const ModelParams& model, int lanes) {
    const MeasuredCosts& measured = measured_costs[lanes == 8 ? 0 : 1];
    if (std::holds_alternative<MlpParams>(model)) return measured.mlp;
    TermCosts costs;
    costs.fill(measured.line);
    return costs;
}

}  // namespace reweigh::fused
