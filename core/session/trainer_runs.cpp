// The runs of a trainer: how one begins, is left, comes back, branches off and is recorded.
#include "core/margin/max_margin.h"
#include "core/session/edit_log.h"
#include "core/session/replay.h"
#include "core/session/sentences.h"
#include "core/session/trainer.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace reweigh {
namespace {

constexpr std::size_t most_past_runs = 8;

std::vector<Curve> empty_curves(const MeasurementPlan& plan) {
    const Setup& setup = plan.scene->setup;
    std::vector<Curve> curves;
    for (const ModelRole role : {ModelRole::Model, ModelRole::Companion}) {
        if (role == ModelRole::Companion && !setup.companion) continue;
        for (int replica = 0; replica < static_cast<int>(setup.replicas.size()); ++replica)
            for (const std::string_view key : plan.keys)
                curves.push_back({role, replica, std::string(key), {}});
    }
    return curves;
}

// In its place, where there is none of that step.
void add_keyframe(std::vector<KeptKeyframe>& kept, std::shared_ptr<const Keyframe> keyframe) {
    const auto step_of = [](const KeptKeyframe& each) { return each.step(); };
    const auto place = std::ranges::lower_bound(kept, keyframe->step, {}, step_of);
    if (place != kept.end() && step_of(*place) == keyframe->step) return;
    const KeyframeReason reason = keyframe->reason;
    kept.insert(place, {std::move(keyframe), reason});
}

// A run that once trained on a GPU has its numbers, whatever goes on with it.
std::shared_ptr<const Scene> scene_of(const RunRecord& record, std::optional<Precision> gpu_precision) {
    if (!gpu_precision || gpu_precision == record.scene->gpu_precision) return record.scene;
    Scene scene = *record.scene;
    scene.gpu_precision = gpu_precision;
    return std::make_shared<const Scene>(std::move(scene));
}

}  // namespace

// All that may throw comes first: a start that fails leaves the former run's history.
void Trainer::on(const Start& command) {
    Training training(command, options_.make_engine, options_.threads);
    MeasurementPlan plan(std::make_shared<const Scene>(
        Scene{command.setup, command.data, find_separator(*command.data), training.gpu_precision()}));
    adopt(std::move(training), std::move(plan));
    scripted_gestures_ = command.gestures;
    state_.stop = command.setup.stop;
    keyframes_.add(training_->last_scheduled(), KeyframeReason::Start);
    for (const std::string& sentence : command.data->notices) notice(sentence);
}

// The run on screen from now on, without a past of its own.
void Trainer::adopt(Training training, MeasurementPlan plan) {
    leave_run();
    exact_.reset();
    measurement_.reset();  // it looks at the plan
    Snapshot next;
    next.run = ++last_run_;
    next.steps_per_epoch = training.steps_per_epoch();
    next.pace = state_.pace;
    next.scene = plan.scene;
    next.health.resize(next.scene->setup.replicas.size());
    next.past = std::move(state_.past);
    next.captured = std::move(state_.captured);
    next.curves = empty_curves(plan);
    plan_.emplace(std::move(plan));
    state_ = std::move(next);
    scripted_gestures_.reset();

    measured_ = -1;
    training_.emplace(std::move(training));
    readout_steps_ = readout_schedule(training_->setup(), training_->steps_per_epoch());
    keyframes_ = KeyframeStore(options_.history_bytes, options_.history_disk);
    views_.forget_answers();
    slice_ = {};
    step_time_ = PieceTime(timed_seconds);
    readout_time_ = PieceTime();
    measuring_seconds_ = 0;
    is_rehearsed_ = false;
    pending_ = 0;
    trained_seconds_ = advanced_seconds_ = evaluated_seconds_ = 0;
    keyframe_at_ = options_.now();
    edited_at_ = keyframe_at_ - gesture_pause;
    pacer_.begin(0, training_->steps_per_epoch(), keyframe_at_);
}

// What was trained stays in memory, so that it can come back; the oldest go first.
void Trainer::leave_run() {
    if (!training_ || training_->step() == 0) return;
    state_.past.push_back(std::make_shared<const PastRun>(
        PastRun{state_.run, state_.origin, std::make_shared<const RunRecord>(record_of_run(History::All))}));
    drop_oldest_past();
}

void Trainer::drop_oldest_past() {
    std::size_t bytes = 0, kept = 0;
    while (kept < std::min(state_.past.size(), most_past_runs)) {
        bytes += state_.past[state_.past.size() - 1 - kept]->record->bytes();
        if (bytes > options_.history_bytes) break;
        ++kept;
    }
    state_.past.erase(state_.past.begin(), state_.past.end() - static_cast<std::ptrdiff_t>(kept));
}

