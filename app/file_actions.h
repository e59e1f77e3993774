#pragma once

#include "app/actions.h"
#include "app/keeper.h"
#include "app/messages.h"
#include "app/outbox.h"
#include "app/recent_files.h"
#include "app/view_state.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace reweigh {

// The actions about files: save, open, share, and what proves which run this is. GUI thread only.
class FileActions {
public:
    // `recent`: where recent files are remembered; empty: nowhere. `program`: facts of the program.
    FileActions(Keeper& keeper, Messages& messages, std::filesystem::path recent,
                const std::vector<std::pair<std::string, std::string>>& program)
        : keeper_(&keeper), messages_(&messages), recent_(std::move(recent)) {
        for (const auto& [label, value] : program) program_.push_back({label, value});
    }

    void perform(ActionId id, const Snapshot& snapshot, ViewState& view, Outbox& outbox);
    // A request for a file or an experiment of this name.
    void note(const std::string& name);

private:
    void save(const Snapshot& snapshot, const ViewState& view);
    void ask_where(const Snapshot& snapshot, ViewState& view) const;
    void ask_what(ViewState& view) const;
    void copy_line(const Snapshot& snapshot, const ViewState& view);
    void open_line(Outbox& outbox);

    Keeper* keeper_;
    Messages* messages_;
    RecentFiles recent_;
    std::vector<Fact> program_;
};

}  // namespace reweigh
