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

TEST_CASE("an overview has the stage and four plots beside it, none over another, all inside") {
    Snapshot snapshot = example_snapshot({Replica{}});
    add_example_steps(snapshot, {0, 1, 10});
    for (const char* readout : {"area", "offset", "angle", "norm"})
        add_example_curves(snapshot, ModelRole::Model, readout,
                           [](int, double epoch) { return 1 / (1 + epoch); });
    FigureSpec spec;
    spec.kind = spec.name = "overview";
    spec.width_mm = 220;
    answer_views(snapshot, views_needed(spec, *snapshot.scene, {}),
                 [](const ViewRequest&, Vec2 at) { return at.x; });
    const Figure figure = build(spec, snapshot, {});
    REQUIRE(figure.panels.size() == 5);
    CHECK(figure.size.x == doctest::Approx(220 * 72 / 25.4));
    for (std::size_t i = 0; i < figure.panels.size(); ++i) {
        const Rect plot = figure.panels[i].plot;
        CHECK(plot.min.x >= 0);
        CHECK(plot.max.x <= figure.size.x);
        CHECK(plot.max.y < figure.size.y);
        for (std::size_t k = 0; k < i; ++k) CHECK_FALSE(overlap(plot, figure.panels[k].plot));
    }
    CHECK_FALSE(figure.rows.empty());
    RecordingCanvas canvas;
    draw(figure, canvas);
    CHECK(canvas.log().find("Offset") != std::string::npos);
}
