#pragma once

#include "app/autosave.h"
#include "app/captures.h"
#include "app/recovery.h"
#include "app/resume_check.h"
#include "app/saver.h"
#include "core/session/session.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace reweigh {

// Keeps what was made at the window: saves it where it is told to, and by itself, and brings back what a
// crash left. GUI thread only.
class Keeper {
public:
    enum class Where { Beside, AtOnce };             // AtOnce: scripts in lock step
    enum class Abandoned { AskedAbout, LeftAlone };  // what other windows left that did not end in order
    struct Options {
        std::string program;                                           // the version that files name
        std::optional<std::chrono::duration<double>> autosave_period;  // nothing: no autosave
        Where where = Where::Beside;
        Abandoned abandoned = Abandoned::AskedAbout;
    };
    Keeper(Options options, Session& session);

    void save(const Snapshot& snapshot, const ViewState& view);
    // The run has this file from now on.
    void save_as(std::filesystem::path file, const Snapshot& snapshot, const ViewState& view);
    // Trains the run again and compares; the sentence comes as that of a save.
    void verify();
    // The user's file has that much training of the run.
    void remember(std::uint64_t run, double seconds, std::filesystem::path file);
    std::filesystem::path file_of(std::uint64_t run) const { return saver_.file_of(run); }
    // Seconds of a run's training that its own file has.
    double saved_seconds(std::uint64_t run) const;
    // Before whatever ends the run on screen.
    void before_leaving(const Snapshot& snapshot, const ViewState& view);

    // Once a turn of the window. Throws Error when something could not be saved; the rest goes on.
    void look(const Snapshot& snapshot, const ViewState& view, Clock::time_point now);
    // The sentence of a finished save, once.
    std::optional<Message> take();

    // After a window that did not end in order: what to ask, once; and what the answers do.
    std::optional<Question> take_question(Messages& messages);
    std::optional<PreparedRun> recovered(const Snapshot& snapshot);
    std::optional<std::filesystem::path> declined(Recover::What wanted, Messages& messages);
    bool is_saving() const { return saver_.is_busy() || (autosave_ && autosave_->is_busy()); }
    // Something is being saved, or was a moment ago: nothing flickers.
    bool shows_saving(Clock::time_point now) const;
    // The window ends in order: nothing is asked about it at the next start.
    void settle();

private:
    struct Saved {
        std::uint64_t run = 0;
        double seconds = 0;
    };
    void settle_recovered(const Snapshot& snapshot, const ViewState& view);
    void look_at_autosave(const Snapshot& news, Clock::time_point now);
    void wait() const;
    void post(std::optional<Capture> capture);

    Session* session_;
    Where where_;
    Captures captures_;
    Saver saver_;
    ResumeCheck check_{captures_};
    std::optional<Autosave> autosave_;
    std::optional<Recovery> recovery_;
    Saved asked_;                                  // of the save under way
    std::map<std::uint64_t, double> saved_;        // seconds of runs
    std::optional<std::uint64_t> recovers_after_;  // the run that makes room for the recovered one
    std::filesystem::path recovered_file_;         // the user's, of the recovered run
    bool is_settling_ = false;                     // the recovered run is being autosaved
    std::optional<Clock::time_point> last_busy_;
};

}  // namespace reweigh
