#include "app/run_on_screen.h"
#include "app/screen_figure.h"
#include "core/state/readout_kinds.h"
#include "tests/app/panel_stand.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace reweigh;

namespace {

NoSurfaces surfaces;

Snapshot of_pictures(int epochs = 20) {
    Snapshot snapshot = example_snapshot({Replica{0, -4, 1}, Replica{0, 0, 1}, Replica{0, 4, 1}});
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    auto data = std::make_shared<Dataset>(*scene->data);
    data->width = 3;
    data->source = "synthetic stand-in, not CIFAR-10";
    data->evaluation = {{"test", {0, 0, 0}, {1}}, {"other", {0, 0, 0}, {}}, {"noise", {}, {}}};
    scene->data = data;
    scene->separator.reset();
    scene->setup.data = PicturesParams{};
    scene->setup.model = CnnParams{};
    scene->setup.companion.reset();
    snapshot.scene = scene;
    if (epochs == 0) return snapshot;
    add_example_steps(snapshot, {1, 10, epochs});
    for (const char* readout : {"ratio", "ratio_other", "ratio_noise"})
        add_example_curves(snapshot, ModelRole::Model, readout,
                           [](int replica, double epoch) { return 0.5 + (replica - 1) / (2 * epoch); });
    return snapshot;
}

PanelStand ratios(Vec2 size, int epochs = 20) {
    return {make_ratios_panel(surfaces), of_pictures(epochs), size};
}

std::vector<std::string> plots() {
    std::vector<std::string> found;
    for (const std::string& label : widget_labels())
        if (label != "picture") found.push_back(label);
    return found;
}

}  // namespace

TEST_CASE("three sets of pictures are plotted over epochs and against the weight, in columns or rows") {
    const std::vector<std::string> over_epochs{"Classification ratio", "Ratio, other classes",
                                               "Ratio, random pictures"};
    for (const Vec2 size : {Vec2{900, 700}, Vec2{600, 700}}) {
        const PanelStand stand = ratios(size);
        const std::vector<std::string> found = plots();
        REQUIRE(found.size() == 6);
        for (const std::string& title : over_epochs) {
            CHECK(std::ranges::count(found, title) == 1);
            CHECK(std::ranges::count(found, title + ", epoch 20") == 1);
        }
        const Rect curve = find_widget(over_epochs[1])->place,
                   end = find_widget(over_epochs[1] + ", epoch 20")->place;
        if (size.x > 800)
            CHECK(curve.max.y < end.min.y);  // below it
        else
            CHECK(curve.max.x < end.min.x);  // beside it
        CHECK(stand.views.empty());
    }
}

TEST_CASE("a small room shows the plots over epochs alone, or none") {
    ratios({300, 700});
    CHECK(plots().size() == 3);
    ratios({300, 300});
    CHECK(plots().size() == 1);
    ratios({120, 700});
    CHECK(plots().empty());
}

TEST_CASE("before the first step the plots say that values come with it") {
    ratios({900, 700}, 0);
    CHECK(plots().size() == 3);  // a set, a title
}

TEST_CASE("a run of pictures brings plots of its read-outs, one of points those of the plane") {
    RunOnScreen run;
    ViewState view;
    const auto follow = [&](Snapshot snapshot, std::uint64_t number) {
        snapshot.run = number;
        run.follow(std::make_shared<const Snapshot>(std::move(snapshot)), view);
    };
    follow(of_pictures(), 1);
    CHECK(view.plots.readouts.front() == "accuracy");
    for (const std::string& readout : view.plots.readouts)
        CHECK(readout_kind(readout).serves(PicturesParams{}));
    view.plots.readouts.front() = "loss";
    follow(of_pictures(), 2);
    CHECK(view.plots.readouts.front() == "loss");  // what was chosen stays
    follow(example_snapshot({Replica{}}), 3);
    CHECK(view.plots.readouts == PlotsView{}.readouts);
}

TEST_CASE("the figure of pictures on screen is that of their ratio") {
    const Snapshot snapshot = of_pictures();
    ViewState view;
    const ScreenFigure screen = screen_figure(snapshot, view, Theme::Light);
    CHECK(screen.spec.kind == "curves");
    CHECK(screen.spec.y == "ratio");
    CHECK(views_needed(screen.spec, *snapshot.scene, screen.options).empty());
    CHECK(build(screen.spec, snapshot, screen.options).panels.size() == 1);
}
