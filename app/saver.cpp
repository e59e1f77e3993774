#include "app/saver.h"

#include "app/exporter.h"
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
    const Capture capture = captures_->ask(view.saves_history ? History::All : History::Recent);
    asked_ = Asked{capture.number, file, saved_window(snapshot, view, program_, file, capture.history)};
    return capture;
}

void Saver::remember(std::uint64_t run, fs::path file) { files_.insert_or_assign(run, fs::absolute(file)); }

void Saver::inherit(const Snapshot& snapshot) {
    const auto parent = files_.find(snapshot.origin.run);
    if (parent != files_.end()) files_.emplace(snapshot.run, parent->second);
}

fs::path Saver::file_of(std::uint64_t run) const {
    const auto found = files_.find(run);
    return found == files_.end() ? fs::path() : found->second;
}

void Saver::look(const Snapshot& snapshot) {
    if (!asked_) return;
    const std::optional<Captured> answer = captures_->take(asked_->number, snapshot);
    if (!answer) return;
    Asked asked = *std::exchange(asked_, std::nullopt);
    job_.start([asked = std::move(asked), answer = *answer] {
        return save(asked.file, checkpoint_of(asked.window, answer), answer.pause);
    });
}

}  // namespace reweigh
