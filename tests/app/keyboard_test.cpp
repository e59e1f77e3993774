#include "app/keyboard.h"

#include "app/widgets/focus.h"

#include <doctest/doctest.h>

using namespace reweigh;

namespace {

KeyChanged key(std::string name, bool control = false, bool shift = false) {
    return {std::move(name), true, control, shift, false, false};
}

const ActionRow* plain(Keyboard& keyboard, const InputEvent& event) {
    return keyboard.action_for(event, false, false);
}

}  // namespace

TEST_CASE("a text field owns plain keys and its own shortcuts, not the others") {
    Keyboard keyboard;
    CHECK(keyboard.action_for(key("Space"), true, false) == nullptr);
    CHECK(keyboard.action_for(key("L"), true, false) == nullptr);
    CHECK(keyboard.action_for(key("Z", true), true, false) == nullptr);
    CHECK(keyboard.action_for(key("E", true), true, false)->id == ActionId::Export);
}

TEST_CASE("held keys repeat only actions that may") {
    Keyboard keyboard;
    KeyChanged held = key("-");
    held.is_repeat = true;
    CHECK(plain(keyboard, held)->id == ActionId::WeightDown);
    held.key = "Space";
    CHECK(plain(keyboard, held) == nullptr);
}

TEST_CASE("signs that a layout puts elsewhere count as what was typed") {
    Keyboard keyboard;
    CHECK(plain(keyboard, key("8")) == nullptr);  // with AltGr a bracket in German
    CHECK(plain(keyboard, TextTyped{U'['})->id == ActionId::FocusPreviousWeight);
    CHECK(plain(keyboard, key("-"))->id == ActionId::WeightDown);
    CHECK_MESSAGE(plain(keyboard, TextTyped{U'-'}) == nullptr, "the key has acted already");
}

TEST_CASE("a list over the window leaves only what closes it or changes the window") {
    Keyboard keyboard;
    CHECK(keyboard.action_for(key("Space"), false, true) == nullptr);
    CHECK(keyboard.action_for(key("Escape"), true, true)->id == ActionId::BackToStage);
    CHECK(keyboard.action_for(key("Q", true), false, true)->id == ActionId::Quit);
}
