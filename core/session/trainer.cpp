#include "core/session/trainer.h"

#include "core/config/text.h"
#include "core/engine/parity.h"
#include "core/engine/permutation.h"
#include "core/session/edit_log.h"
#include "core/session/sentences.h"
#include "core/session/stopping.h"

#include <algorithm>
#include <utility>

namespace reweigh {
namespace {

using namespace std::chrono_literals;

constexpr auto publishing_period = 33ms, slice_period = 4ms;
constexpr auto keyframe_period = 10s;
constexpr std::int64_t least_readout_distance = 16;  // steps between an edit and the read-outs that follow it
constexpr double long_measuring = 0.3;               // seconds
constexpr double view_share_of_training = 0.03, view_share_of_waiting = 0.25;

double seconds(Trainer::Clock::duration time) { return std::chrono::duration<double>(time).count(); }

}  // namespace

Trainer::Trainer(TrainerOptions options, Published<Snapshot>& published, std::atomic<bool>& wanted)
    : options_(std::move(options)),
      published_(published),
      wanted_(wanted),
      keyframes_(options_.history_bytes, options_.history_disk),
      views_(options_.now, options_.threads),
      pool_(options_.threads) {
    publish();
}

void Trainer::apply(const Command& command) {
    is_news_ = true;
    std::visit([this](const auto& each) { on(each); }, command);
}

void Trainer::begin_readouts_again(std::int64_t step) {
    readout_steps_->begin_again(step, std::max(training_->steps_per_epoch() / 8, least_readout_distance));
}

void Trainer::on(const Run&) {
    if (is<Finished>() && training_) {
        state_.stop = extended(state_.stop, training_->step(), training_->steps_per_epoch());
        state_.status = Paused{};
    }
    if (!can_train() || is<Running>()) return;
    if (state_.pace == Pace::Step)
        on(Step{1});
    else
        go_on();
}

void Trainer::on(const Pause&) {
    pending_ = 0;
    if (is<Running>()) state_.status = Paused{};
}

void Trainer::on(const Step& command) {
    if (!can_train()) return;
    if (is<Running>()) state_.status = Paused{};
    if (pending_ == 0) accounted_ = options_.now();
    pending_ += std::max<std::int64_t>(command.count, 0);
}

void Trainer::on(const SetLive& command) {
    if (!training_ || is<Failed>() || command.live == training_->live()) return;
    if (const auto reason = objection(command.live, training_->live(), training_->setup())) {
        state_.refused = command.live;
        return notice(*reason);
    }
    state_.refused.reset();
    begin_edit();
    training_->edit(command.live);
}

void Trainer::on(const SetPace& command) {
    state_.pace = command.pace;
    if (!is<Running>()) return;
    if (command.pace == Pace::Step)
        state_.status = Paused{};
    else
        pacer_.resume(command.pace, training_->step(), options_.now());
}

void Trainer::on(const SetStop& command) {
    state_.stop = command.stop;
    if (training_ && is<Finished>() &&
        stop_step(state_.stop, training_->steps_per_epoch()) > training_->step())
        state_.status = Paused{};
}

void Trainer::on(const Look& command) {
    views_.want(command.views);
    is_edited_ = true;
}

void Trainer::go_on() {
    pending_ = 0;
    state_.status = Running{};
    accounted_ = options_.now();
    rate_.begin(accounted_);
    pacer_.resume(state_.pace, training_->step(), accounted_);
}

// Everything about an edit but the edit: the gesture, its keyframe, read-outs soon after it, the pace.
void Trainer::begin_edit() {
    const std::int64_t step = training_->step();
    const auto now = options_.now();
    if (now - edited_at_ >= gesture_pause && step > 0) {
        keyframes_.add(training_->present(), KeyframeReason::Edit);
        if (state_.gestures.empty() || state_.gestures.back() != step) state_.gestures.push_back(step);
    }
    edited_at_ = now;
    begin_readouts_again(step);
    pacer_.begin(step, training_->steps_per_epoch(), now);
    views_.outdate(step);
    is_edited_ = true;
}

void Trainer::turn() {
    if (is<Running>()) views_.earn(view_share_of_waiting * seconds(options_.now() - turned_at_));
    if (!measurement_ && readout_is_due()) measurement_.emplace(*plan_, *training_);
    if (measurement_)
        measure();
    else if (is_at_end())
        finish(step_reason(state_.stop, training_->step(), training_->steps_per_epoch()).value());
    else if (wants_steps())
        train_slice();
    if (exact_) replay_exactly();
    if (training_) answer_views();
    publish_if_due();
    turned_at_ = options_.now();
}

bool Trainer::is_at_end() const {
    return can_train() && (training_->step() > 0 || wants_steps()) &&
           training_->step() >= stop_step(state_.stop, training_->steps_per_epoch());
}

// Read-outs of step 0 wait for the first step: edits before it belong to the start.
bool Trainer::readout_is_due() const {
    if (!can_train() || training_->step() == measured_) return false;
    if (training_->step() == 0) return wants_steps();
    return readout_steps_->contains(training_->step()) || is_at_end();
}

void Trainer::measure() {
    const auto begin = options_.now();
    measurement_->measure_part(pool_, options_.now);
    const double took = seconds(options_.now() - begin);
    evaluated_seconds_ += took;
    measuring_seconds_ += took;
    if (!measurement_->is_complete()) {
        if (measuring_seconds_ >= long_measuring && training_->step() == 0 && !is_rehearsed_) rehearse();
        return;
    }
    readout_time_.learn(1, std::exchange(measuring_seconds_, 0));
    record(*measurement_);
    const auto reason = readout_reason(state_.stop, measurement_->errors(), measurement_->losses());
    measurement_.reset();
    if (reason && wants_steps()) finish(*reason);
    if (!wants_steps()) is_news_ = true;
}

// Before the first step everything is asked about, which may take minutes: how long steps take is known
// before.
void Trainer::rehearse() {
    constexpr double long_step = 2;  // seconds: a first one of many that is too long for another
    constexpr int least = 2, most = 64;
    is_rehearsed_ = true;
    double took = 0;
    for (int i = 0; i < most && took < long_step && (i < least || step_time_.seconds() == 0); ++i) {
        took = training_->rehearse(options_.now);
        step_time_.learn(1, took);
    }
}

void Trainer::record(const Measurement& measurement) {
    measured_ = measurement.step();
    state_.readout_steps.append(measured_);
    state_.readout_seconds.append(trained_seconds_);
    for (std::size_t i = 0; i < state_.curves.size(); ++i) {
        Curve& curve = state_.curves[i];
        curve.values.append(measurement.value(curve.role, curve.replica, i % plan_->keys.size()));
    }
    if (plan_->asks_for_votes()) state_.votes.append(measurement.votes());
}

// From where the end of a GPU's run can be replayed within a bound.
std::optional<std::int64_t> Trainer::step_before_end() const {
    const std::optional<Precision> precision = training_->gpu_precision();
    if (!precision || !parity_gate(*precision, most_gated_steps)) return std::nullopt;
    return stop_step(state_.stop, training_->steps_per_epoch()) - most_gated_steps;
}

// Where the next slice must end at the latest.
std::int64_t Trainer::slice_end() const {
    const std::int64_t step = training_->step();
    std::int64_t due = std::min({training_->next_stop(), readout_steps_->next_after(step),
                                 stop_step(state_.stop, training_->steps_per_epoch())});
    if (const auto before_end = step_before_end(); before_end && step < *before_end)
        due = std::min(due, *before_end);
    const std::int64_t allowed = pending_ > 0 ? step + pending_ : pacer_.allowed(options_.now());
    return std::min({due, allowed, step + slice_.steps()});
}

bool Trainer::begins_scripted_gesture() const {
    return !scripted_gestures_ || std::ranges::binary_search(*scripted_gestures_, training_->step());
}

void Trainer::train_slice() {
    if (slice_end() <= training_->step()) return;
    if (training_->script_is_due()) {
        // By its step, however fast the run is.
        edited_at_ = begins_scripted_gesture() ? options_.now() - gesture_pause : options_.now();
        begin_edit();
    }
    const std::int64_t count = std::max<std::int64_t>(slice_end() - training_->step(), 1);
    const auto begin = options_.now();
    const std::vector<Parking> parkings = training_->advance(count);
    account(count, begin);
    keep_keyframes();
    report(parkings);
}

void Trainer::account(std::int64_t count, Clock::time_point begin) {
    const auto now = options_.now();
    slice_.learn(count, seconds(now - begin));
    step_time_.learn(static_cast<double>(count), seconds(now - begin));
    views_.earn(view_share_of_training * seconds(now - begin));
    advanced_seconds_ += seconds(now - begin);
    trained_seconds_ += seconds(now - accounted_);
    accounted_ = now;
    const std::size_t models = training_->has_companion() ? 2 : 1;
    rate_.count(static_cast<double>(count) * static_cast<double>(state_.health.size() * models), now);
    if (pending_ == 0) return;
    pending_ -= count;
    if (pending_ == 0) is_news_ = true;
    if (is<Ready>()) state_.status = Paused{};
}

void Trainer::keep_keyframes() {
    if (training_->last_scheduled()->step == training_->step()) {
        keyframes_.add(training_->last_scheduled(), training_->last_scheduled()->reason);
        keyframe_at_ = accounted_;
    } else if (accounted_ - keyframe_at_ >= keyframe_period || training_->step() == step_before_end()) {
        keyframes_.add(training_->present(), KeyframeReason::Clock);
        keyframe_at_ = accounted_;
    }
}

// Of a single replica the failure itself tells.
void Trainer::report(const std::vector<Parking>& parkings) {
    const Setup& setup = training_->setup();
    const bool is_single = setup.replicas.size() == 1;
    std::string last_of_model;
    for (const Parking& parking : parkings) {
        ReplicaHealth& health = state_.health[static_cast<std::size_t>(parking.replica)];
        const bool is_companion = parking.role == ModelRole::Companion;
        (is_companion ? health.companion_parked_at : health.parked_at) = parking.held_at;
        const Live& live = live_at(training_->edits(), parking.non_finite_at - 1);
        const std::string sentence =
            non_finite_sentence(setup, parking.replica, live, parking.non_finite_at,
                                is_companion ? std::string(kind_of_value(*setup.companion).label) : "");
        if (is_companion || !is_single) notice(sentence);
        if (!is_companion) last_of_model = sentence;
    }
    if (last_of_model.empty() || !training_->is_exhausted()) return;
    fail((is_single ? "" : "All " + std::to_string(setup.replicas.size()) + " replicas are parked: ") +
         last_of_model);
}

void Trainer::finish(std::string reason) {
    pending_ = 0;
    state_.status = Finished{std::move(reason)};
    keyframes_.add(training_->present(), KeyframeReason::Last);
    is_news_ = true;
}

void Trainer::fail(std::string sentence) {
    if (is<Failed>()) views_.want({});  // it fails to look, too
    measurement_.reset();
    pending_ = 0;
    state_.status = Failed{std::move(sentence)};
    publish();  // the turn that failed does not
}

void Trainer::break_off(const std::string& reason) {
    fail("Training stopped at step " + with_thousands(training_ ? training_->step() : 0) + ": " + reason);
}

void Trainer::replay_exactly() {
    exact_->advance(options_.now);
    is_news_ = is_news_ || (!wants_steps() && wanted_.load(std::memory_order_relaxed));
    if (!exact_->is_done()) return;
    keyframes_.add(exact_->keyframe(), KeyframeReason::Exact);
    exact_.reset();
    is_news_ = true;
}

void Trainer::answer_views() {
    const bool running = wants_steps();
    const ViewSource source = view_source();
    if (views_.answer_group(source, running) && !views_.is_incomplete(source, running)) is_news_ = true;
    if (!running) return;
    const bool is_due =
        wanted_.load(std::memory_order_relaxed) && options_.now() - published_at_ >= publishing_period;
    if (is_edited_ || is_due) views_.refresh(source, is_edited_);
    is_edited_ = false;
}

void Trainer::notice(std::string sentence) {
    const int number = state_.notices.empty() ? 1 : state_.notices.back().number + 1;
    state_.notices.push_back({number, std::move(sentence)});
}

std::optional<Trainer::Clock::duration> Trainer::rest() const {
    if (!training_) return std::nullopt;
    if (measurement_ || exact_ || pending_ > 0 || readout_is_due() || is_at_end() ||
        views_.is_incomplete(view_source(), wants_steps()))
        return 0ms;
    if (!is<Running>()) return std::nullopt;
    const auto now = options_.now();
    const std::int64_t step = training_->step();
    if (pacer_.allowed(now) > step) return 0ms;
    return std::max<Clock::duration>(pacer_.due(step + 1) - now, slice_period);
}

void Trainer::publish_if_due() {
    if (!is_news_ && (!wants_steps() || !wanted_.load(std::memory_order_relaxed) ||
                      options_.now() - published_at_ < publishing_period))
        return;
    publish();
}

// Of the first one by what is done of it.
double Trainer::seconds_per_readout() const {
    if (readout_time_.seconds() > 0 || !measurement_ || measurement_->share() <= 0)
        return readout_time_.seconds();
    return measuring_seconds_ / measurement_->share();
}

Rates Trainer::rates() const {
    Rates rates;
    rates.replica_steps_per_second = is<Running>() ? rate_.per_second() : 0;
    const double worked = advanced_seconds_ + evaluated_seconds_;
    rates.evaluation_share = advanced_seconds_ > 0 ? evaluated_seconds_ / worked : 0;
    rates.seconds_per_step = step_time_.seconds();
    rates.seconds_per_readout = seconds_per_readout();
    const std::int64_t last = stop_step(state_.stop, training_->steps_per_epoch());
    if (!(state_.stop.epochs || state_.stop.steps) || last <= training_->step()) return rates;
    rates.readouts_left = readout_steps_->count(training_->step(), last);
    if (is<Running>()) rates.paced_seconds_left = pacer_.seconds_to(last, options_.now());
    return rates;
}

void Trainer::publish() {
    wanted_.store(false, std::memory_order_relaxed);
    is_news_ = false;
    published_at_ = options_.now();
    if (training_) {
        state_.step = training_->step();
        state_.live = training_->live();
        state_.edits = training_->edits();
        state_.keyframes = keyframes_.marks();
        state_.exact = exact_ ? std::optional(ExactProgress{exact_->from(), exact_->at(), exact_->target()})
                              : std::nullopt;
        state_.views = views_.answers();
        state_.rates = rates();
        const bool shows_batch = (state_.pace == Pace::Slow || state_.pace == Pace::Step) && state_.step > 0;
        const Setup& setup = training_->setup();
        state_.batch = shows_batch ? batch_of_step(setup.replicas.front().seed, state_.step - 1,
                                                   state_.scene->data->size(), batch_size(setup))
                                   : std::vector<int>{};
    }
    published_.publish(std::make_shared<const Snapshot>(state_));
}

}  // namespace reweigh
