#include "app/actions.h"

#include "app/input.h"

#include <doctest/doctest.h>

#include <set>

using namespace reweigh;

TEST_CASE("no key has two actions and no action two rows") {
    std::set<std::string> chords, names;
    std::set<ActionId> ids;
    for (const ActionRow& row : actions()) {
        CHECK_MESSAGE(ids.insert(row.id).second, row.name);
        CHECK_MESSAGE(names.insert(std::string(row.name)).second, row.name);
        for (const Chord& chord : row.chords)
            CHECK_MESSAGE(chords.insert(to_text(chord)).second, to_text(chord));
    }
    CHECK(ids.size() == static_cast<std::size_t>(ActionId::Quit) + 1);
}

TEST_CASE("every key of an action is one that the window can report") {
    for (const ActionRow& row : actions())
        for (const Chord& chord : row.chords) CHECK_MESSAGE(is_key_name(chord.key), to_text(chord));
}

TEST_CASE("actions are found by their keys") {
    CHECK(find_action({"Space"})->id == ActionId::PlayPause);
    CHECK(find_action({"R", false, true})->id == ActionId::ResetNextSeed);
    CHECK(find_action({"E", true, false})->id == ActionId::Export);
    CHECK(find_action({"E", true, true}) == nullptr);
    CHECK(to_text({"Delete"}) == "Del");
    CHECK(to_text({"E", true, false}) == "Ctrl E");
}
