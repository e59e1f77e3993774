#include "core/state/run_record.h"

#include "core/base/error.h"
#include "core/base/overloaded.h"

#include <algorithm>

namespace reweigh {
namespace {

std::size_t bytes_of(const EngineState& state) {
    std::size_t bytes = 0;
    for (const Tensor& tensor : state.tensors) bytes += tensor.values.size() * sizeof(float);
    return bytes;
}

// A replica is held at a keyframe before the step at which it was found non-finite: whether it was parked by
// then says the keyframe.
void forget_later_parkings(RunRecord& run, const Keyframe& present) {
    const auto is_parked = [&](ModelRole role, std::size_t replica) {
        return std::ranges::binary_search(present.parked[static_cast<std::size_t>(role)],
                                          static_cast<int>(replica));
    };
    for (std::size_t i = 0; i < run.health.size(); ++i) {
        if (!is_parked(ModelRole::Model, i)) run.health[i].parked_at.reset();
        if (!is_parked(ModelRole::Companion, i)) run.health[i].companion_parked_at.reset();
    }
}

}  // namespace

std::size_t Keyframe::bytes() const {
    return bytes_of(model) + (companion ? bytes_of(*companion) : std::size_t{0});
}

std::int64_t KeptKeyframe::step() const {
    return std::visit(overloaded{[](const InMemory& keyframe) { return keyframe->step; },
                                 [](const auto& stored) { return stored->step(); }},
                      place_);
}

std::shared_ptr<const Keyframe> KeptKeyframe::load() const {
    return std::visit(overloaded{[](const InMemory& keyframe) { return keyframe; },
                                 [](const auto& stored) { return stored->load(); }},
                      place_);
}

bool KeptKeyframe::move_to(KeyframeDisk& disk) {
    auto stored = disk.store(*load());
    if (!stored) return false;
    place_ = std::move(stored);
    return true;
}

double RunRecord::epoch() const {
    return static_cast<double>(step()) /
           static_cast<double>(steps_per_epoch(scene->setup, scene->data->size()));
}

std::size_t RunRecord::bytes() const {
    std::size_t bytes = curves.size() * readout_steps.size() * sizeof(double);
    for (std::size_t i = 0; i < votes.size(); ++i) bytes += votes[i] ? votes[i]->bytes() : std::size_t{0};
    for (const KeptKeyframe& kept : keyframes) bytes += kept.bytes_in_memory();
    return bytes;
}

RunRecord until(const RunRecord& run, std::int64_t step) {
    RunRecord part = run;
    std::erase_if(part.keyframes, [&](const KeptKeyframe& kept) { return kept.step() > step; });
    if (part.keyframes.empty() || part.step() != step)
        throw Error("The run has no keyframe at step " + std::to_string(step) + ".");
    std::erase_if(part.edits, [&](const Edit& edit) { return edit.step > step; });
    std::erase_if(part.gestures, [&](std::int64_t at) { return at > step; });
    if (step < run.step()) part.finished.reset();
    std::size_t count = 0;
    while (count < run.readout_steps.size() && run.readout_steps[count] <= step) ++count;
    part.readout_steps = run.readout_steps.first(count);
    part.readout_seconds = run.readout_seconds.first(count);
    for (Curve& curve : part.curves) curve.values = curve.values.first(count);
    part.votes = run.votes.first(count);
    if (count < run.readout_seconds.size()) part.trained_seconds = run.readout_seconds[count];
    forget_later_parkings(part, *part.keyframes.back().load());
    return part;
}

std::shared_ptr<const PastRun> past_run(const std::vector<std::shared_ptr<const PastRun>>& past,
                                        std::uint64_t run) {
    const auto found = std::ranges::find_if(past, [run](const auto& each) { return each->run == run; });
    return found == past.end() ? nullptr : *found;
}

}  // namespace reweigh
