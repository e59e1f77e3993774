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
#include <vector>

namespace reweigh {

// "boundary-start": the beginning of the names of an experiment's files.
std::string file_stem(const std::string& experiment);

// `path` itself, or with -2, -3 ... before the extension: the first that does not exist yet.
std::filesystem::path next_free(const std::filesystem::path& path);

// "png", "recipe.json" ...: what the settings ask for, each a file of one name.
std::vector<std::string> file_endings(const ExportSettings& settings);
std::filesystem::path export_folder(const ExportSettings& settings);

// The name that the settings' pattern gives a figure of the window, with the counter at `n`. Throws Error for
// a bad pattern.
std::string export_name(const Snapshot& snapshot, const ViewState& view, int n = 1);

// Writes the picture of the window as its settings say, beside the window. GUI thread only.
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
