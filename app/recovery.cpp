#include "app/recovery.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/experiment/checkpoint.h"
#include "core/figure/number_text.h"
#include "core/state/setup.h"

#include <sys/stat.h>

#include <array>
#include <system_error>
#include <utility>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

std::time_t time_of(const fs::path& file) {
    struct stat status {};
    return ::stat(file.c_str(), &status) == 0 ? status.st_mtim.tv_sec : 0;
}

std::string formatted(const std::tm& time, const char* format) {
    std::array<char, 64> text{};
    return {text.data(), std::strftime(text.data(), text.size(), format, &time)};
}

// "14:02", of another day "14:02 on 2026-11-27".
std::string clock_text(std::time_t time, std::time_t now) {
    std::tm then{}, today{};
    ::localtime_r(&time, &then);
    ::localtime_r(&now, &today);
    const bool is_today = then.tm_year == today.tm_year && then.tm_yday == today.tm_yday;
    return formatted(then, is_today ? "%H:%M" : "%H:%M on %Y-%m-%d");
}

// "boundary/fig1, epoch 8,812".
std::string run_text(const SavedRun& saved) {
    return saved.experiment.id + ", epoch " + epoch_text(saved.record->epoch());
}

}  // namespace

std::string recovery_sentence(std::time_t ended, std::time_t saved, const std::string& run, std::time_t now) {
    return "Reweigh ended unexpectedly at " + clock_text(ended, now) + "; an autosave from " +
           clock_text(saved, now) + " exists (" + run + ").";
}

std::optional<Recoverable> find_recoverable(const fs::path& folder, std::time_t now) {
    std::optional<AbandonedAutosaves> abandoned = find_abandoned(folder);
    if (!abandoned) return std::nullopt;
    Recoverable found{std::move(*abandoned), {}, {}, {}};
    for (const fs::path& file : found.abandoned.files) {
        try {
            const Checkpoint checkpoint = open_checkpoint(file);
            found.view = saved_view(checkpoint.view);
            found.run = run_of(checkpoint, found.view.file);
            found.sentence = recovery_sentence(found.abandoned.ended(), time_of(file),
                                               run_text(checkpoint.current_run()), now);
            return found;
        } catch (const Error& problem) {
            if (found.sentence.empty()) found.sentence = problem.what();
            log(LogLevel::Warning, "window", problem.what());
        }
    }
    return found;
}

Recovery::Recovery(fs::path folder) {
    job_.start([folder = std::move(folder)] { return find_recoverable(folder, std::time(nullptr)); });
}

std::optional<Question> Recovery::take_question(Messages& messages) {
    if (auto found = job_.take()) found_ = std::move(*found);
    if (!found_ || found_->sentence.empty()) return std::nullopt;
    const std::string sentence = std::exchange(found_->sentence, {});
    if (!found_->run) {
        messages.say({Tone::Problem, "An autosave cannot be read: " + sentence, std::nullopt});
        keep_for_later();
        return std::nullopt;
    }
    Question question{sentence, {{"Recover", {Recover{Recover::What::Autosave}}}}, 0};
    if (!saved_file().empty())
        question.choices.push_back({"Open the saved file", {Recover{Recover::What::SavedFile}}});
    question.choices.push_back({"Start new, keep the autosave", {Recover{Recover::What::Nothing}}});
    return question;
}

std::optional<PreparedRun> Recovery::recover() {
    if (!found_ || !found_->run) return std::nullopt;
    return std::exchange(found_->run, std::nullopt);
}

fs::path Recovery::saved_file() const {
    std::error_code unreadable;
    const bool is_there = found_ && !found_->view.file.empty() && fs::exists(found_->view.file, unreadable);
    return is_there ? fs::path(found_->view.file) : fs::path();
}

Message Recovery::keep_for_later() {
    const fs::path file = keep(found_->abandoned);
    found_.reset();
    return {Tone::Note, "The autosave is kept as " + file.filename().string() + ".", file.parent_path()};
}

void Recovery::settle() {
    if (found_) reweigh::settle(found_->abandoned);
    found_.reset();
}

}  // namespace reweigh
