#pragma once

#include "core/session/engine_maker.h"
#include "core/session/keyframes.h"
#include "core/session/schedule.h"
#include "core/state/command.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace reweigh {

// A replica of one model that was found non-finite and is held at an earlier keyframe from now on.
struct Parking {
    ModelRole role = ModelRole::Model;
    int replica = 0;
    std::int64_t non_finite_at = 0, held_at = 0;
};

// The part of a run that decides its numbers: model and companion in lock step under an edit log. It knows no
// clock and no screen, so whoever drives it through the same edits gets the same bits. One thread at a time.
class Training {
public:
    // At step 0. Later scripted edits wait for their steps. Throws Error when the setup cannot be trained.
    Training(const Start& start, const EngineMaker& make_engine, int threads);
    // Where the record ends, with its log. Throws Error when the record's tensors do not fit its setup.
    Training(const RunRecord& record, const EngineMaker& make_engine, int threads);

    std::int64_t step() const { return model_->step(); }
    std::int64_t steps_per_epoch() const { return steps_per_epoch_; }
    const Setup& setup() const { return setup_; }
    const Live& live() const { return edits_.back().live; }
    const std::vector<Edit>& edits() const { return edits_; }
    std::vector<Edit> script() const { return {script_.rbegin(), script_.rend()}; }  // still to come
    bool has_companion() const { return companion_ != nullptr; }
    const Engine& engine(ModelRole role) const;
    std::optional<Precision> gpu_precision() const;  // of the first engine with numbers of a GPU
    bool is_parked(ModelRole role, int replica) const;
    bool is_exhausted() const;  // every replica of the model is parked

    // From the next step on. Logged; replaces what the log has for the same step.
    void edit(Live live);
    bool script_is_due() const;  // the next advance() begins with a scripted edit

    // `count` steps of both models, at most to next_stop(). Parks what became non-finite; tells of
    // it in order of steps.
    std::vector<Parking> advance(std::int64_t count);
    // A step of both models that leaves no trace, for its time in seconds. At step 0 only.
    double rehearse(const std::function<std::chrono::steady_clock::time_point()>& now);
    std::int64_t next_stop() const;  // the next scheduled keyframe or scripted edit, > step()

    const std::shared_ptr<const Keyframe>& last_scheduled() const { return last_scheduled_; }
    std::shared_ptr<const Keyframe> capture(KeyframeReason reason) const;
    // The weights of now, for whatever reason they were kept: those of large networks lie in memory once.
    std::shared_ptr<const Keyframe> present() const;

private:
    void apply_script();
    void stand_at(const Keyframe& keyframe);
    void park_diverged(ModelRole role, std::vector<Parking>& parkings);
    EngineTask task_of(ModelRole role) const;
    KeyframeReason scheduled_reason() const;

    EngineMaker make_engine_;
    Setup setup_;
    std::shared_ptr<const Dataset> data_;
    int threads_;
    std::int64_t steps_per_epoch_;
    Schedule keyframes_;
    std::vector<Edit> edits_, script_;  // script: descending steps, the next one last
    std::unique_ptr<Engine> model_, companion_;
    std::vector<bool> parked_[2];                     // by role, replica
    std::shared_ptr<const Keyframe> last_scheduled_;  // finite wherever nothing is parked
};

}  // namespace reweigh
