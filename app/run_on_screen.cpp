#include "app/run_on_screen.h"

#include "app/panels/point_draft.h"
#include "core/state/readout_kinds.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace reweigh {
namespace {

// Plots show what the data have.
void choose_readouts(const Setup& setup, PlotsView& plots) {
    static const std::vector<std::string> of_pictures{"accuracy", "accuracy_train", "loss",
                                                      "norm",     "errors",         "objective"};
    const auto serves = [&](const std::string& readout) { return readout_kind(readout).serves(setup); };
    if (std::ranges::all_of(plots.readouts, serves)) return;
    plots.readouts = are_pictures(setup.data) ? of_pictures : PlotsView{}.readouts;
}

// The replica to show: the one shown so far, else that of the most even weight.
int focus_in(const Setup& setup, const std::optional<Replica>& shown) {
    const auto& replicas = setup.replicas;
    const auto same = shown ? std::ranges::find(replicas, *shown) : replicas.end();
    if (same != replicas.end()) return static_cast<int>(same - replicas.begin());
    return most_even_replica(setup);
}

}  // namespace

void RunOnScreen::expect(Experiment experiment, std::shared_ptr<const Snapshot> shown,
                         std::optional<ScreenFigure> look, std::vector<OtherRun> others) {
    coming_ = std::move(experiment);
    look_ = std::move(look);
    shown_ = std::move(shown);
    others_ = std::move(others);
}

bool RunOnScreen::follow(const std::shared_ptr<const Snapshot>& snapshot, ViewState& view) {
    const bool is_another = snapshot->scene && snapshot->run != run_;
    const bool arrives = (coming_ && snapshot->run != shown_->run) || is_another;
    const bool brings = arrives && take_over(*snapshot, view);
    if (snapshot != shown_ && std::holds_alternative<Failed>(snapshot->status)) coming_.reset();
    if (!snapshot->gestures.empty()) view.hints = false;
    if (snapshot->scene) keep_focus(*snapshot, view);
    return brings;
}

// The experiment of a run that is new on screen: what was expected, or what it had when it was on screen
// before. Forks and resets have that of the run before.
bool RunOnScreen::take_over(const Snapshot& snapshot, ViewState& view) {
    const auto known = view.experiments.find(snapshot.run);
    const bool is_known = known != view.experiments.end();
    const bool is_expected = coming_ && snapshot.run != shown_->run;
    if (is_known)
        arrive(Experiment(known->second), snapshot, view);
    else if (is_expected)
        arrive(*coming_, snapshot, view);
    if (is_expected) coming_.reset();  // a known one, too: an undone reset has come
    view.experiments.insert_or_assign(snapshot.run, view.experiment);
    for (OtherRun& other : std::exchange(others_, {}))
        for (const auto& past : snapshot.past)
            if (past->record == other.record) view.experiments.insert_or_assign(past->run, other.experiment);
    std::erase_if(view.experiments, [&](const auto& each) {
        const auto is_it = [&](const auto& past) { return past->run == each.first; };
        return each.first != snapshot.run && std::ranges::none_of(snapshot.past, is_it);
    });
    return is_known || is_expected;
}

void RunOnScreen::keep_focus(const Snapshot& snapshot, ViewState& view) {
    const Setup& setup = snapshot.scene->setup;
    if (run_ != snapshot.run) {
        view.focus = focus_in(setup, focus_);
        view.moment.reset();
        view.plots.zoom.reset();
        choose_readouts(setup, view.plots);
        if (snapshot.scene->data && snapshot.scene->data->area_box != box_) view.stage_world.reset();
        if (const auto look = std::exchange(look_, std::nullopt)) look_at(*look, view);
    }
    run_ = snapshot.run;
    if (snapshot.scene->data) box_ = snapshot.scene->data->area_box;
    focus_ = setup.replicas[static_cast<std::size_t>(view.focus)];
}

void RunOnScreen::arrive(Experiment experiment, const Snapshot& snapshot, ViewState& view) {
    view.experiment = std::move(experiment);
    view.draft.reset();
    view.scope.reset();
    view.failure.reset();
    view.stage_world.reset();
    settle_points(view.points, view.experiment.setup.data, *snapshot.scene->data);
}

}  // namespace reweigh
