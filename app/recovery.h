#pragma once

#include "app/autosave_files.h"
#include "app/job.h"
#include "app/messages.h"
#include "app/run_maker.h"
#include "app/saved_view.h"
#include "app/view_state.h"

#include <cstdint>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string>

namespace reweigh {

// What may come back after a window that did not end in order.
struct Recoverable {
    AbandonedAutosaves abandoned;
    std::optional<PreparedRun> run;  // nothing: none of its autosaves can be read
    SavedView view;
    std::string sentence;  // what a person is asked, or why there is nothing to ask
};

// "Reweigh ended unexpectedly at 14:02; an autosave from 14:01 exists (boundary/fig1, epoch 8,812)." Times of
// another day than `now` bring their date. Local time.
std::string recovery_sentence(std::time_t ended, std::time_t saved, const std::string& run, std::time_t now);

// Looks for it: the newest autosave that can be read. Nothing: every window ended in order.
std::optional<Recoverable> find_recoverable(const std::filesystem::path& folder, std::time_t now);

// Looks beside the window, asks once, and remembers what the answer still needs. GUI thread only.
class Recovery {
public:
    explicit Recovery(std::filesystem::path folder);

    bool is_busy() const { return job_.is_busy(); }
    void wait() const { job_.wait(); }
    // Nothing to recover: nothing. Else the question, or a message where it cannot be read; once.
    std::optional<Question> take_question(Messages& messages);

    // The answers. The run to start; it is settled when saved() says that it was saved again.
    std::optional<PreparedRun> recover();
    std::filesystem::path saved_file() const;
    // The autosave stays under a name of its own. Throws Error.
    Message keep_for_later();

    // The recovered run has an autosave of its own now.
    void settle();
    bool is_open() const { return found_.has_value(); }

private:
    Job<std::optional<Recoverable>> job_;
    std::optional<Recoverable> found_;
};

}  // namespace reweigh
