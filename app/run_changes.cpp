#include "app/run_changes.h"

#include "app/question.h"
#include "core/state/run_record.h"

#include <algorithm>
#include <utility>

namespace reweigh {

bool RunChanges::follow(std::shared_ptr<const Snapshot> snapshot, ViewState& view, const Outbox& outbox) {
    snapshot_ = std::move(snapshot);
    const bool has_come = run_.follow(snapshot_, view);
    if (has_come) take_over(view);
    undo_.follow(*snapshot_, view.experiment, outbox.live(*snapshot_));
    return has_come;
}

// What the run that has come brings with it.
void RunChanges::take_over(ViewState& view) {
    if (const auto saved = std::exchange(coming_view_, std::nullopt)) show_as(*saved, *snapshot_, view);
    const std::filesystem::path file = std::exchange(coming_file_, {});
    if (file.empty()) return;
    keeper_->remember(snapshot_->run, trained_seconds(*snapshot_), file);
    for (const auto& past : snapshot_->past)
        if (std::ranges::find(coming_with_, past->record) != coming_with_.end())
            keeper_->remember(past->run, past->record->trained_seconds, file);
}

void RunChanges::post(Command command, const ViewState& view, Clock::time_point now) {
    if (const auto* edit = std::get_if<SetLive>(&command)) undo_.note(*edit, now);
    if (std::holds_alternative<Fork>(command) || std::holds_alternative<Restore>(command))
        return replace(std::move(command), view);
    session_->post(std::move(command));
}

// A run that is still coming has nothing to lose.
void RunChanges::replace(Command command, const ViewState& view) {
    if (!run_.is_coming()) keeper_->before_leaving(*snapshot_, view);
    session_->post(std::move(command));
}

void RunChanges::start(PreparedRun run, const ViewState& view) {
    std::visit([&](auto& command) { replace(std::move(command), view); }, run.beginning);
    coming_view_ = std::move(run.view);
    coming_with_.clear();
    for (const OtherRun& other : run.others) coming_with_.push_back(other.record);
    run_.expect(std::move(run.experiment), snapshot_, std::move(run.look), std::move(run.others));
    coming_file_ = std::move(run.file);
    if (run.after == AfterStart::Train) session_->post(Run{});
}

void RunChanges::reset(Begin begin, const ViewState& view) {
    run_.expect_reset();
    replace(std::move(begin.start), view);
}

std::optional<Request> RunChanges::recover(Recover::What what, const ViewState& view) {
    if (what == Recover::What::Autosave) {
        if (auto run = keeper_->recovered(*snapshot_)) start(std::move(*run), view);
    } else if (const auto file = keeper_->declined(what, *messages_)) {
        return LoadExperiment{file->string()};
    }
    return std::nullopt;
}

void RunChanges::carry_out(Undo::Answer answer, const ViewState& view, Outbox& outbox) {
    messages_->say({Tone::Note, std::move(answer.sentence), std::nullopt});
    if (answer.live) outbox.set_live(std::move(*answer.live));
    if (!answer.former) return;
    const PastRun& past = *answer.former->run;
    start({std::move(answer.former->experiment), Restore{past.record, past.origin}}, view);
}

}  // namespace reweigh
