#include "app/saver.h"

#include "app/exporter.h"
#include "app/saved_view.h"
#include "core/base/file.h"
#include "core/base/places.h"
#include "core/figure/number_text.h"

#include <cmath>
#include <system_error>
#include <utility>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

std::string pause_text(double seconds) {
    constexpr double milliseconds = 1000;
    return "paused " + number_text(std::ceil(seconds * milliseconds), 0) + " ms";
}

Message save(const fs::path& file, const Checkpoint& checkpoint, double pause) {
    save_checkpoint(file, checkpoint);
    std::error_code unimportant;
    return {Tone::Good,
            "Saved " + file.filename().string() + " (" +
                size_text(fs::file_size(file, unimportant), Rounding::Up) + ", " + pause_text(pause) + ").",
            file.parent_path()};
}

}  // namespace

Capture Saver::ask(const Snapshot& snapshot, const ViewState& view) {
    fs::path file = file_of(snapshot.run);
    if (file.empty()) file = next_free(pictures_folder() / (file_stem(view.experiment.id) + ".safetensors"));
    remember(snapshot.run, file);
    const Capture capture = captures_->ask();
    asked_ = Asked{capture.number,
                   file,
                   {program_,
                    {{snapshot.run, snapshot.origin, view.experiment, nullptr}},
                    snapshot.run,
                    node_of(view, file)}};
    return capture;
}

void Saver::remember(std::uint64_t run, fs::path file) { files_.insert_or_assign(run, fs::absolute(file)); }

fs::path Saver::file_of(std::uint64_t run) const {
    const auto found = files_.find(run);
    return found == files_.end() ? fs::path() : found->second;
}

void Saver::look(const Snapshot& snapshot) {
    if (!asked_) return;
    const std::optional<Captured> answer = captures_->take(asked_->number, snapshot);
    if (!answer) return;
    Asked asked = *std::exchange(asked_, std::nullopt);
    asked.checkpoint.runs.front().record = answer->record;
    job_.start([asked = std::move(asked), pause = answer->pause] {
        return save(asked.file, asked.checkpoint, pause);
    });
}

}  // namespace reweigh
