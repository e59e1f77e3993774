#pragma once

#include "core/data/dataset.h"
#include "core/state/setup.h"
#include "core/state/view.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace reweigh {

struct PastRun;
struct RunRecord;

// Where a run branched off from: another run of the same session, at a step. Run 0: nowhere.
struct RunOrigin {
    std::uint64_t run = 0;
    std::int64_t step = 0;
    friend bool operator==(const RunOrigin&, const RunOrigin&) = default;
};

// How long the trainer waits between steps; changes no number. Tenfold: 10^(t/4 s) - 1 epochs since the start
// or the last edit. Slow: one step a frame.
enum class Pace { Step, Slow, Tenfold, Full };
template <>
inline constexpr auto names_of<Pace> = std::array{
    Name{Pace::Step, "step", "step by step"},
    Name{Pace::Slow, "slow", "a step a frame"},
    Name{Pace::Tenfold, "tenfold", "10x / 4 s"},
    Name{Pace::Full, "full", "full speed"},
};

// What the trainer can be told. Plain values; handled in order, between two steps.
struct Start {  // a new run, Ready at step 0; the current one ends
    Setup setup;
    Live live;
    std::vector<Edit> edits;  // scripted: each is applied at its step
    std::shared_ptr<const Dataset> data;
    // Steps at which a gesture of the scripted edits begins; nothing: each edit is one.
    std::optional<std::vector<std::int64_t>> gestures = {};
};
struct Run {};
struct Pause {};
struct Step {
    std::int64_t count = 1;
};
struct SetLive {
    Live live;
};
struct SetPace {
    Pace pace = Pace::Tenfold;
};
struct SetStop {  // a finished run is Paused when the new stop lies ahead
    Stop stop;
};
struct Look {  // the whole list of wanted views; replaces the former one
    std::vector<ViewRequest> views;
};

// Answers with the run as it is: RunRecord. `number` names the answer; those up to `taken` are not needed any
// more.
enum class History { Recent, All };  // the keyframes that resuming and its check need, or all
struct Capture {
    std::uint64_t number = 0;
    History history = History::Recent;
    std::uint64_t taken = 0;
};
// A run goes on where its record ends, Paused, or Finished as it was: one of Snapshot::past as itself, any
// other record as another run. `others` become past runs; they and `origin` speak of each other and of the
// run itself by numbers of their own, in whose order all get new ones.
struct Restore {
    std::shared_ptr<const RunRecord> record;
    RunOrigin origin = {};
    std::uint64_t run = 0;
    std::vector<std::shared_ptr<const PastRun>> others = {};
};
// A run that branches off from the keyframe nearest to `step` under other live parameters; from the present
// where `step` lies beyond it.
struct Fork {
    std::int64_t step = 0;
    Live live;
};
// Keeps a past step as a keyframe, trained again from the one before it while the run goes on. Replaces what
// was under way; nothing: that is left off.
struct Exact {
    std::optional<std::int64_t> step;
};

using Command =
    std::variant<Start, Run, Pause, Step, SetLive, SetPace, SetStop, Look, Capture, Restore, Fork, Exact>;

}  // namespace reweigh
