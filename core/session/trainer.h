#pragma once

#include "core/base/published.h"
#include "core/session/exact.h"
#include "core/session/keyframes.h"
#include "core/session/measurement.h"
#include "core/session/pacer.h"
#include "core/session/schedule.h"
#include "core/session/slices.h"
#include "core/session/training.h"
#include "core/session/views.h"
#include "core/state/snapshot.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace reweigh {

struct TrainerOptions {
    EngineMaker make_engine;
    int threads = 1;
    std::function<std::chrono::steady_clock::time_point()> now;
    std::size_t history_bytes = std::size_t{1024} << 20;
    std::shared_ptr<KeyframeDisk> history_disk = {};
};

// The training loop without a thread: whoever owns it applies commands and calls turn(). Publishes what
// others may know. One thread.
class Trainer {
public:
    using Clock = std::chrono::steady_clock;

    // `wanted` says that somebody looked at the last snapshot.
    Trainer(TrainerOptions options, Published<Snapshot>& published, std::atomic<bool>& wanted);

    void apply(const Command& command);  // throws what engines and data throw
    void turn();                         // what is due, at most about 4 ms of it; publishes if due

    // How long nothing is due: zero when turn() has work, nothing when only a command brings some.
    std::optional<Clock::duration> rest() const;

    const Training& training() const { return *training_; }  // after a Start

    // Failed; history stays and answers Look. break_off() says at which step.
    void fail(std::string sentence);
    void break_off(const std::string& reason);

private:
    void on(const Start& command);
    void on(const Run& command);
    void on(const Pause& command);
    void on(const Step& command);
    void on(const SetLive& command);
    void on(const SetPace& command);
    void on(const SetStop& command);
    void on(const Look& command);
    void on(const Capture& command);
    void on(const Restore& command);
    void on(const Fork& command);
    void on(const Exact& command);

    void adopt(Training training, MeasurementPlan plan);
    void restore(const RunRecord& record, RunOrigin origin);
    void leave_run();
    void drop_oldest_past();
    void bring_others(const Restore& command);
    RunRecord record_of_run(History history) const;
    void begin_readouts_again(std::int64_t step);
    template <class State>
    bool is() const {
        return std::holds_alternative<State>(state_.status);
    }
    bool can_train() const { return training_ && !is<Failed>() && !is<Finished>(); }
    bool wants_steps() const { return can_train() && (is<Running>() || pending_ > 0); }
    bool is_at_end() const;
    bool readout_is_due() const;
    void go_on();
    void begin_edit();
    bool begins_scripted_gesture() const;
    void measure();
    void rehearse();
    void record(const Measurement& measurement);
    void train_slice();
    std::int64_t slice_end() const;
    void account(std::int64_t count, Clock::time_point begin);
    void report(const std::vector<Parking>& parkings);
    void keep_keyframes();
    std::optional<std::int64_t> step_before_end() const;
    void finish(std::string reason);
    void replay_exactly();
    void answer_views();
    ViewSource view_source() const { return {*training_, keyframes_, state_.past, !is<Failed>()}; }
    void notice(std::string sentence);
    void publish_if_due();
    void publish();
    Rates rates() const;
    double seconds_per_readout() const;

    static constexpr double timed_seconds = 0.2;  // of steps, before anybody hears how long one takes

    TrainerOptions options_;
    Published<Snapshot>& published_;
    std::atomic<bool>& wanted_;
    Snapshot state_;  // what the next snapshot says
    std::uint64_t last_run_ = 0;
    std::optional<Training> training_;
    std::optional<Schedule> readout_steps_;
    std::optional<MeasurementPlan> plan_;
    std::optional<Measurement> measurement_;  // under way: the training waits for it
    std::int64_t measured_ = -1;              // the last step that has read-outs
    KeyframeStore keyframes_;
    std::optional<ExactReplay> exact_;  // under way, beside the training
    Views views_;
    Pool pool_;  // of the read-outs
    Pacer pacer_;
    std::optional<std::vector<std::int64_t>> scripted_gestures_;  // as Start names them
    SliceLength slice_;
    RateMeter rate_;
    PieceTime step_time_{timed_seconds}, readout_time_;
    double measuring_seconds_ = 0;  // of the measurement under way
    bool is_rehearsed_ = false;     // before the first step
    std::int64_t pending_ = 0;      // steps asked for by Step
    bool is_news_ = true;           // a command or an end: published at once
    bool is_edited_ = false;        // the views of an edit come at once
    double trained_seconds_ = 0;
    double advanced_seconds_ = 0, evaluated_seconds_ = 0;  // since the run is here
    Clock::time_point accounted_{}, turned_at_{}, published_at_{}, keyframe_at_{}, edited_at_{};
};

}  // namespace reweigh
