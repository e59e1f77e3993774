#include "core/session/training.h"

#include "core/base/error.h"
#include "core/engine/live_rules.h"
#include "core/session/divergence.h"
#include "core/session/edit_log.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

namespace reweigh {
namespace {

std::size_t index_of(ModelRole role) { return static_cast<std::size_t>(role); }

void require_sound(const Start& start) {
    if (!start.data || start.data->size() == 0) throw Error("There is nothing to train on: no points.");
    const Setup& setup = start.setup;
    if (setup.replicas.empty()) throw Error("There is nothing to train: no replicas.");
    if (start.live.variants.size() != setup.variants.size())
        throw Error("The setup has " + std::to_string(setup.variants.size()) +
                    " variants, the live parameters " + std::to_string(start.live.variants.size()) + ".");
    for (const Edit& edit : start.edits)
        if (edit.live.variants.size() != setup.variants.size())
            throw Error("The setup has " + std::to_string(setup.variants.size()) +
                        " variants, the edit of step " + std::to_string(edit.step) + " has " +
                        std::to_string(edit.live.variants.size()) + ".");
    for (const Replica& replica : setup.replicas)
        if (replica.variant < 0 || static_cast<std::size_t>(replica.variant) >= setup.variants.size())
            throw Error("A replica is of variant " + std::to_string(replica.variant) + "; the setup has " +
                        std::to_string(setup.variants.size()) + ".");
    require_trainable(start.live, setup);
}

}  // namespace

Training::Training(const Start& start, const EngineMaker& make_engine, int threads)
    : make_engine_(make_engine),
      setup_(start.setup),
      data_(start.data),
      threads_(threads),
      steps_per_epoch_((require_sound(start), reweigh::steps_per_epoch(start.setup, start.data->size()))),
      keyframes_(keyframe_schedule(start.setup, steps_per_epoch_)),
      edits_{{0, start.live}},
      script_(start.edits) {
    std::ranges::stable_sort(script_, std::ranges::greater{}, &Edit::step);
    model_ = make_engine_(task_of(ModelRole::Model));
    if (setup_.companion) companion_ = make_engine_(task_of(ModelRole::Companion));
    for (std::vector<bool>& parked : parked_) parked.resize(setup_.replicas.size());
    last_scheduled_ = capture(KeyframeReason::Start);
}

Training::Training(const RunRecord& record, const EngineMaker& make_engine, int threads)
    : Training(Start{record.scene->setup, record.edits.front().live, record.script, record.scene->data},
               make_engine, threads) {
    edits_ = record.edits;
    stand_at(*record.keyframes.back().load());
    const auto scheduled = std::ranges::find_if(
        record.keyframes.rbegin(), record.keyframes.rend(),
        [this](const KeptKeyframe& kept) { return kept.step() == 0 || keyframes_.contains(kept.step()); });
    if (scheduled == record.keyframes.rend())
        throw Error("The run cannot go on: it has no keyframe of its schedule.");
    last_scheduled_ = scheduled->load();
}

void Training::stand_at(const Keyframe& keyframe) {
    const auto stand = [&](Engine& engine, ModelRole role) {
        engine.import_state(keyframe.state(role));
        for (const int replica : keyframe.parked[index_of(role)]) {
            engine.park(replica, keyframe.state(role));
            parked_[index_of(role)][static_cast<std::size_t>(replica)] = true;
        }
    };
    stand(*model_, ModelRole::Model);
    if (companion_) stand(*companion_, ModelRole::Companion);
}

EngineTask Training::task_of(ModelRole role) const {
    return {setup_, role == ModelRole::Model ? setup_.model : setup_.companion.value(), data_, threads_};
}

const Engine& Training::engine(ModelRole role) const {
    assert(role == ModelRole::Model || companion_);
    return role == ModelRole::Model ? *model_ : *companion_;
}

std::optional<Precision> Training::gpu_precision() const {
    if (const std::optional<Precision> of_model = model_->gpu_precision(); of_model || !companion_)
        return of_model;
    return companion_->gpu_precision();
}

bool Training::is_parked(ModelRole role, int replica) const {
    return parked_[index_of(role)][static_cast<std::size_t>(replica)];
}

bool Training::is_exhausted() const {
    return std::ranges::all_of(parked_[index_of(ModelRole::Model)], [](bool parked) { return parked; });
}

void Training::edit(Live live) { log_edit(edits_, step(), std::move(live)); }

bool Training::script_is_due() const { return !script_.empty() && script_.back().step <= step(); }

void Training::apply_script() {
    while (script_is_due()) {
        edit(std::move(script_.back().live));
        script_.pop_back();
    }
}

std::int64_t Training::next_stop() const {
    const std::int64_t keyframe = keyframes_.next_after(step());
    const auto next_edit = std::find_if(script_.rbegin(), script_.rend(),
                                        [this](const Edit& edit) { return edit.step > step(); });
    return next_edit == script_.rend() ? keyframe : std::min(keyframe, next_edit->step);
}

std::vector<Parking> Training::advance(std::int64_t count) {
    assert(step() + count <= next_stop());
    apply_script();
    model_->advance(count, live());
    if (companion_) companion_->advance(count, live());
    std::vector<Parking> parkings;
    park_diverged(ModelRole::Model, parkings);
    if (companion_) park_diverged(ModelRole::Companion, parkings);
    std::ranges::stable_sort(parkings, {}, &Parking::non_finite_at);
    // Kept after parking: what is not parked is finite in every scheduled keyframe.
    if (keyframes_.contains(step())) last_scheduled_ = capture(scheduled_reason());
    return parkings;
}

double Training::rehearse(const std::function<std::chrono::steady_clock::time_point()>& now) {
    assert(step() == 0 && last_scheduled_->step == 0);
    const auto begin = now();
    model_->advance(1, live());
    if (companion_) companion_->advance(1, live());
    const std::chrono::duration<double> took = now() - begin;
    stand_at(*last_scheduled_);
    return took.count();
}

void Training::park_diverged(ModelRole role, std::vector<Parking>& parkings) {
    Engine& engine = role == ModelRole::Model ? *model_ : *companion_;
    const std::vector<int> diverged = engine.diverged();
    if (diverged.empty()) return;
    const EngineState& finite = last_scheduled_->state(role);
    const std::vector<std::int64_t> first =
        first_non_finite_steps(make_engine_, task_of(role), diverged, finite, step(), edits_);
    for (std::size_t i = 0; i < diverged.size(); ++i) {
        engine.park(diverged[i], finite);
        parked_[index_of(role)][static_cast<std::size_t>(diverged[i])] = true;
        parkings.push_back({role, diverged[i], first[i], last_scheduled_->step});
    }
}

KeyframeReason Training::scheduled_reason() const {
    return keyframes_.is_pinned(step()) ? KeyframeReason::Figure : KeyframeReason::Schedule;
}

std::shared_ptr<const Keyframe> Training::present() const {
    return last_scheduled_->step == step() ? last_scheduled_ : capture(KeyframeReason::Last);
}

std::shared_ptr<const Keyframe> Training::capture(KeyframeReason reason) const {
    auto keyframe = std::make_shared<Keyframe>();
    keyframe->step = step();
    keyframe->reason = reason;
    keyframe->model = model_->export_state();
    if (companion_) keyframe->companion = companion_->export_state();
    for (std::size_t role = 0; role < keyframe->parked.size(); ++role)
        for (std::size_t replica = 0; replica < parked_[role].size(); ++replica)
            if (parked_[role][replica]) keyframe->parked[role].push_back(static_cast<int>(replica));
    return keyframe;
}

}  // namespace reweigh
