#pragma once

#include "app/keeper.h"
#include "app/messages.h"
#include "app/outbox.h"
#include "app/run_maker.h"
#include "app/run_on_screen.h"
#include "app/undo.h"
#include "core/session/session.h"

#include <memory>
#include <optional>
#include <vector>

namespace reweigh {

// The way to the trainer for all that changes or replaces the run on screen: what is left is autosaved
// before, and can be undone after. GUI thread only.
class RunChanges {
public:
    RunChanges(Session& session, Keeper& keeper, Messages& messages)
        : session_(&session), keeper_(&keeper), messages_(&messages) {}

    // What is on screen in this frame; true when the run that was expected has come.
    bool follow(std::shared_ptr<const Snapshot> snapshot, ViewState& view, const Outbox& outbox);
    bool is_coming() const { return run_.is_coming(); }
    const Snapshot& shown() const { return *snapshot_; }

    void post(Command command, const ViewState& view, Clock::time_point now);
    void start(PreparedRun run, const ViewState& view);
    void reset(Begin begin, const ViewState& view);

    void undo(const ViewState& view, Outbox& outbox) { carry_out(undo_.undo(*snapshot_), view, outbox); }
    void redo(const ViewState& view, Outbox& outbox) { carry_out(undo_.redo(*snapshot_), view, outbox); }
    // After a crash. What else the answer asks for: to open a file.
    std::optional<Request> recover(Recover::What what, const ViewState& view);

private:
    void take_over(ViewState& view);
    void carry_out(Undo::Answer answer, const ViewState& view, Outbox& outbox);
    void replace(Command command, const ViewState& view);

    Session* session_;
    Keeper* keeper_;
    Messages* messages_;
    RunOnScreen run_;
    Undo undo_;
    std::shared_ptr<const Snapshot> snapshot_;
    std::optional<SavedView> coming_view_;
    std::filesystem::path coming_file_;
    std::vector<std::shared_ptr<const RunRecord>> coming_with_;  // past runs of that file
};

}  // namespace reweigh
