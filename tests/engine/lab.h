#pragma once

#include "core/data/golden.h"
#include "core/engine/engine.h"

#include <bit>
#include <cmath>
#include <string_view>

// Small tasks for the tests of the engines.
namespace reweigh::lab {

using reweigh::golden_data;

// One replica with the learning rate 0.05 and a log2 weight; batches of 8.
struct Case {
    EngineTask task;
    Live live;
};
Case golden_case(double importance);

// The hash of ENGINE.md 4 over an MLP's weights; with batch norm gamma and beta too.
std::uint64_t hash_of(const EngineState& state, bool batch_norm);

// |a - b| / |b| over all tensors of one replica but the running statistics.
double distance(const EngineState& a, const EngineState& b);

// Equal bits in every tensor and the same step.
bool same_bits(const EngineState& a, const EngineState& b);

}  // namespace reweigh::lab
