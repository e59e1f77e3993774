#include "core/figure/edit_axis.h"

#include "core/figure/curves.h"
#include "tests/support/example_snapshot.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace reweigh;

namespace {

Snapshot edited_at(std::vector<std::int64_t> epochs, std::int64_t now) {
    Snapshot snapshot = example_snapshot({Replica{}});
    for (const std::int64_t epoch : epochs) snapshot.gestures.push_back(epoch * snapshot.steps_per_epoch);
    snapshot.step = now * snapshot.steps_per_epoch;
    return snapshot;
}

}  // namespace

TEST_CASE("without an edit the axis is the logarithm of the epoch") {
    const EditAxis axis(edited_at({}, 1000));
    for (const double epoch : {0.5, 1.0, 10.0, 733.0}) {
        CHECK(axis.place(epoch) == doctest::Approx(std::log10(epoch)));
        CHECK(axis.epoch(axis.place(epoch)) == doctest::Approx(epoch));
    }
    CHECK(std::isnan(axis.place(0)));
}

TEST_CASE("each edit begins a logarithm of its own where the one before ends") {
    const EditAxis axis(edited_at({1000, 1100}, 1200));
    CHECK(axis.place(1000) == doctest::Approx(3));
    CHECK(axis.place(1009) == doctest::Approx(4));
    CHECK(axis.place(1100) == doctest::Approx(3 + std::log10(101)));
    CHECK(axis.place(1199) == doctest::Approx(5 + std::log10(101)));
    double before = -1;
    for (double epoch = 1; epoch < 1300; epoch += 0.5) {
        CHECK(axis.place(epoch) > before);
        before = axis.place(epoch);
        CHECK(axis.epoch(before) == doctest::Approx(epoch));
    }
}

TEST_CASE("ticks count epochs from the start, then from each edit") {
    const auto ticks = EditAxis(edited_at({1000}, 1250)).ticks(1250);
    std::vector<std::string> texts;
    for (const Tick& tick : ticks) texts.push_back(tick.text);
    CHECK(texts == std::vector<std::string>{"1", "10", "100", "1,000", "+1", "+10", "+100"});
    CHECK(ticks[2].value == doctest::Approx(2));
    CHECK(ticks[5].value == doctest::Approx(3 + std::log10(11)));
}

TEST_CASE("own ticks that come too close lose their texts") {
    Axis axis;
    axis.low = 0;
    axis.high = 4;
    axis.own_ticks = {{0, "a"}, {1, "b"}, {1.1, "c"}, {3, "d"}, {9, "beyond"}};
    const auto found = ticks(axis, 400, 100);  // texts at least 50 apart
    REQUIRE(found.size() == 4);
    CHECK(found[1].text == "b");
    CHECK(found[2].text.empty());
    CHECK(found[3].text == "d");
}

TEST_CASE("curves from an edit give as much room to what follows as to what was before") {
    Snapshot snapshot = edited_at({1000}, 1000);
    add_example_steps(snapshot, {1, 10, 100, 1000, 1001, 1010, 1100, 1999});
    add_example_curves(snapshot, ModelRole::Model, "offset", [](int, double) { return 0.1; });
    CurvesOptions options;
    options.cell = {{0, 0}, {400, 140}};
    options.x = CurvesX::LogFromEdit;
    const PanelPicture plot = build_curves(snapshot, options);
    CHECK(plot.x.low == 0);
    CHECK(plot.x.high == doctest::Approx(6));
    CHECK(!plot.x.own_ticks.empty());
}
