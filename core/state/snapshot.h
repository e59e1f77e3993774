#pragma once

#include "core/base/series.h"
#include "core/margin/separator.h"
#include "core/state/command.h"
#include "core/state/keyframe.h"
#include "core/state/votes.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace reweigh {

struct Ready {};
struct Running {};
struct Paused {};
struct Finished {
    std::string reason;  // "10,000 epochs reached."
};
struct Failed {
    std::string sentence;
};
using Status = std::variant<Ready, Running, Paused, Finished, Failed>;

// Fixed for a run: what a picture of it needs besides numbers that change.
struct Scene {
    Setup setup;
    std::shared_ptr<const Dataset> data;
    std::optional<Separator> separator;
    std::optional<Precision> gpu_precision = {};  // where a GPU trained with numbers of its own
};

// One read-out of one replica over time: values[i] belongs to Snapshot::readout_steps[i]; NaN where it has no
// value (no crossing, replica parked).
struct Curve {
    ModelRole role = ModelRole::Model;
    int replica = 0;
    std::string readout;
    Series<double> values;
};

using VotesOverTime = Series<std::shared_ptr<const Votes>>;

// A replica with a non-finite weight is parked at its last finite scheduled keyframe and trains no more.
struct ReplicaHealth {
    std::optional<std::int64_t> parked_at, companion_parked_at;
};

struct Notice {
    int number = 0;  // counts up in a run
    std::string sentence;
};

// A run that was on screen before, as it was left: what a reset, an open or a fork left behind.
struct PastRun {
    std::uint64_t run = 0;
    RunOrigin origin;
    std::shared_ptr<const RunRecord> record;
};

// The answer to a Capture: the run on screen, and those before it.
struct Captured {
    std::uint64_t number = 0;
    std::shared_ptr<const RunRecord> record;
    double pause = 0;  // seconds that training waited for it
    std::uint64_t run = 0;
    RunOrigin origin;
    std::vector<std::shared_ptr<const PastRun>> past;
};

// How far a replay to an asked step is.
struct ExactProgress {
    std::int64_t from = 0, at = 0, target = 0;  // steps
};

// What work takes, and how much is to come. Seconds are 0 where nothing has been timed yet.
struct Rates {
    double replica_steps_per_second = 0;  // of model and companion together
    double evaluation_share = 0;          // of the time of training and read-outs, since the run is here
    double seconds_per_step = 0;          // of late, of all replicas together, without read-outs
    double seconds_per_readout = 0;       // of late
    std::int64_t readouts_left = 0;       // to the stop, where epochs or steps limit the run
    double paced_seconds_left = 0;        // that the pace takes to the stop, however fast steps are
};

// All that anybody outside the trainer knows of a run. Values only: no pointer to anything that still
// changes.
struct Snapshot {
    std::uint64_t run = 0;  // counts up with every new one; a past one that comes back has its own
    RunOrigin origin;
    std::int64_t step = 0, steps_per_epoch = 1;
    Status status;
    Pace pace = Pace::Tenfold;
    Stop stop;
    Live live;
    std::optional<Live> refused;          // the last SetLive, where it could not be trained with
    std::shared_ptr<const Scene> scene;   // null before the first Start
    std::vector<Edit> edits;              // edits[0]: step 0, the start
    std::vector<std::int64_t> gestures;   // steps at which a gesture of edits began
    std::vector<KeyframeMark> keyframes;  // ascending
    Series<std::int64_t> readout_steps;
    Series<double> readout_seconds;  // wall time of training at each
    std::vector<Curve> curves;
    VotesOverTime votes;      // of pictures: at each read-out, null where they were not kept; else empty
    std::vector<View> views;  // answers to the last Look, in its order; absent while not computed
    std::vector<ReplicaHealth> health;  // per replica
    std::vector<int> batch;             // points of the last step
    std::vector<Notice> notices;
    std::vector<std::shared_ptr<const PastRun>> past;  // the last ones, oldest first
    std::vector<Captured> captured;                    // answers that nobody called taken, oldest first
    std::optional<ExactProgress> exact;                // while a step is trained again
    Rates rates;

    double epoch() const { return static_cast<double>(step) / static_cast<double>(steps_per_epoch); }
};

}  // namespace reweigh
