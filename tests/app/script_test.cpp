#include "app/script.h"

#include "core/base/error.h"
#include "tests/support/example_snapshot.h"
#include "tests/support/null_gui.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

using namespace reweigh;

namespace {

struct Stand {
    Snapshot snapshot = example_snapshot({Replica{}});
    ViewState view;
    Messages messages;
    std::deque<InputEvent> events;

    // All frames of a script, at most 100. The last turn.
    ScriptTurn play(Script script) {
        ScriptTurn last;
        for (int i = 0; i < 100 && !script.is_done(); ++i) {
            const ScriptTurn turn = script.advance({snapshot, view, messages}, events);
            if (turn.shot || turn.quit || turn.resize) last = turn;
        }
        return last;
    }
};

// One widget on screen.
void show_widget(std::string_view label, const RememberedWidget& widget) {
    remember_widget(label, widget);
    begin_widgets();
}

}  // namespace

TEST_CASE("a wrong verb or count of words is told with its line before anything runs") {
    CHECK(sentence_of([] { Script("a.txt", "frames 1\n\nclik \"Play\"\n"); }) ==
          "a.txt, line 3: unknown verb \"clik\".");
    CHECK(sentence_of([] { Script("a.txt", "click"); }) == "a.txt, line 1: \"click\" has 0 words behind it.");
}

TEST_CASE("a click moves, presses and releases, one a frame") {
    Stand stand;
    show_widget("Play", {.place = {{10, 10}, {30, 20}}});
    stand.play(Script("a", "click \"play\"  # whatever the case"));
    REQUIRE(stand.events.size() == 3);
    CHECK((std::get<PointerMoved>(stand.events[0]).at == Vec2{20, 15}));
    CHECK(std::get<ButtonChanged>(stand.events[1]).is_down);
    CHECK_FALSE(std::get<ButtonChanged>(stand.events[2]).is_down);
}

TEST_CASE("a slider is dragged to a value") {
    Stand stand;
    show_widget("weight", {.place = {{100, 0}, {260, 10}}, .low = -8, .high = 8});
    stand.play(Script("a", "drag weight -4"));
    REQUIRE(stand.events.size() > 3);
    CHECK((std::get<PointerMoved>(stand.events[stand.events.size() - 2]).at == Vec2{140, 5}));
}

TEST_CASE("what is not on screen or not as expected is told with the line") {
    Stand stand;
    show_widget("Pause", {});
    CHECK(sentence_of([&] { stand.play(Script("a", "click Pawse")); }) ==
          "a, line 1: no widget \"Pawse\" on screen; the nearest is \"Pause\".");
    CHECK(sentence_of([&] { stand.play(Script("a", "expect status Ready\nexpect status Failed")); }) ==
          "a, line 2: status is Ready.");
    CHECK(sentence_of([&] { stand.play(Script("a", "expect message Saved")); }) ==
          "a, line 1: the messages are.");
    stand.snapshot.step = 20;
    CHECK_NOTHROW(stand.play(Script("a", "expect epoch = 10\nexpect step >= 20\nexpect l2 < 1")));
    CHECK_FALSE(stand.play(Script("a", "until status Failed\nquit")).quit);
}

TEST_CASE("shots, sizes and the end are asked of the window") {
    Stand stand;
    CHECK(stand.play(Script("a", "shot b.png")).shot == "b.png");
    CHECK((stand.play(Script("a", "size 800 600")).resize == Vec2{800, 600}));
    CHECK(stand.play(Script("a", "quit")).quit);
}

TEST_CASE("a frame of input ends before what would change the meaning of a press") {
    std::deque<InputEvent> queue{PointerMoved{{1, 1}},
                                 ButtonChanged{0, true},
                                 PointerMoved{{2, 2}},
                                 ButtonChanged{0, false},
                                 KeyChanged{.key = "A", .is_down = true},
                                 TextTyped{U'a'}};
    CHECK(take_frame(queue).size() == 2);
    CHECK(take_frame(queue).size() == 2);
    CHECK(take_frame(queue).size() == 2);
    CHECK(queue.empty());
}