void Trainer::on(const Capture& command) {
    if (!training_) return;
    std::erase_if(state_.captured, [&](const Captured& answer) { return answer.number <= command.taken; });
    const auto begin = options_.now();
    auto record = std::make_shared<const RunRecord>(record_of_run(command.history));
    const std::chrono::duration<double> pause = options_.now() - begin;
    state_.captured.push_back(
        {command.number, std::move(record), pause.count(), state_.run, state_.origin, state_.past});
}

void Trainer::on(const Restore& command) {
    const auto is_it = [&](const auto& past) { return past->record == command.record; };
    const auto found = std::ranges::find_if(state_.past, is_it);
    const std::shared_ptr<const PastRun> past = found == state_.past.end() ? nullptr : *found;
    restore(*command.record, past ? past->origin : command.origin);
    if (past) {
        state_.run = past->run;
        std::erase_if(state_.past, is_it);
    } else if (!command.others.empty()) {
        bring_others(command);
    }
}

void Trainer::bring_others(const Restore& command) {
    std::map<std::uint64_t, std::uint64_t> numbers{{command.run, 0}};
    for (const auto& other : command.others) numbers.emplace(other->run, 0);
    --last_run_;  // that the run itself has so far
    for (auto& [former, number] : numbers) number = ++last_run_;
    const auto renamed = [&](const RunOrigin& origin) {
        const auto found = numbers.find(origin.run);
        return found == numbers.end() ? RunOrigin{} : RunOrigin{found->second, origin.step};
    };
    state_.run = numbers.at(command.run);
    state_.origin = renamed(command.origin);
    for (const auto& other : command.others)
        state_.past.push_back(std::make_shared<const PastRun>(
            PastRun{numbers.at(other->run), renamed(other->origin), other->record}));
    drop_oldest_past();
}

void Trainer::on(const Exact& command) {
    exact_.reset();
    const bool is_past =
        training_ && command.step && *command.step >= 0 && *command.step <= training_->step();
    if (!is_past || keyframes_.has(*command.step)) return;
    exact_.emplace(record_of_run(History::All), *command.step, options_.make_engine, options_.threads);
}

void Trainer::on(const Fork& command) {
    if (!training_) return;
    if (command.step >= training_->step()) keyframes_.add(training_->present(), KeyframeReason::Edit);
    const RunRecord whole = record_of_run(History::All);
    const std::int64_t step = keyframes_.nearest(command.step).step();
    const RunOrigin origin{state_.run, step};
    if (const auto reason = objection(command.live, live_at(whole.edits, step), training_->setup()))
        return notice(*reason);
    restore(until(whole, step), origin);
    on(SetLive{command.live});
}

void Trainer::restore(const RunRecord& record, RunOrigin origin) {
    Training training(record, options_.make_engine, options_.threads);
    MeasurementPlan plan(scene_of(record, training.gpu_precision()));
    adopt(std::move(training), std::move(plan));
    state_.origin = origin;
    state_.stop = record.stop;
    state_.gestures = record.gestures;
    state_.health = record.health;
    const RunRecord own = until(record, record.step());  // the record's series are not appended to
    state_.readout_steps = own.readout_steps;
    state_.readout_seconds = own.readout_seconds;
    state_.curves = own.curves;
    state_.votes = own.votes;
    while (plan_->asks_for_votes() && state_.votes.size() < state_.readout_steps.size())
        state_.votes.append(nullptr);  // a file has not kept them
    if (!record.readout_steps.empty()) measured_ = record.readout_steps.back();
    trained_seconds_ = record.trained_seconds;
    for (const KeptKeyframe& kept : record.keyframes) keyframes_.add(kept);
    if (const std::int64_t edited = record.edits.back().step; edited > 0) begin_readouts_again(edited);
    pacer_.begin(record.edits.back().step, training_->steps_per_epoch(), options_.now());
    if (record.finished)
        state_.status = Finished{*record.finished};
    else if (training_->step() > 0)
        state_.status = Paused{};
}

RunRecord Trainer::record_of_run(History history) const {
    RunRecord record;
    record.scene = state_.scene;
    record.edits = training_->edits();
    record.script = training_->script();
    record.gestures = state_.gestures;
    record.stop = state_.stop;
    if (const auto* finished = std::get_if<Finished>(&state_.status)) record.finished = finished->reason;
    record.health = state_.health;
    record.keyframes = keyframes_.kept();
    add_keyframe(record.keyframes, training_->last_scheduled());
    if (record.step() < training_->step() && !is<Failed>())  // whose weights are not sound
        add_keyframe(record.keyframes, training_->capture(KeyframeReason::Last));
    if (history == History::Recent) drop_old_keyframes(record);
    record.readout_steps = state_.readout_steps;
    record.readout_seconds = state_.readout_seconds;
    record.curves = state_.curves;
    record.votes = state_.votes;
    record.trained_seconds = trained_seconds_;
    return record;
}

}  // namespace reweigh
