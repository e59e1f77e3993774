#include "core/figure/fan.h"
#include "core/figure/paper.h"
#include "core/figure/recording_canvas.h"
#include "tests/support/example_snapshot.h"
#include "tests/support/golden.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace reweigh {
namespace {

// Two variants; three weights of the first, two of the second; two seeds of each.
Snapshot swept() {
    std::vector<Replica> replicas;
    for (const auto& [variant, weight] : {std::pair{0, 4.0}, {0, 0.0}, {0, -4.0}, {1, 4.0}, {1, -4.0}})
        for (const std::uint64_t seed : {1, 2}) replicas.push_back({variant, weight, seed});
    Snapshot snapshot = example_snapshot(replicas);
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    scene->setup.variants = {"plain", "l2"};
    snapshot.scene = scene;
    snapshot.live.variants.resize(2);
    snapshot.live.variants[1].l2 = 1e-3;
    snapshot.edits = {{0, snapshot.live}};
    add_example_steps(snapshot, {0, 1, 10});
    add_example_curves(snapshot, ModelRole::Model, "errors",
                       [](int replica, double) { return replica < 2 ? 3.0 : 0.0; });
    add_example_curves(snapshot, ModelRole::Model, "offset",
                       [](int replica, double epoch) { return (replica - 4) / (10 + epoch); });
    for (const std::int64_t step : {0, 2, 20}) snapshot.keyframes.push_back({step, KeyframeReason::Figure});
    return snapshot;
}

CellGridOptions on_screen(Vec2 size = {1102, 676}, double pixel = 1) {
    CellGridOptions options;
    options.style.font_size = 13;
    options.room = {{0, 0}, size};
    options.pixel = pixel;
    return options;
}

double plane(const ViewRequest& request, Vec2 p) {
    return p.x + p.y - 0.1 * request.replica - (request.role == ModelRole::Model ? 0 : 0.2);
}

bool is_whole(double length, double pixel) {
    return std::abs(length / pixel - std::round(length / pixel)) < 1e-6;
}

std::vector<std::string> texts(const std::vector<Words>& words) {
    std::vector<std::string> found;
    for (const Words& each : words) found.push_back(each.text);
    return found;
}

bool says(const std::vector<Words>& words, const std::string& text) {
    const auto all = texts(words);
    return std::ranges::find(all, text) != all.end();
}

std::string drawn(const PanelPicture& panel) {
    RecordingCanvas canvas;
    draw_panel(panel, {}, canvas);
    return canvas.log();
}

}  // namespace

TEST_CASE("a fan has a column per weight from 1:256 to 256:1 and a row per variant, of the focus's seed") {
    const Snapshot snapshot = swept();
    CellGridOptions options = on_screen();
    options.focus = 3;  // seed 2
    const CellGrid grid = fan_grid(*snapshot.scene, options);
    CHECK(grid.rows == 2);
    CHECK(grid.columns == 3);
    REQUIRE(grid.cells.size() == 5);  // l2 has no 1:1
    const auto& replicas = snapshot.scene->setup.replicas;
    double last = -1;
    for (const GridCell& cell : grid.cells) {
        const Replica& replica = replicas[static_cast<std::size_t>(cell.replica)];
        CHECK(replica.seed == 2);
        CHECK(static_cast<int>(cell.row) == replica.variant);
        CHECK(replica.weight == -4 + 4 * static_cast<double>(cell.column));
        CHECK(static_cast<double>(10 * cell.row + cell.column) > last);
        last = static_cast<double>(10 * cell.row + cell.column);
        CHECK_FALSE(cell.step);
    }
}

