#pragma once

#include "app/job.h"
#include "app/messages.h"
#include "app/view_state.h"
#include "core/figure/figure.h"
#include "core/state/snapshot.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace reweigh {

// The picture of the window as a figure: the stage of the focus replica, with the curves where they are shown
// beside it; the fan; the paper's grid of the focus's variant. Throws Error before anything has been made
// ready. `program`: the version that its recipe names. Pure.
Figure screen_figure(const Snapshot& snapshot, const ViewState& view, Theme theme,
                     const std::string& program = {});

// "boundary-start": the beginning of the names of an experiment's files.
std::string file_stem(const std::string& experiment);

// `path` itself, or with -2, -3 ... before the extension: the first that does not exist yet in any of the
// formats of figures.
std::filesystem::path next_free(const std::filesystem::path& path);

// Writes the picture of the window as PNG, SVG, PDF and CSV, beside the window. GUI thread only.
class Exporter {
public:
    explicit Exporter(std::string program) : program_(std::move(program)) {}

    void start(std::shared_ptr<const Snapshot> snapshot, const ViewState& view, Theme theme);
    bool is_busy() const { return job_.is_busy(); }
    void wait() const { job_.wait(); }
    // The sentence of a finished export, once. Throws Error when it failed; no partial file stays.
    std::optional<Message> take() { return job_.take(); }

private:
    std::string program_;  // the version that recipes name
    Job<Message> job_;
};

}  // namespace reweigh
