#pragma once

#include "core/session/replay_comparison.h"
#include "core/session/training.h"
#include "core/state/run_record.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace reweigh {

// A training that stands at a record's keyframe of step `from`, or at step 0, before the rest of its log.
Training training_at(const RunRecord& record, std::int64_t from, const EngineMaker& make_engine, int threads);

// Trains again from step 0 through the edit log to `step`: setup, data and log give the bits of the run they
// come from. Takes as long as the run's own steps. Throws what engines throw.
Training replay(const Setup& setup, std::shared_ptr<const Dataset> data, const std::vector<Edit>& edits,
                std::int64_t step, const EngineMaker& make_engine, int threads = 1);

// The step of a record from which its last keyframe is replayed: the latest scheduled keyframe at least 1,280
// steps before it, else 0; of a GPU's run the earliest keyframe from which the distance has a bound, where
// one is kept. `most`: of steps; nothing where no keyframe lies near enough. PRODUCT.md 7.
std::optional<std::int64_t> replay_origin(const RunRecord& record, std::optional<std::int64_t> most = {});

// Of the keyframes stay those that going on needs, for it is where parked replicas go back to, and that its
// check begins with.
void drop_old_keyframes(RunRecord& record);

// Trains from the keyframe at `from`, or from step 0, to the record's last keyframe and compares its bits.
// `go_on` is told the step now and then; false ends it: nothing. Throws what engines throw.
std::optional<ReplayComparison> compare_replay(const RunRecord& record, std::int64_t from,
                                               const EngineMaker& make_engine, int threads,
                                               const std::function<bool(std::int64_t)>& go_on);

}  // namespace reweigh
