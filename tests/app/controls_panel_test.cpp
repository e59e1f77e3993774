#include "app/panels/live_draft.h"
#include "app/panels/live_panel.h"
#include "tests/app/panel_stand.h"

#include <doctest/doctest.h>

#include <map>

using namespace reweigh;

namespace {

constexpr Vec2 column{300, 1200};

PanelStand controls(Snapshot snapshot = example_snapshot({Replica{}})) {
    return {make_controls_panel(), std::move(snapshot), column};
}

void type_into(NullGui& gui, std::string_view label, std::string_view text) {
    gui.double_click(NullGui::middle(label));
    gui.type(text);
    gui.key("Enter");
    gui.frames(30);
}

void choose(NullGui& gui, std::string_view label, std::string_view word) {
    gui.click(NullGui::middle(label));
    gui.click(NullGui::middle(word));
}

struct Handling {
    std::function<void(NullGui&)> act;
    std::function<void(LiveParams&)> effect;
};

// How a person sets each live parameter, and what must arrive.
const std::map<std::string_view, Handling> handlings{
    {"importance",
     {[](NullGui& gui) {
          gui.drag(NullGui::slider_at("weight w+ : w\u2212", 0),
                   NullGui::slider_at("weight w+ : w\u2212", -4));
      },
      [](LiveParams& params) { params.importance = -4; }}},
    {"weight_scale",
     {[](NullGui& gui) { choose(gui, "scale", "mean = 1"); },
      [](LiveParams& params) { params.weight_scale = WeightScale::Mean; }}},
    {"reduction",
     {[](NullGui& gui) { choose(gui, "reduction", "R2  sum of w l"); },
      [](LiveParams& params) { params.reduction = Reduction::R2; }}},
    {"l2",
     {[](NullGui& gui) { gui.click(NullGui::middle("L2")); }, [](LiveParams& params) { params.l2 = 1e-3; }}},
    {"dropout",
     {[](NullGui& gui) { gui.click(NullGui::middle("dropout")); },
      [](LiveParams& params) { params.dropout = 0.5; }}},
    {"batch_norm",
     {[](NullGui& gui) { gui.click(NullGui::middle("batch norm")); },
      [](LiveParams& params) { params.batch_norm = true; }}},
    {"learning_rate",
     {[](NullGui& gui) { type_into(gui, "learning rate", "0.125"); },
      [](LiveParams& params) { params.learning_rate = 0.125; }}},
};

const Setup of_points;

}  // namespace

TEST_CASE("what is set in the panel is what is posted, for every live parameter") {
    for_each_param<LiveParams>([](const auto& row) {
        CAPTURE(row.key);
        if (!concerns(row.key, of_points)) return;
        REQUIRE(handlings.contains(row.key));
        const Handling& handling = handlings.at(row.key);
        PanelStand stand = controls();
        handling.act(stand.gui);
        LiveParams expected;
        handling.effect(expected);
        const auto* posted = stand.last_command<SetLive>();
        REQUIRE(posted);
        CHECK(posted->live.variants == std::vector{expected});
    });
}

TEST_CASE("controls do not jump back while an edit is on its way") {
    PanelStand stand = controls();
    stand.gui.click(NullGui::middle("L2"));
    stand.gui.click(NullGui::middle("batch norm"));  // the snapshot still has neither
    const auto* posted = stand.last_command<SetLive>();
    REQUIRE(posted);
    CHECK(posted->live.variants[0].l2 == 1e-3);
    CHECK(posted->live.variants[0].batch_norm);
}

TEST_CASE("a refused edit springs back") {
    PanelStand stand = controls();
    stand.gui.click(NullGui::middle("L2"));
    Snapshot next = stand.snapshot();
    next.refused = stand.last_command<SetLive>()->live;
    stand.outbox.settle(next);
    CHECK(stand.outbox.live(next) == next.live);
}

TEST_CASE("controls follow the run once the last edit has arrived") {
    PanelStand stand = controls();
    stand.gui.click(NullGui::middle("L2"));
    Snapshot next = stand.snapshot();
    next.live = stand.last_command<SetLive>()->live;
    stand.outbox.settle(next);
    next.live.variants[0].l2 = 0;  // a scripted edit takes it away again
    stand.show(next);
    stand.gui.click(NullGui::middle("L2"));
    CHECK(stand.last_command<SetLive>()->live.variants[0].l2 == 1e-3);
    CHECK(stand.commands.size() == 2);
}

TEST_CASE("a half-typed field changes nothing") {
    PanelStand stand = controls();
    stand.gui.double_click(NullGui::middle("learning rate"));
    stand.gui.type("0.5");
    CHECK(stand.commands.empty());
    SUBCASE("Escape leaves it") { stand.gui.key("Escape"); }
    SUBCASE("so does a click elsewhere") { stand.gui.click({150, 1190}); }
    stand.gui.frames(5);
    CHECK(stand.commands.empty());
    stand.gui.click(NullGui::middle("batch norm"));
    CHECK(stand.last_command<SetLive>()->live.variants[0].learning_rate == LiveParams{}.learning_rate);
}

TEST_CASE("a typed value out of range is refused and nothing is posted") {
    PanelStand stand = controls();
    type_into(stand.gui, "learning rate", "11");
    type_into(stand.gui, "hidden units", "2000");
    CHECK(stand.commands.empty());
    CHECK(!stand.view.draft);
}

