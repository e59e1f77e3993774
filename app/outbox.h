#pragma once

#include "app/request.h"
#include "core/state/snapshot.h"

#include <optional>
#include <utility>
#include <vector>

namespace reweigh {

// The way out of a panel: what a frame posts to the trainer and asks of the window. GUI thread only.
class Outbox {
public:
    void post(Command command);
    void request(Request request);

    // An edit: posts SetLive and remembers it until a snapshot carries it, so that the next edit starts
    // there.
    void set_live(Live live);
    // The live parameters that the user sees and edits: the last ones set, else the snapshot's.
    const Live& live(const Snapshot& snapshot) const;

    // A view that the panel shows in this frame. Its answer: Snapshot::views with an equal request. The
    // window posts Look when the list of a frame differs from the last one.
    void want(ViewRequest view) { views_.push_back(view); }
    const std::vector<ViewRequest>& wanted_views() const { return views_; }
    // The views of this frame that were wanted of now are wanted of a keyframe instead.
    void look_at(std::int64_t step);

    // For the window: everything of this frame, once.
    std::vector<Command> take_commands() { return std::exchange(commands_, {}); }
    std::vector<Request> take_requests() { return std::exchange(requests_, {}); }
    std::vector<ViewRequest> take_views() { return std::exchange(views_, {}); }
    // Forgets the remembered edit once `snapshot` carries it, says that it was refused, or belongs to another
    // run.
    void settle(const Snapshot& snapshot);

private:
    struct Pending {
        Live live;
        std::optional<std::uint64_t> run;  // known from the first snapshot seen after the edit
    };
    std::vector<Command> commands_;
    std::vector<Request> requests_;
    std::vector<ViewRequest> views_;
    std::optional<Pending> pending_;
};

}  // namespace reweigh
