#include "core/session/replay.h"

#include "core/config/text.h"
#include "core/engine/flush_denormals.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>

namespace reweigh {
namespace {

constexpr std::int64_t least_replay = 1'280, steps_between_looks = 12'800;

void compare(const EngineState& a, const EngineState& b, ReplayComparison& sum) {
    for (const Tensor& tensor : a.tensors) {
        const std::vector<float>& others = b.tensor(tensor.name).values;
        for (std::size_t i = 0; i < tensor.values.size(); ++i) {
            ++sum.values;
            if (std::bit_cast<std::uint32_t>(tensor.values[i]) == std::bit_cast<std::uint32_t>(others[i]))
                continue;
            ++sum.different;
            const double difference =
                std::abs(static_cast<double>(tensor.values[i]) - static_cast<double>(others[i]));
            sum.largest = std::max(sum.largest, std::isnan(difference) ? HUGE_VAL : difference);
        }
    }
}

Schedule schedule_of(const RunRecord& record) {
    const Scene& scene = *record.scene;
    return keyframe_schedule(scene.setup, steps_per_epoch(scene.setup, scene.data->size()));
}

}  // namespace

Training training_at(const RunRecord& record, std::int64_t from, const EngineMaker& make_engine,
                     int threads) {
    std::vector<Edit> edits = record.edits;
    edits.insert(edits.end(), record.script.begin(), record.script.end());
    const auto later = std::ranges::upper_bound(edits, from, {}, &Edit::step);
    if (from == 0)
        return Training({record.scene->setup,
                         edits.front().live,
                         {std::next(edits.begin()), edits.end()},
                         record.scene->data},
                        make_engine, threads);
    RunRecord part = until(record, from);
    part.script = {later, edits.end()};
    return Training(part, make_engine, threads);
}

Training replay(const Setup& setup, std::shared_ptr<const Dataset> data, const std::vector<Edit>& edits,
                std::int64_t step, const EngineMaker& make_engine, int threads) {
    const FlushDenormals flushed;
    Training training({setup, edits.at(0).live, {edits.begin() + 1, edits.end()}, std::move(data)},
                      make_engine, threads);
    while (training.step() < step) training.advance(std::min(step, training.next_stop()) - training.step());
    return training;
}

std::optional<std::int64_t> replay_origin(const RunRecord& record, std::optional<std::int64_t> most) {
    const Schedule schedule = schedule_of(record);
    std::int64_t origin = 0;
    for (const KeptKeyframe& kept : record.keyframes) {
        const std::int64_t step = kept.step();
        if (schedule.contains(step) && record.step() - step >= least_replay) origin = step;
    }
    if (most && record.step() - origin > *most) return {};
    return origin;
}

void drop_old_keyframes(RunRecord& record) {
    const Schedule schedule = schedule_of(record);
    std::int64_t first = 0;
    for (const KeptKeyframe& kept : record.keyframes)
        if (schedule.contains(kept.step())) first = kept.step();
    if (const std::int64_t origin = replay_origin(record).value(); origin > 0)
        first = std::min(first, origin);
    std::erase_if(record.keyframes, [&](const KeptKeyframe& kept) { return kept.step() < first; });
}

std::string to_text(const ReplayComparison& comparison) {
    const std::string steps =
        "from step " + with_thousands(comparison.from) + " to " + with_thousands(comparison.to) + ": ";
    const std::string all = " of " + with_thousands(comparison.values) + " values";
    if (comparison.different == 0) return steps + "identical, " + with_thousands(comparison.values) + all;
    return steps + with_thousands(comparison.different) + all + " differ, at most by " +
           to_text(comparison.largest);
}

std::optional<ReplayComparison> compare_replay(const RunRecord& record, std::int64_t from,
                                               const EngineMaker& make_engine, int threads,
                                               const std::function<bool(std::int64_t)>& go_on) {
    const FlushDenormals flushed;
    Training training = training_at(record, from, make_engine, threads);
    const std::int64_t to = record.step();
    while (training.step() < to) {
        if (!go_on(training.step())) return {};
        const std::int64_t end = std::min({to, training.next_stop(), training.step() + steps_between_looks});
        training.advance(end - training.step());
    }
    ReplayComparison comparison{from, to, 0, 0, 0};
    const auto last = record.keyframes.back().load();
    compare(last->model, training.engine(ModelRole::Model).export_state(), comparison);
    if (last->companion)
        compare(*last->companion, training.engine(ModelRole::Companion).export_state(), comparison);
    return comparison;
}

}  // namespace reweigh
