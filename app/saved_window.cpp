#include "app/saved_window.h"

#include "app/saved_view.h"
#include "core/base/error.h"
#include "core/session/replay.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace reweigh {

SavedWindow saved_window(const Snapshot& snapshot, const ViewState& view, std::string program,
                         const std::filesystem::path& file, History history) {
    SavedWindow window{std::move(program), snapshot.run, view.experiments, node_of(view, file), history};
    window.experiments.insert_or_assign(snapshot.run, view.experiment);
    return window;
}

bool has_run(const SavedWindow& window, const Captured& captured) {
    return captured.run == window.run || past_run(captured.past, window.run);
}

Checkpoint checkpoint_of(const SavedWindow& window, const Captured& captured) {
    if (!has_run(window, captured))
        throw Error("Run " + std::to_string(window.run) + " was replaced before its first step.");
    Checkpoint checkpoint{window.program, {}, window.run, window.view};
    const auto add = [&](std::uint64_t run, const RunOrigin& origin,
                         std::shared_ptr<const RunRecord> record) {
        const auto experiment = window.experiments.find(run);
        if (experiment != window.experiments.end())
            checkpoint.runs.push_back({run, origin, experiment->second, std::move(record)});
    };
    for (const auto& past : captured.past) {
        RunRecord record = *past->record;
        if (window.history == History::Recent) drop_old_keyframes(record);
        add(past->run, past->origin, std::make_shared<const RunRecord>(std::move(record)));
    }
    add(captured.run, captured.origin, captured.record);
    std::ranges::sort(checkpoint.runs, {}, &SavedRun::run);
    return checkpoint;
}

}  // namespace reweigh