TEST_CASE("a weight can be typed as a ratio") {
    PanelStand stand = controls();
    type_into(stand.gui, "weight w+ : w\u2212 value", "1:64");
    CHECK(stand.last_command<SetLive>()->live.variants[0].importance == -6);
}

TEST_CASE("the derived learning rate is one click away") {
    Snapshot snapshot = example_snapshot({Replica{}});
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    auto data = std::make_shared<Dataset>(*scene->data);
    data->sigma_max = 4;
    scene->data = data;
    snapshot.scene = scene;
    PanelStand stand = controls(snapshot);
    stand.gui.click(NullGui::middle("= 1/\u03c3max"));
    CHECK(stand.last_command<SetLive>()->live.variants[0].learning_rate == 0.25);
}

TEST_CASE("restart controls collect in a draft until Restart") {
    PanelStand stand = controls();
    type_into(stand.gui, "hidden units", "128");
    REQUIRE(stand.view.draft);
    stand.gui.click(NullGui::middle("LR beside it"));
    CHECK(stand.commands.empty());
    CHECK(stand.requests.empty());
    SUBCASE("and then go out together, with the live parameters as they are") {
        stand.gui.click(NullGui::middle("L2"));
        stand.gui.click(NullGui::middle("Restart"));
        const auto* restart = stand.last_request<Restart>();
        REQUIRE(restart);
        CHECK(std::get<MlpParams>(restart->experiment.setup.model).hidden == 128);
        CHECK(!restart->experiment.setup.companion);
        CHECK(restart->experiment.live.variants[0].l2 == 1e-3);
    }
    SUBCASE("or are thrown away") {
        stand.gui.click(NullGui::middle("Discard"));
        CHECK(!stand.view.draft);
        CHECK(stand.requests.empty());
    }
    SUBCASE("and the draft ends when everything is as it was") {
        stand.gui.click(NullGui::middle("LR beside it"));
        type_into(stand.gui, "hidden units", "64");
        CHECK(!stand.view.draft);
    }
}

TEST_CASE("another kind of data begins with its defaults") {
    PanelStand stand = controls();
    choose(stand.gui, "set", "moons");
    REQUIRE(stand.view.draft);
    CHECK(std::get<MoonsParams>(stand.view.draft->setup.data) == MoonsParams{});
}

TEST_CASE("a live parameter has a row where it means something") {
    Setup setup;
    const auto has_row = [&](std::string_view key) { return concerns(key, setup); };
    CHECK(has_row("batch_norm"));
    CHECK_FALSE(has_row("weighting"));
    setup.model = CnnParams{};
    CHECK_FALSE(has_row("batch_norm"));
    CHECK(has_row("weighting"));
    CHECK_FALSE(has_row("target_class"));
    setup.model = TenClassMlpParams{};
    CHECK(has_row("target_class"));
    setup.model = ResnetParams{};
    CHECK(has_row("batch_norm"));
}

TEST_CASE("the stop applies at once") {
    PanelStand stand = controls();
    stand.gui.click(NullGui::middle("Run"));
    type_into(stand.gui, "stop at epoch value", "500");
    const auto* posted = stand.last_command<SetStop>();
    REQUIRE(posted);
    CHECK(posted->stop.epochs == 500);
    CHECK(!stand.view.draft);
}

TEST_CASE("every control is reached by the keyboard") {
    PanelStand stand = controls();
    for (int i = 0; i < 60; ++i) {
        press_focus_key(FocusKey::Next);
        stand.gui.frame();
        press_focus_key(FocusKey::More);
        stand.gui.frame();
    }
    press_focus_key(FocusKey::Leave);
    const LiveParams reached = stand.last_command<SetLive>()->live.variants[0];
    for_each_param<LiveParams>([&](const auto& row) {
        CAPTURE(row.key);
        CHECK((reached.*row.member != LiveParams{}.*row.member) == concerns(row.key, of_points));
    });
}

TEST_CASE("an edit of all variants leaves alone what a variant keeps") {
    Snapshot snapshot = example_snapshot({Replica{0, 0, 1}, Replica{1, 0, 1}});
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    scene->setup.variants = {"plain", "l2"};
    snapshot.scene = scene;
    LiveParams own;
    own.l2 = 1e-3;
    snapshot.live.variants = {LiveParams{}, own};
    snapshot.edits = {{0, snapshot.live}};
    CHECK(kept_note(snapshot, {}, "l2") == "l2 keeps 1e-3");
    CHECK(kept_note(snapshot, {}, "dropout").empty());
    scene->setup.variants = {"plain", "a", "b", "c"};
    snapshot.live.variants = {LiveParams{}, own, own, own};
    snapshot.edits = {{0, snapshot.live}};
    CHECK(kept_note(snapshot, {}, "l2") == "3 keep theirs");

    PanelStand stand = controls(snapshot);
    stand.gui.click(NullGui::middle("dropout"));
    stand.gui.click(NullGui::middle("L2"));  // the first variant's, on
    stand.gui.click(NullGui::middle("L2"));  // and off
    const Live& live = stand.last_command<SetLive>()->live;
    CHECK(live.variants[0].l2 == 0);
    CHECK(live.variants[1].l2 == 1e-3);
    CHECK(live.variants[1].dropout == 0.5);
}
