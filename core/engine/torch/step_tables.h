#pragma once

#include "core/engine/torch/batch.h"
#include "core/engine/torch/step_inputs.h"

#include <optional>
#include <span>
#include <vector>

namespace reweigh::torch_engine {

// Of successive steps, all of one size.
struct Batches {
    std::int64_t step, count;
    std::span<const int> points;
};

// What the steps of one replica train on, on the processor.
class StepTables {
public:
    // dropout_units: of each layer with dropout. The task must outlive it.
    StepTables(const EngineTask& task, std::vector<int> dropout_units);

    // The points of an epoch's order that stay.
    std::vector<int> kept(std::span<const int> order, const Weighing& weighing) const;
    // The next batches of an epoch's order, as many at once as a player takes, before the step `last`; none
    // where no point is left for them.
    std::optional<Batches> next(std::span<const int> order, std::int64_t step, std::int64_t last) const;
    StepInputs table(std::uint64_t seed, const Batches& batches, const LossRule& rule) const;

private:
    const EngineTask& task_;
    std::vector<int> dropout_units_;
    std::int64_t steps_per_epoch_;
};

}  // namespace reweigh::torch_engine
