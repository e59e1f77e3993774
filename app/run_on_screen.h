#pragma once

#include "app/screen_figure.h"
#include "app/view_state.h"
#include "core/state/snapshot.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace reweigh {

// A run that comes with another one, past, and what it was made from.
struct OtherRun {
    std::shared_ptr<const RunRecord> record;
    Experiment experiment;
};

// Keeps what the view says of the run in step with the snapshots: nothing changes before a new run is on
// screen, and nothing at all when it cannot start. GUI thread only.
class RunOnScreen {
public:
    // A Start of `experiment` was posted while `shown` was on screen. `look`: the figure that the view shall
    // show of it. `others`: what the runs were made from that come with it.
    void expect(Experiment experiment, std::shared_ptr<const Snapshot> shown,
                std::optional<ScreenFigure> look = {}, std::vector<OtherRun> others = {});
    // The run on screen starts again from what it was made from.
    void expect_reset() { coming_.reset(); }
    bool is_coming() const { return coming_.has_value(); }

    // Every new snapshot; true when it brings the expected run, or one that was on screen before: its
    // experiment becomes the view's, without a draft. The first live edit ends the hints. The focus of any
    // new run is the replica that was in focus, else that of the most even weight; its view follows the
    // training, and its stage shows the same place unless its data lie elsewhere.
    bool follow(const std::shared_ptr<const Snapshot>& snapshot, ViewState& view);

private:
    void arrive(Experiment experiment, const Snapshot& snapshot, ViewState& view);
    bool take_over(const Snapshot& snapshot, ViewState& view);
    void keep_focus(const Snapshot& snapshot, ViewState& view);

    std::optional<Experiment> coming_;
    std::optional<ScreenFigure> look_;
    std::vector<OtherRun> others_;
    std::shared_ptr<const Snapshot> shown_;  // when it was posted
    std::uint64_t run_ = 0;
    std::optional<Replica> focus_;
    Rect box_;  // of the data
};

}  // namespace reweigh
