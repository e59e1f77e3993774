#include "app/saver.h"

#include "app/exporter.h"
#include "core/base/file.h"
#include "core/base/places.h"
#include "core/experiment/checkpoint.h"

#include <system_error>
#include <utility>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

Message save(const fs::path& file, const Checkpoint& checkpoint) {
    save_checkpoint(file, checkpoint);
    std::error_code unimportant;
    return {Tone::Good,
            "Saved " + file.filename().string() + " (" +
                size_text(fs::file_size(file, unimportant), Rounding::Up) + ").",
            file.parent_path()};
}

}  // namespace

Capture Saver::ask(const Snapshot& snapshot, const Experiment& experiment) {
    if (run_ != snapshot.run || file_.empty()) {
        run_ = snapshot.run;
        file_ = next_free(pictures_folder() / (file_stem(experiment.id) + ".safetensors"));
    }
    asked_ = Asked{experiment, file_};
    return {++number_, History::Recent};
}

void Saver::remember(std::uint64_t run, fs::path file) {
    run_ = run;
    file_ = std::move(file);
}

void Saver::look(const Snapshot& snapshot) {
    if (!asked_ || !snapshot.captured || snapshot.captured->number != number_) return;
    Asked asked = *std::exchange(asked_, std::nullopt);
    Checkpoint checkpoint{program_,
                          {{snapshot.run, {}, std::move(asked.experiment), snapshot.captured->record}},
                          snapshot.run,
                          {}};
    job_.start([file = std::move(asked.file), checkpoint = std::move(checkpoint)] {
        return save(file, checkpoint);
    });
}

}  // namespace reweigh
