#include "app/screen_figure.h"

#include "app/moment.h"
#include "core/experiment/figure_recipe.h"
#include "core/figure/csv.h"
#include "core/figure/recording_canvas.h"
#include "core/session/session.h"
#include "tests/support/example_snapshot.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <sstream>

using namespace reweigh;

namespace {

using namespace std::chrono_literals;

// A run in lock step, under a clock that moves only when told.
class TrainedRun {
public:
    void post(Command command) { session_.post(std::move(command)); }
    void turns(int count) {
        for (; count > 0; --count) session_.turn();
    }
    void pass(std::chrono::milliseconds time) { now_ += time; }
    // Until nothing more comes of the commands so far.
    std::shared_ptr<const Snapshot> settled() {
        turns(60);
        return session_.latest();
    }
    void step_to(std::int64_t step) {
        post(Step{step - session_.latest()->step});
        while (session_.latest()->step < step) turns(1);
    }
    // With the views of a figure.
    std::shared_ptr<const Snapshot> seen(const ScreenFigure& screen) {
        post(Look{views_needed(screen.spec, *session_.latest()->scene, screen.options)});
        return settled();
    }

private:
    std::chrono::steady_clock::time_point now_{};
    Session session_{[this] {
        SessionOptions options;
        options.thread = SessionOptions::Thread::None;
        options.now = [this] { return now_; };
        return options;
    }()};
};

Live with_importance(const Live& live, double importance) {
    Live changed = live;
    for (LiveParams& each : changed.variants) each.importance = importance;
    return changed;
}

// Two edits of one gesture, one of another, the last one while it is paused between two read-outs.
void train_with_edits(TrainedRun& lab) {
    lab.step_to(700);
    const Live first = lab.settled()->live;
    lab.post(SetLive{with_importance(first, -1)});
    lab.step_to(701);
    lab.post(SetLive{with_importance(first, -2)});
    lab.step_to(2600);
    lab.pass(1s);
    lab.post(SetLive{with_importance(first, 3)});
    lab.settled();
}

ViewState busy_view(const Experiment& experiment) {
    ViewState view;
    view.experiment = experiment;
    view.focus = 1;
    view.stage_world = Rect{{-1, -0.5}, {1, 1.5}};
    view.time_axis = CurvesX::LogFromEdit;
    view.plots.readouts[1] = "errors";
    view.plots.shown = 5;
    view.plots.zoom = PlotsZoom{CurvesX::LogFromEdit, {0.25, 1.5}};
    view.hidden_curves = {"LR", "1:16"};
    return view;
}

Experiment small_experiment() {
    return load_experiment("boundary/start", {{"data.count", "16"}, {"sweep.weights", "-4,0,4"}});
}

std::string picture(const Figure& figure) {
    RecordingCanvas canvas;
    draw(figure, canvas);
    return canvas.log();
}

// The first line that one of two pictures has and the other has not.
std::string first_difference(const std::string& a, const std::string& b) {
    std::istringstream left(a), right(b);
    for (std::string one, other; true;) {
        const bool has_left = static_cast<bool>(std::getline(left, one));
        const bool has_right = static_cast<bool>(std::getline(right, other));
        if (!has_left && !has_right) return "";
        if (has_left != has_right || one != other) return one + " | " + other;
    }
}

}  // namespace

TEST_CASE(
    "the figure of the window comes back from its recipe: the same drawing, the same numbers, the same "
    "view") {
    TrainedRun lab;
    const Experiment experiment = small_experiment();
    lab.post(prepare(experiment));
    train_with_edits(lab);
    const ViewState view = busy_view(experiment);
    const ScreenFigure screen = screen_figure(*lab.settled(), view, Theme::Dark);
    const auto shown = lab.seen(screen);
    REQUIRE(shown->gestures.size() == 2);
    REQUIRE(shown->readout_steps.back() < shown->step);
    const Figure figure = built(screen, *shown, experiment, "test");

    const FigureRecipe recipe = read_figure_recipe(figure.recipe, "figure");
    TrainedRun again;
    again.post(start_of(recipe, "figure"));
    again.step_to(recipe.step);
    const ScreenFigure same{recipe.figure, recipe.options};
    const Figure made_again = figure_again(recipe, *again.seen(same));
    CHECK(first_difference(picture(made_again), picture(figure)) == "");
    CHECK(numbers_digest(made_again) == recipe.numbers);

    ViewState restored;
    look_at(same, restored);
    const ScreenFigure second = screen_figure(*shown, restored, Theme::Dark);
    CHECK(second.spec.plots ==
          std::vector<std::string>{"area", "errors", "angle", "margin", "norm", "offset"});
    CHECK(second.spec.x == "epoch_from_edit");
    CHECK(second.options.x_range == Range{0.25, 1.5});
    CHECK(second.options.hidden == view.hidden_curves);
    CHECK(second.options.world == view.stage_world);
    CHECK(second.options.focus == 1);
}

