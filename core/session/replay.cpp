#include "core/session/replay.h"

#include "core/engine/flush_denormals.h"

#include <algorithm>

namespace reweigh {

Training replay(const Setup& setup, std::shared_ptr<const Dataset> data, const std::vector<Edit>& edits,
                std::int64_t step, const EngineMaker& make_engine, int threads) {
    const FlushDenormals flushed;
    Training training({setup, edits.at(0).live, {edits.begin() + 1, edits.end()}, std::move(data)},
                      make_engine, threads);
    while (training.step() < step) training.advance(std::min(step, training.next_stop()) - training.step());
    return training;
}

}  // namespace reweigh
