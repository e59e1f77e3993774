#pragma once

#include "core/session/logits.h"
#include "core/state/snapshot.h"
#include "core/state/tensors.h"

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace reweigh {

// Where a model is evaluated for a read-out: the training points; 200 x 200 cell centres of the area box; the
// axis across the separator; the evaluation sets of pictures.
enum class Probe { Training, Area, Axis, Test, Other, Noise };
inline constexpr std::size_t probe_count = 6;

// All that a read-out may look at: one replica of one model at one moment, in plain values.
struct ReadoutInput {
    const Scene& scene;
    const ModelParams& model;
    const EngineState& state;
    int replica = 0;                    // its place in the tensors
    const Live& live;                   // what held at that moment
    const Weighing& weighing;           // what it means for the replica
    std::span<const std::size_t> kept;  // the training points that it is trained on, ascending
    Logits training;                    // of all training points
    std::span<const float> losses;      // (kept) logistic losses of those points, not weighted
    std::span<const float> area;        // (200 x 200) logits
    std::span<const float> axis;        // (axis_samples) logits, in order of t; empty without separator
    Logits test = {}, other = {}, noise = {};  // of evaluation sets; may be empty
    std::function<void(std::span<const float> inputs, std::span<float> logits)> predict;
};

// (kept): ln(1 + e^-u) of training points; of several classes -ln of the probability of the label.
std::vector<float> logistic_losses(const Dataset& data, std::span<const std::size_t> kept,
                                   const Logits& logits);

// The value of a read-out; NaN where it has none. Shapes, units, edge cases: SCIENCE.md 1.4.
using Readout = std::function<double(const ReadoutInput&)>;

struct ReadoutRow {
    std::string_view key;  // of readout_kinds()
    std::optional<Probe> needs;
    Readout value;
};

// Throws Error for an unknown key.
const ReadoutRow& readout_row(std::string_view key);

}  // namespace reweigh
