#include "app/panels/curves_reading.h"
#include "tests/app/panel_stand.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace reweigh;

namespace {

NoSurfaces surfaces;

Snapshot trained() {
    Snapshot snapshot = example_snapshot({Replica{0, -4, 1}, Replica{0, 0, 1}, Replica{0, 4, 1}});
    add_example_steps(snapshot, {1, 10, 100, 1000});
    for (const char* readout : {"area", "offset", "angle", "margin", "norm", "loss"})
        for (const ModelRole role : {ModelRole::Model, ModelRole::Companion})
            add_example_curves(snapshot, role, readout, [](int replica, double epoch) {
                return 0.1 * replica + 0.2 / std::log(epoch + 2);
            });
    return snapshot;
}

PanelStand curves() { return {make_curves_panel(surfaces), trained(), {420, 760}}; }

PanelPicture offset_plot(const Snapshot& snapshot, std::set<std::string> hidden = {}) {
    CurvesOptions options;
    options.cell = {{0, 0}, {388, 140}};
    options.hidden = std::move(hidden);
    return build_curves(snapshot, options);
}

std::vector<std::string> names_in(const PanelPicture& plot, const Snapshot& snapshot) {
    std::vector<std::string> names;
    for (const LineReading& line : lines_at(plot, snapshot, snapshot.step)) names.push_back(line.name);
    std::ranges::sort(names);
    return names;
}

}  // namespace

TEST_CASE("the crosshair stands at the nearest read-out, on a log axis by ratio") {
    const Snapshot snapshot = trained();
    CHECK(nearest_readout_step(snapshot, CurvesX::EpochLog, 30) == 20);
    CHECK(nearest_readout_step(snapshot, CurvesX::EpochLog, 33) == 200);
    CHECK(nearest_readout_step(snapshot, CurvesX::Epoch, 33) == 20);
    CHECK(nearest_readout_step(snapshot, CurvesX::Step, 1500) == 2000);
    CHECK(!nearest_readout_step(Snapshot{}, CurvesX::Epoch, 3));
}

TEST_CASE("all named lines are read at the crosshair, the highest first") {
    const Snapshot snapshot = trained();
    const auto lines = lines_at(offset_plot(snapshot), snapshot, 20);
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].name == "16:1");
    CHECK(lines[0].value == doctest::Approx(0.2 + 0.2 / std::log(12)));
    CHECK(std::ranges::is_sorted(lines, std::greater{}, &LineReading::value));
}

TEST_CASE("hidden names are left out of a plot") {
    const Snapshot snapshot = trained();
    CHECK(names_in(offset_plot(snapshot), snapshot) == std::vector<std::string>{"16:1", "1:1", "1:16", "LR"});
    CHECK(names_in(offset_plot(snapshot, {"LR"}), snapshot) ==
          std::vector<std::string>{"16:1", "1:1", "1:16"});
    CHECK(names_in(offset_plot(snapshot, {"MLP"}), snapshot) == std::vector<std::string>{"LR"});
    CHECK(names_in(offset_plot(snapshot, {"1:1", "16:1"}), snapshot) ==
          std::vector<std::string>{"1:16", "LR"});
}

TEST_CASE("a name is found where it stands in the gutter") {
    const Snapshot snapshot = trained();
    const PanelPicture plot = offset_plot(snapshot, {"LR"});
    const double gutter = plot.plot.max.x + 20;
    const auto y_of = [&](double value) {
        return plot.plot.max.y - (value - plot.y.low) / (plot.y.high - plot.y.low) * plot.plot.height();
    };
    const double last = 0.2 / std::log(1002.0);
    CHECK(name_at(plot, {gutter, y_of(0.2 + last)}) == "16:1");
    CHECK(name_at(plot, {gutter, y_of(0.0 + last)}) == "1:16");
    CHECK(!name_at(plot, {plot.plot.min.x, y_of(last)}));
}

TEST_CASE("a click on the legend hides and shows again") {
    PanelStand stand = curves();
    stand.gui.click(NullGui::middle("legend LR"));
    CHECK(stand.view.hidden_curves == std::set<std::string>{"LR"});
    stand.gui.click(NullGui::middle("legend LR"));
    CHECK(stand.view.hidden_curves.empty());
}

TEST_CASE("the pointer over a plot is a moment of the run") {
    PanelStand stand = curves();
    const Rect plot = NullGui::place("Offset");
    stand.gui.move({plot.min.x + 1, plot.center().y});
    CHECK(stand.view.hover.epoch == 1);
    stand.gui.move({plot.max.x - 1, plot.center().y});
    CHECK(stand.view.hover.epoch == 1000);
    stand.gui.move({5, 5});
    CHECK(!stand.view.hover.epoch);
}

TEST_CASE("a drag zooms the moments that all plots share, a double click shows all again") {
    PanelStand stand = curves();
    const Rect plot = NullGui::place("Area share");
    const Vec2 left{plot.min.x + 1, plot.center().y}, middle = plot.center();
    stand.gui.drag(middle, {plot.max.x - 2, middle.y});
    stand.gui.move(left);
    const double zoomed = stand.view.hover.epoch.value();
    CHECK(zoomed > 1);
    stand.gui.double_click(middle);
    stand.gui.move(left);
    CHECK(stand.view.hover.epoch == 1);
}

TEST_CASE("a plot's title opens the list of read-outs") {
    PanelStand stand = curves();
    stand.gui.click(NullGui::middle("plot 1"));
    stand.gui.click(NullGui::middle("Loss"));
    stand.gui.frames(2);
    CHECK(NullGui::place("Loss").min.y < NullGui::place("Offset").min.y);
}

TEST_CASE("curves draw before the first step and without a run") {
    PanelStand stand = curves();
    stand.show(example_snapshot({Replica{}}));
    stand.gui.frames(2);
    stand.show(Snapshot{});
    stand.gui.frames(2);
    CHECK(stand.commands.empty());
}

TEST_CASE(
    "no entry of the legend vanishes from a narrow column: it goes to the next row, and plots make room") {
    for (const double width : {420.0, 300.0, 250.0}) {
        Snapshot snapshot = trained();
        auto scene = std::make_shared<Scene>(*snapshot.scene);
        scene->setup.replicas[1].seed = 2;
        snapshot.scene = scene;
        PanelStand stand{make_curves_panel(surfaces), std::move(snapshot), {width, 760}};
        stand.view.hidden_curves = {"LR"};
        stand.gui.frames(2);
        for (const char* entry : {"legend MLP", "legend LR", "legend band", "show all"}) {
            const Rect place = NullGui::place(entry);
            CHECK(place.max.x <= width);
            CHECK(place.max.y <= NullGui::place("plot 1").min.y);
        }
    }
}