TEST_CASE("cells of a screen lie on whole pixels, are of one size and stay in the room") {
    const Snapshot snapshot = swept();
    for (const double pixel : {1.0, 0.5, 1 / 1.5}) {
        const CellGridOptions options = on_screen({731, 402}, pixel);
        for (const CellGrid& grid : {fan_grid(*snapshot.scene, options),
                                     paper_grid(*snapshot.scene, std::vector<std::int64_t>{1, 10}, options)})
            for (const GridCell& cell : grid.cells) {
                for (const double place :
                     {cell.plot.min.x, cell.plot.min.y, cell.plot.max.x, cell.plot.max.y})
                    CHECK(is_whole(place, pixel));
                CHECK(cell.plot.width() == doctest::Approx(grid.cells.front().plot.width()));
                CHECK(cell.plot.width() == doctest::Approx(cell.plot.height()));  // as the data's box
                CHECK(cell.place.max.x <= 731);
            }
    }
}

TEST_CASE("a point finds the cell that holds it, captions included, and none between two") {
    const Snapshot snapshot = swept();
    const CellGrid grid = fan_grid(*snapshot.scene, on_screen());
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
        const GridCell& cell = grid.cells[i];
        CHECK(cell_at(grid, cell.plot.center()) == i);
        CHECK(cell_at(grid, {cell.plot.center().x, cell.plot.max.y + 8}) == i);
        CHECK_FALSE(cell_at(grid, {cell.plot.min.x - 3, cell.plot.center().y}));
    }
    CHECK_FALSE(cell_at(grid, {1, 1}));
    CHECK_FALSE(cell_at(grid, grid.plot(1, 1).center()));  // the cell that is not there
}

TEST_CASE("cells ask for grids of one size in few sizes, and for the lines of the companion") {
    const Snapshot snapshot = swept();
    std::set<int> sizes;
    for (const double width : {500.0, 700.0, 900.0, 1102.0}) {
        const CellGridOptions options = on_screen({width, 676});
        const auto views = cell_views(*snapshot.scene, fan_grid(*snapshot.scene, options), options);
        REQUIRE(views.size() == 10);
        for (const ViewRequest& view : views) {
            CHECK(view.world == snapshot.scene->data->area_box);
            CHECK_FALSE(view.step);
            if (view.role == ModelRole::Companion) CHECK(view.width == 2);
            if (view.role != ModelRole::Model) continue;
            CHECK(view.width == views.front().width);
            sizes.insert(view.width);
        }
    }
    for (const int size : sizes) {
        CHECK(size % 16 == 0);
        CHECK(size <= 128);
    }
}

