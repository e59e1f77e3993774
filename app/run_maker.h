#pragma once

#include "app/job.h"
#include "app/request.h"
#include "app/run_on_screen.h"
#include "app/saved_view.h"
#include "app/screen_figure.h"

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace reweigh {

// An experiment with all that its start needs, or a run that goes on.
struct PreparedRun {
    Experiment experiment;
    std::variant<Start, Restore> beginning;
    AfterStart after = AfterStart::Wait;
    std::filesystem::path file = {};        // the checkpoint that it goes on from
    std::optional<ScreenFigure> look = {};  // how the figure that it came from looks at it
    std::optional<SavedView> view = {};     // how the window that saved it did
    std::vector<OtherRun> others = {};      // that come with it
};

// Makes runs ready beside the window: reads the file, draws the data. GUI thread only.
class RunMaker {
public:
    enum class Where { Beside, AtOnce };  // AtOnce: scripts in lock step
    explicit RunMaker(Where where) : where_(where) {}

    void load(const std::string& name, const Experiment& base);
    void restart(const Restart& wanted);
    // What is being made: "Loading moons.csv (3.2 MB)."
    const std::optional<std::string>& busy_with() const { return sentence_; }
    void cancel();  // it goes on unseen and is thrown away
    // The last one asked for, once. Throws Error when it cannot be made.
    std::optional<PreparedRun> take();

private:
    template <class Task>
    void start(std::string sentence, Task task);

    Where where_;
    std::optional<std::string> sentence_;
    Job<PreparedRun> job_;
};

struct Checkpoint;
// The run that was on screen when it was saved, with those before it; edits that are still to come stay
// scripted. `file`: the user's own, where it has one.
PreparedRun run_of(const Checkpoint& checkpoint, const std::filesystem::path& file);

// The experiment that the command line names; nothing where it names a run, a figure, points or weights.
// Throws Error.
std::optional<Experiment> named_experiment(const std::string& name, const Overrides& overrides);

// Its run. Throws Error for data that it cannot have, and for an engine that refuses.
PreparedRun prepared(Experiment experiment);

// A run from what the command line or a dropped file names: an experiment, the path of a .json, a checkpoint
// to go on from, a figure to make again, a share line, or a .csv as the data of `base` (of boundary/start
// where that is empty). Throws Error.
PreparedRun open_run(const std::string& name, const Experiment& base);
PreparedRun open_run(const std::string& name, const Overrides& overrides);

}  // namespace reweigh
