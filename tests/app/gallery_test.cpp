#include "app/gallery.h"

#include "tests/support/folder.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <algorithm>

using namespace reweigh;

namespace {

// Files of the user lie in a folder of the test's own.
class OwnHome {
public:
    OwnHome() { ::setenv("REWEIGH_HOME", folder.path.c_str(), 1); }
    ~OwnHome() { ::unsetenv("REWEIGH_HOME"); }
    OwnHome(const OwnHome&) = delete;
    OwnHome& operator=(const OwnHome&) = delete;

    void write(const std::string& name, const std::string& members, const std::string& epochs = "2") const {
        folder.write("experiments/" + name + ".json",
                     R"({"extends": "boundary/start", "data": {"count": 16}, "stop": {"epochs": )" + epochs +
                         "}" + members + "}");
    }
    TemporaryFolder folder;
};

const CardState& state_of(const Gallery& gallery, const std::string& id) {
    REQUIRE(gallery.cards());
    const auto found = std::ranges::find(*gallery.cards(), id, &GalleryCard::id);
    REQUIRE(found != gallery.cards()->end());
    return found->state;
}

}  // namespace

TEST_CASE("a figure is made once: the next window finds it in the cache, another program makes its own") {
    const OwnHome home;
    home.write("own/tiny", "");
    Gallery gallery("1.0", Gallery::Where::AtOnce);
    gallery.open();
    CHECK(std::holds_alternative<NotMade>(state_of(gallery, "own/tiny")));
    gallery.make("own/tiny");
    const auto message = gallery.look();
    REQUIRE(message);
    CHECK(message->sentence == "Made the figure of own/tiny.");
    const auto& made = std::get<MadeFigure>(state_of(gallery, "own/tiny"));
    CHECK(made.thumbnails[0]->width >= 500);
    CHECK(made.thumbnails[0]->values != made.thumbnails[1]->values);

    Gallery next("1.0", Gallery::Where::AtOnce);
    next.open();
    CHECK(std::get<MadeFigure>(state_of(next, "own/tiny")).thumbnails[0]->values ==
          made.thumbnails[0]->values);
    Gallery other("1.1", Gallery::Where::AtOnce);
    other.open();
    CHECK(std::holds_alternative<NotMade>(state_of(other, "own/tiny")));
    home.write("own/tiny", R"(, "seed": 2)");
    Gallery changed("1.0", Gallery::Where::AtOnce);
    changed.open();
    CHECK(std::holds_alternative<NotMade>(state_of(changed, "own/tiny")));
}

TEST_CASE("a cache that is broken is none") {
    const OwnHome home;
    home.write("own/tiny", "");
    Gallery gallery("1.0", Gallery::Where::AtOnce);
    gallery.open();
    gallery.make("own/tiny");
    gallery.look();
    for (const char* name : {"own-tiny.json", "own-tiny-light.png"}) {
        home.folder.write(std::string("cache/gallery/") + name, "{");
        Gallery next("1.0", Gallery::Where::AtOnce);
        next.open();
        CHECK(std::holds_alternative<NotMade>(state_of(next, "own/tiny")));
        next.make("own/tiny");
        REQUIRE(next.look());
    }
}

TEST_CASE("what cannot be made keeps its sentence on the card, and can be tried again") {
    const OwnHome home;
    home.write("own/wild", R"(, "live": {"learning_rate": 10, "l2": 1})", "100");
    Gallery gallery("1.0", Gallery::Where::AtOnce);
    gallery.open();
    gallery.make("own/wild");
    const auto message = gallery.look();
    REQUIRE(message);
    CHECK(message->tone == Tone::Problem);
    CHECK(std::get<NotMakeable>(state_of(gallery, "own/wild")).sentence.find("became non-finite") !=
          std::string::npos);
    gallery.make("own/wild");
    CHECK(gallery.look());
}

TEST_CASE("a cancelled figure is not made and leaves no file") {
    const OwnHome home;
    home.write("own/long", "", "100000000");
    Gallery gallery("1.0", Gallery::Where::Beside);
    gallery.open();
    while (!gallery.cards()) gallery.look();
    gallery.make("own/long");
    gallery.make("boundary/fig1");
    CHECK(std::holds_alternative<Waiting>(state_of(gallery, "boundary/fig1")));
    gallery.cancel("boundary/fig1");
    CHECK(std::holds_alternative<NotMade>(state_of(gallery, "boundary/fig1")));
    gallery.cancel("own/long");
    while (gallery.is_busy()) gallery.look();
    CHECK(std::holds_alternative<NotMade>(state_of(gallery, "own/long")));
    CHECK_FALSE(std::filesystem::exists(home.folder.path / "cache/gallery/own-long.json"));
}
