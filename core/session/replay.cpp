#include "core/session/replay.h"

#include "core/engine/flush_denormals.h"
#include "core/engine/parity.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>

namespace reweigh {
namespace {

constexpr std::int64_t least_replay = 1'280, steps_between_looks = 12'800;

void compare(const ModelParams& model, const EngineState& a, const EngineState& b, ReplayComparison& sum) {
    sum.distance = std::max(sum.distance, largest_distance(model, b, a));
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

// Of a GPU's run the earliest keyframe so near to its end that the distance there has a bound. One of the
// schedule has to be kept at it or before it: where replicas that diverge are held.
std::optional<std::int64_t> gated_origin(const RunRecord& record, std::optional<std::int64_t> most) {
    const std::optional<Precision> precision = record.scene->gpu_precision;
    const auto has_gate = [&](std::int64_t origin) {
        const std::int64_t steps = record.step() - origin;
        return steps > 0 && steps <= most.value_or(steps) && parity_gate(*precision, steps);
    };
    if (!precision) return {};
    if (has_gate(0)) return 0;
    const Schedule schedule = schedule_of(record);
    bool can_begin = false;
    for (const KeptKeyframe& kept : record.keyframes) {
        can_begin = can_begin || kept.step() == 0 || schedule.contains(kept.step());
        if (can_begin && has_gate(kept.step())) return kept.step();
    }
    return {};
}

std::int64_t scheduled_origin(const RunRecord& record) {
    const Schedule schedule = schedule_of(record);
    std::int64_t origin = 0;
    for (const KeptKeyframe& kept : record.keyframes) {
        const std::int64_t step = kept.step();
        if (schedule.contains(step) && record.step() - step >= least_replay) origin = step;
    }
    return origin;
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
    if (const std::optional<std::int64_t> gated = gated_origin(record, most)) return gated;
    const std::int64_t origin = scheduled_origin(record);
    if (most && record.step() - origin > *most) return {};
    return origin;
}

void drop_old_keyframes(RunRecord& record) {
    const Schedule schedule = schedule_of(record);
    std::int64_t first = 0;
    for (const KeptKeyframe& kept : record.keyframes)
        if (schedule.contains(kept.step())) first = kept.step();
    for (const std::int64_t origin : {scheduled_origin(record), gated_origin(record, {}).value_or(0)})
        if (origin > 0) first = std::min(first, origin);
    std::erase_if(record.keyframes, [&](const KeptKeyframe& kept) { return kept.step() < first; });
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
    ReplayComparison comparison{
        .from = from,
        .to = to,
        .gpu_precision = coarser(record.scene->gpu_precision, training.gpu_precision())};
    const auto last = record.keyframes.back().load();
    const Setup& setup = training.setup();
    compare(setup.model, last->model, training.engine(ModelRole::Model).export_state(), comparison);
    if (last->companion)
        compare(setup.companion.value(), *last->companion,
                training.engine(ModelRole::Companion).export_state(), comparison);
    return comparison;
}

}  // namespace reweigh