TEST_CASE("what stands under a cell fits its width") {
    const Snapshot snapshot = swept();
    for (double width = 150; width < 900; width += 37) {
        const CellGrid grid = fan_grid(*snapshot.scene, on_screen({width, 5'000}));
        const double side = grid.cell.x;
        const CellCaptions expected = side >= 84   ? CellCaptions::Beside
                                      : side >= 39 ? CellCaptions::Stacked
                                                   : CellCaptions::None;
        CHECK(grid.captions == expected);
    }
    CHECK(paper_grid(*snapshot.scene, std::vector<std::int64_t>{1}, on_screen({300, 5'000})).captions ==
          CellCaptions::BothModels);
}

TEST_CASE("a fan says errors and offset of every cell, muted where there is none, and who is parked") {
    Snapshot snapshot = swept();
    snapshot.health[4].parked_at = 8;  // plain 1:16, seed 1
    const CellGridOptions options = on_screen();
    const CellGrid grid = fan_grid(*snapshot.scene, options);
    answer_views(snapshot, cell_views(*snapshot.scene, grid, options), plane);
    const SmallMultiples fan = build_fan(snapshot, grid, options);
    CHECK(texts(fan.heads) == std::vector<std::string>{"w+ : w\u2212", "1:16", "1:1", "16:1"});
    CHECK(says(fan.words, "plain"));
    CHECK(says(fan.words, "L2 1e-3"));
    CHECK(says(fan.words, "parked"));
    CHECK(says(fan.words, "\u22120.200"));  // replica 0 at epoch 10
    const auto errors = std::ranges::find(fan.words, std::string("3"), &Words::text);
    REQUIRE(errors != fan.words.end());
    CHECK(errors->style.weight == FontWeight::SemiBold);
    const auto none = std::ranges::find(fan.words, std::string("0"), &Words::text);
    REQUIRE(none != fan.words.end());
    CHECK(none->style.color == palette(Theme::Light).muted);
    REQUIRE(fan.panels.size() == 5);
    const auto lines = [](const PanelPicture& panel) {
        return std::ranges::count_if(
            panel.layers, [](const Layer& layer) { return std::holds_alternative<LineLayer>(layer); });
    };
    CHECK(lines(fan.panels[0]) > lines(fan.panels[1]));  // hatched
}

TEST_CASE("the names of a fan's weights keep apart, with 1:1 among them") {
    std::vector<Replica> replicas;
    for (int weight = -8; weight <= 8; ++weight) replicas.push_back({0, static_cast<double>(weight), 1});
    const Snapshot snapshot = example_snapshot(replicas);
    for (const double width : {1102.0, 676.0, 400.0}) {
        const CellGridOptions options = on_screen({width, 676});
        const CellGrid grid = fan_grid(*snapshot.scene, options);
        const SmallMultiples fan = build_fan(snapshot, grid, options);
        CHECK(says(fan.heads, "1:1"));
        for (std::size_t i = 2; i < fan.heads.size(); ++i)
            CHECK(fan.heads[i].at.x - fan.heads[i - 1].at.x >= 44);
    }
}

TEST_CASE("a cell of the paper's grid fills when training has passed its epoch, and never changes") {
    Snapshot snapshot = swept();
    const std::vector<std::int64_t> epochs{1, 10, 100};
    CellGridOptions options = on_screen({676, 676});
    options.variant = 0;
    const CellGrid grid = paper_grid(*snapshot.scene, epochs, options);
    REQUIRE(grid.cells.size() == 9);
    CHECK(snapshot.scene->setup.replicas[static_cast<std::size_t>(grid.cells[0].replica)].weight == 4);
    const auto answer = [&](Snapshot& run) {
        auto views = cell_views(*run.scene, grid, options);
        std::erase_if(views, [&](const ViewRequest& view) { return !is_kept(run, *view.step); });
        answer_views(run, views, plane);
    };
    answer(snapshot);
    const SmallMultiples before = build_paper(snapshot, epochs, grid, options);
    CHECK(before.panels[1].empty_note.empty());
    CHECK(before.panels[2].empty_note == "epoch 100");
    CHECK(before.panels[2].layers.empty());

    Snapshot later = swept();  // of the same run
    later.live.variants[0].l2 = 0.1;
    later.edits.push_back({20, later.live});
    later.step = 200;
    later.keyframes.push_back({200, KeyframeReason::Figure});
    later.readout_steps.append(200);
    answer(later);
    const SmallMultiples after = build_paper(later, epochs, grid, options);
    for (const std::size_t cell : {0, 1, 3, 4, 6, 7})
        CHECK(drawn(before.panels[cell]) == drawn(after.panels[cell]));
    CHECK(after.panels[2].empty_note.empty());
    CHECK_FALSE(after.panels[2].layers.empty());
    for (const Words& words : before.words) CHECK(says(after.words, words.text));
}

TEST_CASE("a fan's text log is the one looked at") {
    Snapshot snapshot = swept();
    FigureSpec spec;
    spec.kind = "fan";
    spec.name = "fan";
    spec.title = "Weights and variants";
    spec.width_mm = 120;
    auto views = views_needed(spec, *snapshot.scene, {});
    CHECK(views.size() == 10);
    for (ViewRequest& view : views) view.width = view.height = 2;
    answer_views(snapshot, views, plane);
    const Figure figure = build(spec, snapshot, {});
    CHECK(figure.panels.size() == 5);
    CHECK_FALSE(figure.rows.empty());
    RecordingCanvas canvas;
    draw(figure, canvas);
    CHECK(canvas.log() == golden("figure_fan.txt", canvas.log()));
}

}  // namespace reweigh
