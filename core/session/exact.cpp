#include "core/session/exact.h"

#include "core/session/replay.h"

#include <algorithm>
#include <iterator>

namespace reweigh {
namespace {

// Or 0: a run may have been opened without its first keyframes.
std::int64_t last_keyframe_up_to(const RunRecord& run, std::int64_t step) {
    const auto later = std::ranges::upper_bound(run.keyframes, step, {},
                                                [](const KeptKeyframe& kept) { return kept.step(); });
    return later == run.keyframes.begin() ? 0 : std::prev(later)->step();
}

}  // namespace

ExactReplay::ExactReplay(const RunRecord& run, std::int64_t step, const EngineMaker& make_engine, int threads)
    : from_(last_keyframe_up_to(run, step)),
      target_(step),
      training_(training_at(run, from_, make_engine, threads)) {}

void ExactReplay::advance(const std::function<std::chrono::steady_clock::time_point()>& now) {
    const auto begin = now();
    const std::int64_t end = std::min({target_, training_.next_stop(), at() + slice_.steps()}),
                       count = end - at();
    if (count <= 0) return;
    training_.advance(count);
    slice_.learn(count, std::chrono::duration<double>(now() - begin).count());
}

}  // namespace reweigh
