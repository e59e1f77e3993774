#pragma once

#include "app/input.h"
#include "app/messages.h"
#include "app/monkey.h"
#include "app/view_state.h"
#include "core/state/snapshot.h"

#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// What a script looks at.
struct ScriptFacts {
    const Snapshot& snapshot;
    const ViewState& view;
    const Messages& messages;
};

// What it asks of the window in a frame.
struct ScriptTurn {
    std::optional<std::filesystem::path> shot;  // PNG of this frame
    std::optional<Vec2> resize;                 // of the window, pixels
    int unseen_frames = 0;                      // pass before the next one is drawn
    bool quit = false;
};

// One line: a verb and its words.
struct ScriptLine {
    int number = 1;
    std::vector<std::string> words;  // [0]: the verb
};

// Lines of verbs that do to the window what a person would, by the labels of widgets:
//   click "Pause"   click "picture" 0.3 0.7   right_click ...   hover "L2"   wheel "picture" 2
//   drag "weight w+ : w−" -4   drag "curves splitter" 60
//   key Space   key Ctrl+E   hold Shift   type "0.5"   frames 10   until epoch 10   until status Finished
//   shot a.png   size 1440 900   drop points.csv   expect epoch >= 10   expect status Paused
//   expect moment = 100 (the epoch shown)   expect message "Saved"   expect widget "Reset"   expect view fan
//   expect views = 36   roam 7 60 (random acts of seed 7 for 60 minutes; closes nothing)   quit
// GUI thread only.
class Script {
public:
    // Throws Error that names file and line of an unknown verb or a wrong count of words.
    static Script read(const std::filesystem::path& file);
    Script(std::string name, std::string_view text);

    // One frame: events for the window go to `events`. Throws Error, with the line, for what it cannot find
    // or what is not as expected.
    ScriptTurn advance(const ScriptFacts& facts, std::deque<InputEvent>& events);
    bool is_done() const { return next_ == lines_.size() && pending_.empty() && rest_ == 0; }
    bool is_roaming() const { return monkey_.has_value(); }

private:
    std::string name_;
    std::vector<ScriptLine> lines_;
    std::size_t next_ = 0;
    std::deque<std::vector<InputEvent>> pending_;  // of the coming frames
    int rest_ = 0;                                 // frames to let pass after them
    int waited_ = 0;                               // frames of the current `until`
    std::optional<Monkey> monkey_;                 // of the current `roam`
};

}  // namespace reweigh
