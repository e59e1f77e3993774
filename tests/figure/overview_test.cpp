#include "core/figure/recording_canvas.h"
#include "core/figure/spec.h"
#include "tests/support/example_snapshot.h"

#include <doctest/doctest.h>

using namespace reweigh;

namespace {

bool overlap(Rect a, Rect b) {
    constexpr double slack = 1e-6;
    return a.min.x < b.max.x - slack && b.min.x < a.max.x - slack && a.min.y < b.max.y - slack &&
           b.min.y < a.max.y - slack;
}

}  // namespace

namespace {

Snapshot trained() {
    Snapshot snapshot = example_snapshot({Replica{}});
    add_example_steps(snapshot, {0, 1, 10});
    for (const char* readout : {"area", "offset", "angle", "margin", "norm", "loss"})
        add_example_curves(snapshot, ModelRole::Model, readout,
                           [](int, double epoch) { return 1 / (1 + epoch); });
    return snapshot;
}

FigureSpec overview(double width_mm, std::vector<std::string> plots) {
    FigureSpec spec;
    spec.kind = spec.name = "overview";
    spec.width_mm = width_mm;
    spec.plots = std::move(plots);
    return spec;
}

void check_places(const FigureSpec& spec, const FigureOptions& options, std::size_t panels) {
    Snapshot snapshot = trained();
    answer_views(snapshot, views_needed(spec, *snapshot.scene, options),
                 [](const ViewRequest&, Vec2 at) { return at.x; });
    const Figure figure = build(spec, snapshot, options);
    REQUIRE(figure.panels.size() == panels);
    const double width_mm = options.width_mm > 0 ? options.width_mm : spec.width_mm;
    CHECK(figure.size.x == doctest::Approx(width_mm * 72 / 25.4));
    for (std::size_t i = 0; i < figure.panels.size(); ++i) {
        const Rect plot = figure.panels[i].plot;
        CHECK(plot.width() > 0.15 * figure.size.x);
        CHECK(plot.height() > 0);
        CHECK(plot.min.x >= 0);
        CHECK(plot.max.x <= figure.size.x);
        CHECK(plot.max.y < figure.size.y);
        for (std::size_t k = 0; k < i; ++k) CHECK_FALSE(overlap(plot, figure.panels[k].plot));
    }
    CHECK_FALSE(figure.rows.empty());
    RecordingCanvas canvas;
    draw(figure, canvas);
    for (std::size_t i = 1; i < figure.panels.size(); ++i)
        CHECK(canvas.log().find(figure.panels[i].title) != std::string::npos);
}

}  // namespace

TEST_CASE("an overview has the stage and its plots beside it or below, none over another, all inside") {
    check_places(overview(220, {}), {}, 5);
    check_places(overview(220, {"area", "offset", "angle", "margin", "norm", "loss"}), {}, 7);
    check_places(overview(220, {"loss", "offset", "norm"}), {}, 4);
    check_places(overview(220, {"offset"}), {}, 2);
    check_places(overview(85, {"area", "offset", "angle", "margin", "norm"}), {}, 6);
    check_places(overview(220, {"area", "offset"}), {.width_mm = 40}, 3);
    check_places(overview(220, {"area", "offset"}), {.font_pt = 24}, 3);
}

TEST_CASE("the plots of an overview share their x axis: its texts stand under the lowest ones") {
    Snapshot snapshot = trained();
    const Figure figure = build(overview(220, {"area", "offset", "angle", "margin", "norm"}), snapshot, {});
    std::vector<bool> has_texts;
    for (std::size_t i = 1; i < figure.panels.size(); ++i)
        has_texts.push_back(figure.panels[i].x.ticks == Ticks::Texts);
    CHECK(has_texts == std::vector<bool>{false, false, false, true, true});
}
