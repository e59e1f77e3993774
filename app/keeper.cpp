#include "app/keeper.h"

#include "app/question.h"
#include "core/base/places.h"

#include <utility>

namespace reweigh {
namespace {

using namespace std::chrono_literals;
constexpr auto least_shown = 600ms;

}  // namespace

Keeper::Keeper(Options options, Session& session)
    : session_(&session), where_(options.where), saver_(options.program, captures_) {
    if (!options.autosave_period) return;
    const std::filesystem::path folder = state_folder() / "autosave";
    autosave_.emplace(AutosaveOptions{options.program, folder, *options.autosave_period}, captures_);
    if (options.abandoned == Abandoned::LeftAlone) return;
    recovery_.emplace(folder);
    if (where_ == Where::AtOnce) recovery_->wait();
}

void Keeper::save(const Snapshot& snapshot, const ViewState& view) {
    if (saver_.is_busy() || !snapshot.scene) return;
    session_->post(saver_.ask(snapshot, view));
    asked_ = {snapshot.run, trained_seconds(snapshot)};
}

void Keeper::verify() {
    if (!check_.is_busy()) session_->post(check_.ask());
}

void Keeper::save_as(std::filesystem::path file, const Snapshot& snapshot, const ViewState& view) {
    if (saver_.is_busy() || !snapshot.scene) return;
    saver_.remember(snapshot.run, std::move(file));
    save(snapshot, view);
}

void Keeper::remember(std::uint64_t run, double seconds, std::filesystem::path file) {
    saver_.remember(run, std::move(file));
    saved_[run] = seconds;
}

double Keeper::saved_seconds(std::uint64_t run) const {
    const auto found = saved_.find(run);
    return found == saved_.end() ? 0 : found->second;
}

void Keeper::before_leaving(const Snapshot& snapshot, const ViewState& view) {
    if (autosave_) post(autosave_->before_leaving(snapshot, view, saver_.file_of(snapshot.run)));
}

void Keeper::look(const Snapshot& snapshot, const ViewState& view, Clock::time_point now) {
    if (autosave_) post(autosave_->when_due(snapshot, view, file_of(snapshot.run), now));
    settle_recovered(snapshot, view);
    saver_.inherit(snapshot);
    if (is_saving()) last_busy_ = now;
    const auto latest = captures_.is_waiting() ? session_->latest() : nullptr;
    const Snapshot& news = latest ? *latest : snapshot;
    saver_.look(news);
    check_.look(news);
    if (where_ == Where::AtOnce) wait();
    if (autosave_) look_at_autosave(news, now);
    if (where_ == Where::AtOnce) wait();
}

// What was left stays until the recovered run has an autosave of its own.
void Keeper::settle_recovered(const Snapshot& snapshot, const ViewState& view) {
    if (!recovers_after_ || snapshot.run == *recovers_after_) return;
    recovers_after_.reset();
    is_settling_ = true;
    if (!recovered_file_.empty()) saver_.remember(snapshot.run, recovered_file_);
    post(autosave_->before_leaving(snapshot, view, file_of(snapshot.run)));
}

void Keeper::look_at_autosave(const Snapshot& news, Clock::time_point now) {
    const bool settles = std::exchange(is_settling_, false);  // not after an error
    autosave_->look(news, now);
    if (settles && autosave_->is_busy())
        is_settling_ = true;
    else if (settles)
        recovery_->settle();
}

std::optional<Message> Keeper::take() {
    if (auto verified = check_.take()) return verified;
    auto message = saver_.take();
    if (message) saved_[asked_.run] = asked_.seconds;
    return message;
}

std::optional<Question> Keeper::take_question(Messages& messages) {
    return recovery_ ? recovery_->take_question(messages) : std::nullopt;
}

std::optional<PreparedRun> Keeper::recovered(const Snapshot& snapshot) {
    auto run = recovery_ ? recovery_->recover() : std::nullopt;
    if (!run) return std::nullopt;
    recovers_after_ = snapshot.run;
    recovered_file_ = std::exchange(run->file, {});  // older than what is recovered
    return run;
}

std::optional<std::filesystem::path> Keeper::declined(Recover::What wanted, Messages& messages) {
    if (!recovery_ || !recovery_->is_open()) return std::nullopt;
    const std::filesystem::path file = recovery_->saved_file();
    messages.say(recovery_->keep_for_later());
    return wanted == Recover::What::SavedFile ? std::optional(file) : std::nullopt;
}

bool Keeper::shows_saving(Clock::time_point now) const {
    return is_saving() || (last_busy_ && now - *last_busy_ < least_shown);
}

void Keeper::settle() {
    if (autosave_) autosave_->settle();
}

void Keeper::wait() const {
    saver_.wait();
    check_.wait();
    if (autosave_) autosave_->wait();
}

void Keeper::post(std::optional<Capture> capture) {
    if (capture) session_->post(*capture);
}

}  // namespace reweigh
