#pragma once

#include "app/outbox.h"
#include "app/view_state.h"
#include "core/experiment/moment.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace reweigh {

// The view may be held in the past of a run, at one of its keyframes, while training goes on. PRODUCT.md 5.

// Step of the keyframe that the view is held at: the one nearest to ViewState::moment. Nothing: it follows.
std::optional<std::int64_t> held_at(const Snapshot& snapshot, const ViewState& view);
// The step that the view shows: the keyframe's, or the present one.
std::int64_t shown_step(const Snapshot& snapshot, const ViewState& view);

// The paper's grid of points shows all of its moments, wherever the view is held.
bool shows_all_moments(const Snapshot& snapshot, const ViewState& view);

// The live parameters that trained the run up to the moment shown.
const Live& shown_moment_live(const Snapshot& snapshot, const ViewState& view);

// The pinned moment A, as at_moment() gives it. Kept by the window in step with the snapshots; panels read
// it.
struct PinnedMoment {
    std::shared_ptr<const Snapshot> moment;  // null: nothing is pinned, or it cannot be compared
    Pin pin;
    bool is_on_screen = true;  // its run

    void refresh(const Snapshot& present, const ViewState& view);
    ViewRequest request(ViewRequest now) const;  // what has to be asked for, for a view of "now" of A

private:
    const Snapshot* seen_ = nullptr;
    std::size_t views_ = 0;
};
// Why a moment cannot be compared with the run on screen: it is gone, or its data or models are others. Empty
// where it can.
std::string not_comparable(const Snapshot& present, const Pin& pin);

// What the window shows of a run. A moment comes on screen as a whole: until all views of it are answered,
// what was shown before stays, or a moment on the way to it. GUI thread only.
class MomentOnScreen {
public:
    // The present itself while the view follows it. The answer lives until the next call.
    const Snapshot& show(const Snapshot& present, const ViewState& view);
    // The same, to keep.
    std::shared_ptr<const Snapshot> shown(std::shared_ptr<const Snapshot> present) const {
        return shown_ ? shown_ : present;
    }
    // After the panels have drawn what show() gave them: the views that they want are those of the moment.
    void ask(Outbox& outbox);

private:
    // Whether there is something new to derive from.
    struct Key {
        const Snapshot* snapshot = nullptr;
        std::uint64_t run = 0;
        std::int64_t step = 0;
        std::size_t edits = 0, views = 0;
        std::optional<std::int64_t> moment;
        friend bool operator==(const Key&, const Key&) = default;
    };
    void want(std::optional<std::int64_t> moment);
    void log_wait() const;
    bool is_answered(const Snapshot& present, std::optional<std::int64_t> step) const;
    // While the wanted moment changes faster than it is answered.
    std::optional<std::int64_t> answered_on_the_way(const Snapshot& present) const;

    std::optional<std::int64_t> moment_;     // wanted
    std::vector<ViewRequest> wanted_;        // by the panels, of whatever moment they show
    std::shared_ptr<const Snapshot> shown_;  // null: the present
    int waited_ = 0;                         // frames
    std::chrono::steady_clock::time_point wanted_since_{};
    Key key_;
};

}  // namespace reweigh
