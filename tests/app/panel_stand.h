#pragma once

#include "tests/support/example_snapshot.h"
#include "tests/support/null_gui.h"

#include <memory>
#include <utility>
#include <vector>

namespace reweigh {

// One panel on a run made by hand, without a trainer: what it posts is looked at, and nothing answers.
class PanelStand {
public:
    PanelStand(std::unique_ptr<Panel> panel, Snapshot first, Vec2 size)
        : gui(size), panel_(std::move(panel)) {
        show(std::move(first));
        view.experiment.id = snapshot().scene->setup.experiment;
        view.experiment.setup = snapshot().scene->setup;
        view.experiment.live = snapshot().live;
        view.experiment.derives_learning_rate = {true};
        gui.draw = [this] {
            panel_->draw(*snapshot_, view, outbox);
            for (Command& command : outbox.take_commands()) commands.push_back(std::move(command));
            for (Request& request : outbox.take_requests()) requests.push_back(std::move(request));
            if (auto wanted = outbox.take_views(); !wanted.empty()) views = std::move(wanted);
        };
        gui.frames(2);
    }

    void show(Snapshot next) { snapshot_ = std::make_shared<const Snapshot>(std::move(next)); }
    const Snapshot& snapshot() const { return *snapshot_; }

    // The last posted command or request of a kind; null when there is none.
    template <class T>
    const T* last_command() const {
        return last<T>(commands);
    }
    template <class T>
    const T* last_request() const {
        return last<T>(requests);
    }

    NullGui gui;
    ViewState view;
    Outbox outbox;
    std::vector<Command> commands;
    std::vector<Request> requests;
    std::vector<ViewRequest> views;

private:
    template <class T, class Variant>
    static const T* last(const std::vector<Variant>& all) {
        for (auto each = all.rbegin(); each != all.rend(); ++each)
            if (const T* found = std::get_if<T>(&*each)) return found;
        return nullptr;
    }

    std::unique_ptr<Panel> panel_;
    std::shared_ptr<const Snapshot> snapshot_;
};

}  // namespace reweigh
