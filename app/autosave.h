#pragma once

#include "app/autosave_files.h"
#include "app/captures.h"
#include "app/job.h"
#include "app/saved_window.h"
#include "core/session/session.h"

#include <chrono>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace reweigh {

struct AutosaveOptions {
    std::string program;  // the version that files name
    std::filesystem::path folder;
    std::chrono::duration<double> period{60};  // of training between two
};

// Saves the runs of the window every so often, and before it is left, into a folder of the program. The
// trainer answers between two steps, writing happens beside the window. GUI thread only.
class Autosave {
public:
    Autosave(AutosaveOptions options, Captures& captures)
        : options_(std::move(options)), captures_(&captures) {}

    // What to post when there is something new to keep: now and then, and before the run is left. `file`: the
    // user's own.
    std::optional<Capture> when_due(const Snapshot& snapshot, const ViewState& view,
                                    const std::filesystem::path& file, Clock::time_point now);
    std::optional<Capture> before_leaving(const Snapshot& snapshot, const ViewState& view,
                                          const std::filesystem::path& file);

    // Looks for answers of the trainer and goes on writing. Throws Error when an autosave failed; the next
    // one is tried all the same.
    void look(const Snapshot& snapshot, Clock::time_point now);
    bool is_busy() const { return !asked_.empty() || !unwritten_.empty() || writes_; }
    void wait() const { job_.wait(); }
    // When nothing is busy any more: the window ends in order.
    void settle();

private:
    struct Asked {
        std::uint64_t number;
        SavedWindow window;
    };
    struct Unwritten {
        SavedWindow window;
        Captured captured;
    };
    // What says that there is something new.
    struct Moment {
        std::uint64_t run = 0;
        std::int64_t step = 0;
        std::size_t edits = 0;
        friend bool operator==(const Moment&, const Moment&) = default;
    };
    static Moment moment_of(const Snapshot& snapshot);
    void write_next();

    AutosaveOptions options_;
    Captures* captures_;
    std::deque<Asked> asked_;  // the answers are awaited
    std::deque<Unwritten> unwritten_;
    Moment kept_;  // what was last asked for
    std::uint64_t seen_run_ = 0;
    Clock::duration trained_{};  // since then
    Clock::time_point looked_{}, told_{};
    std::shared_ptr<std::optional<AutosaveFiles>> files_ =
        std::make_shared<std::optional<AutosaveFiles>>();  // of the job while it runs
    Job<bool> job_;
    bool writes_ = false;  // the job, more than a sign of life
};

}  // namespace reweigh
