#pragma once

#include "app/outbox.h"
#include "core/experiment/experiment.h"
#include "core/session/session.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace reweigh {

// Undoes live edits and whatever replaced a run. The past stays as it was: an undone edit is a new one with
// the former values, a run that comes back goes on where it was left. GUI thread only.
class Undo {
public:
    // A run that was on screen before comes back.
    struct FormerRun {
        std::shared_ptr<const PastRun> run;
        Experiment experiment;  // that it was made from
    };
    struct Answer {
        std::string sentence;  // "Undone: L2 off."
        std::optional<Live> live;
        std::optional<FormerRun> former;
    };

    // At the beginning of a frame. `experiment`: of the run on screen.
    void follow(const Snapshot& snapshot, const Experiment& experiment, const Live& live);
    // An edit that is posted now. Edits of the same controls with pauses below 0.5 s are one.
    void note(const SetLive& edit, Clock::time_point now);

    Answer undo(const Snapshot& snapshot) { return step_back(snapshot, undo_, redo_, "Undone: "); }
    Answer redo(const Snapshot& snapshot) { return step_back(snapshot, redo_, undo_, "Redone: "); }

private:
    struct Step {
        std::uint64_t run = 0;      // that was edited, or was on screen before it
        Live before, after;         // of an edit
        bool replaced_run = false;  // else an edit
        Experiment experiment;      // of the run that was replaced
    };
    void note_replaced(const Snapshot& snapshot);
    Answer step_back(const Snapshot& snapshot, std::vector<Step>& from, std::vector<Step>& to,
                     const std::string& word);
    Answer edit_back(const Snapshot& snapshot, const Step& step, std::vector<Step>& to,
                     const std::string& word);
    Answer run_back(const Snapshot& snapshot, const Step& step, const std::string& word);

    std::vector<Step> undo_, redo_;  // newest last
    std::uint64_t run_ = 0;
    Experiment experiment_;
    Live live_;  // that the next edit starts from
    std::optional<Live> own_edit_;
    std::vector<Step>* came_back_to_ = nullptr;  // where the run that makes room for a former one goes
    bool is_coming_ = false;                     // the former run
    Clock::time_point edited_{};
};

}  // namespace reweigh