TEST_CASE("a moment of the past is exported as the run was then, and comes back so") {
    TrainedRun lab;
    const Experiment experiment = small_experiment();
    lab.post(prepare(experiment));
    train_with_edits(lab);
    lab.step_to(3000);
    const ViewState view = busy_view(experiment);
    const std::int64_t step = lab.settled()->gestures.back();
    const ScreenFigure screen = screen_figure(*lab.settled(), view, Theme::Light);
    std::vector<ViewRequest> views = views_needed(screen.spec, *lab.settled()->scene, screen.options);
    for (ViewRequest& request : views) request.step = step;
    lab.post(Look{views});
    const Snapshot moment = at_moment(*lab.settled(), step);
    const Figure figure = built(screen, moment, experiment, "test");
    const FigureRecipe recipe = read_figure_recipe(figure.recipe, "figure");
    CHECK(recipe.step == step);
    CHECK(recipe.gestures.size() == 1);
    TrainedRun again;
    again.post(start_of(recipe, "figure"));
    again.step_to(recipe.step);
    const Figure made_again = figure_again(recipe, *again.seen({recipe.figure, recipe.options}));
    CHECK(first_difference(picture(made_again), picture(figure)) == "");
}

TEST_CASE("a figure has the plots that have room in the window, its axis, zoom, variant and hidden lines") {
    Snapshot snapshot = example_snapshot({Replica{0, -4, 1}, Replica{0, 4, 1}});
    add_example_steps(snapshot, {1, 10, 100});
    ViewState view;
    view.time_axis = CurvesX::Step;
    view.hidden_curves = {"LR"};
    view.plots.shown = 3;
    view.plots.zoom = PlotsZoom{CurvesX::Step, {20, 100}};
    for (const std::string& readout : view.plots.readouts)
        for (const ModelRole role : {ModelRole::Model, ModelRole::Companion})
            add_example_curves(snapshot, role, readout, [](int replica, double) { return 0.1 * replica; });
    const Figure figure = built(screen_figure(snapshot, view, Theme::Light), snapshot, {});
    REQUIRE(figure.panels.size() == 4);
    for (std::size_t i = 1; i < figure.panels.size(); ++i) {
        const PanelPicture& plot = figure.panels[i];
        CHECK(plot.x.low == 20);
        CHECK(plot.x.high == 100);
        CHECK(plot.x.scale == AxisScale::Linear);
        for (const Layer& layer : plot.layers)
            if (const auto* curve = std::get_if<CurveLayer>(&layer)) CHECK(curve->name != "LR");
    }
    CHECK(figure.note.find("Not drawn: LR. ") != std::string::npos);
    view.curves_visible = false;
    CHECK(built(screen_figure(snapshot, view, Theme::Light), snapshot, {}).panels.size() == 1);
}

TEST_CASE("the CSV of the window says what it shows and which importance was live, at step 0 too") {
    Snapshot snapshot = example_snapshot({Replica{0, -4, 1}});
    add_example_steps(snapshot, {1, 10});
    add_example_curves(snapshot, ModelRole::Model, "offset", [](int, double epoch) { return 1 / epoch; });
    snapshot.edits[0].live = with_importance(snapshot.live, -3);
    snapshot.edits.push_back({7, with_importance(snapshot.live, -3)});
    snapshot.edits.push_back({12, with_importance(snapshot.live, 0.5)});
    snapshot.live = snapshot.edits.back().live;
    const std::string csv = figure_csv(built(screen_figure(snapshot, {}, Theme::Light), snapshot, {}));
    CHECK(csv.starts_with("# figure: overview\n"));
    CHECK(csv.find("\n# importance: -3 from step 0, 0.5 from step 12\n") != std::string::npos);
    CHECK(csv.find("\n# weight_log2: as swept; each step trains with weight_log2 + importance\n") !=
          std::string::npos);
}
