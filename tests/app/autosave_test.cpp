#include "app/autosave.h"

#include "app/saved_view.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/experiment/checkpoint.h"
#include "core/session/session.h"
#include "tests/support/folder.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace reweigh;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
    std::ranges::sort(names);
    return names;
}

std::size_t count_of(const fs::path& folder, const std::string& extension) {
    const auto names = names_in(folder);
    return static_cast<std::size_t>(
        std::ranges::count_if(names, [&](const std::string& name) { return name.ends_with(extension); }));
}

// A run and what saves it, without a window; the clock of the window moves when told.
struct Desk {
    explicit Desk(fs::path in) : folder(std::move(in)) {
        view.experiment = load_experiment("boundary/start");
        session.post(prepare(view.experiment));
        session.turn();
    }
    void train(std::int64_t steps) {
        session.post(Step{steps});
        do session.turn();
        while (session.is_busy());
    }
    // A turn of the window after so much time.
    void pass(std::chrono::seconds time) {
        now += time;
        if (const auto capture = autosave.when_due(*session.latest(), view, file, now))
            session.post(*capture);
        turn();
    }
    void leave() {
        if (const auto capture = autosave.before_leaving(*session.latest(), view, file))
            session.post(*capture);
        turn();
    }
    void turn() {
        session.turn();
        while (autosave.is_busy()) {
            autosave.look(*session.latest(), now);
            autosave.wait();
        }
    }

    fs::path folder, file;
    SessionOptions options{.thread = SessionOptions::Thread::None};
    Session session{options};
    ViewState view;
    Captures captures;
    Autosave autosave{{"test", folder, 60s}, captures};
    Clock::time_point now{};
};

}  // namespace

TEST_CASE("a run that trains is autosaved every minute of training, one that waits is not") {
    const TemporaryFolder folder;
    Desk desk(folder.path);
    desk.view.focus = 0;
    desk.file = "/home/user/own.safetensors";
    desk.session.post(SetPace{Pace::Full});
    desk.session.post(Run{});
    desk.session.turn();
    desk.pass(0s);
    for (int i = 0; i < 6; ++i) desk.pass(i < 5 ? 10s : 9s);
    CHECK(count_of(folder.path, ".safetensors") == 0);
    desk.pass(1s);
    CHECK(count_of(folder.path, ".safetensors") == 1);
    desk.session.post(Pause{});
    desk.session.turn();
    const std::int64_t step = desk.session.latest()->step;
    for (int i = 0; i < 100; ++i) desk.pass(10s);
    CHECK(count_of(folder.path, ".safetensors") == 1);
    desk.leave();

    const auto abandoned = find_abandoned(folder.path);
    CHECK_FALSE(abandoned);  // its window still lives
    const auto names = names_in(folder.path);
    REQUIRE(names.size() == 3);
    CHECK(names.back().ends_with(".lock"));
    const Checkpoint last = open_checkpoint(folder.path / names[1]);
    CHECK(last.current_run().record->step() == step);
    CHECK(last.current_run().experiment.id == "boundary/start");
    CHECK(saved_view(last.view).file == "/home/user/own.safetensors");
}

TEST_CASE("what did not change is not saved again") {
    const TemporaryFolder folder;
    Desk desk(folder.path);
    desk.leave();
    CHECK(names_in(folder.path).empty());  // nothing was trained
    desk.train(5);
    desk.leave();
    desk.leave();
    CHECK(count_of(folder.path, ".safetensors") == 1);
    Live live = desk.session.latest()->live;
    live.variants.front().importance = 3;
    desk.session.post(SetLive{live});
    desk.session.turn();
    desk.leave();
    CHECK(count_of(folder.path, ".safetensors") == 2);
}

TEST_CASE("the newest three of a window stay, and another window's are not touched") {
    const TemporaryFolder folder;
    Desk first(folder.path), second(folder.path);
    for (int i = 0; i < 5; ++i) {
        first.train(1);
        first.leave();
    }
    CHECK(count_of(folder.path, "-2.safetensors") == 0);
    CHECK(count_of(folder.path, "-3.safetensors") == 1);
    CHECK(count_of(folder.path, ".safetensors") == 3);
    for (int i = 0; i < 4; ++i) {
        second.train(1);
        second.leave();
    }
    CHECK(count_of(folder.path, ".safetensors") == 6);
    CHECK(count_of(folder.path, ".lock") == 2);
    first.autosave.settle();
    CHECK(count_of(folder.path, ".lock") == 1);
    CHECK(count_of(folder.path, ".safetensors") == 6);
    second.autosave.settle();
    CHECK(count_of(folder.path, ".safetensors") == 3);  // of all windows that ended in order
    CHECK(count_of(folder.path, ".lock") == 0);
    CHECK_FALSE(find_abandoned(folder.path));
}

TEST_CASE("what a window left that did not end in order is found, held, kept") {
    const TemporaryFolder folder;
    {
        Desk desk(folder.path);
        desk.train(3);
        desk.leave();
        desk.train(4);
        desk.leave();
    }
    {
        auto abandoned = find_abandoned(folder.path);
        REQUIRE(abandoned);
        REQUIRE(abandoned->files.size() == 2);
        CHECK(open_checkpoint(abandoned->files[0]).current_run().record->step() == 7);
        CHECK(open_checkpoint(abandoned->files[1]).current_run().record->step() == 3);
        CHECK(std::abs(std::difftime(std::time(nullptr), abandoned->ended())) < 60);
        CHECK_FALSE(find_abandoned(folder.path));  // another window leaves it alone
    }
    auto again = find_abandoned(folder.path);  // nobody dealt with it
    REQUIRE(again);
    const fs::path kept = keep(*again);
    again.reset();
    CHECK_FALSE(find_abandoned(folder.path));
    CHECK(open_checkpoint(kept).current_run().record->step() == 7);
    for (int i = 0; i < 4; ++i) {
        Desk other(folder.path);
        other.train(1);
        other.leave();
        other.autosave.settle();
    }
    CHECK(fs::exists(kept));
}

TEST_CASE("a lock without autosaves is nobody's") {
    const TemporaryFolder folder;
    folder.write("20261128-140102-77.lock", "");
    folder.write("notes.txt", "of somebody else");
    CHECK_FALSE(find_abandoned(folder.path));
    CHECK(names_in(folder.path) == std::vector<std::string>{"notes.txt"});
    CHECK_FALSE(find_abandoned(folder.path / "absent"));
}

TEST_CASE("an autosave that fails is told and tried again") {
    const TemporaryFolder folder;
    const fs::path blocked = folder.write("file", "in the way");
    Desk desk(blocked);
    desk.train(1);
    CHECK_THROWS_AS(desk.leave(), Error);
    fs::remove(blocked);
    desk.train(1);
    desk.leave();
    CHECK(count_of(blocked, ".safetensors") == 1);
}

TEST_CASE("a run that the next one has replaced is saved as it was left, one without a step is not") {
    const TemporaryFolder folder;
    Desk desk(folder.path);
    Snapshot untrained = *desk.session.latest();
    desk.session.post(prepare(desk.view.experiment));  // resets that the window does not know of yet
    desk.train(2);
    const auto before = desk.session.latest();
    desk.session.post(prepare(desk.view.experiment));
    desk.session.turn();
    REQUIRE(desk.session.latest()->run == 3);
    untrained.step = 1;
    for (const Snapshot* shown : {&std::as_const(untrained), before.get()}) {
        const auto capture = desk.autosave.before_leaving(*shown, desk.view, desk.file);
        REQUIRE(capture);
        desk.session.post(*capture);
        desk.turn();
        CHECK_FALSE(desk.autosave.is_busy());
        CHECK(count_of(folder.path, ".safetensors") == (shown == before.get() ? 1 : 0));
    }
    for (const fs::directory_entry& entry : fs::directory_iterator(folder.path)) {
        if (entry.path().extension() != ".safetensors") continue;
        const Checkpoint saved = open_checkpoint(entry.path());
        CHECK(saved.runs.size() == 1);
        CHECK(saved.current_run().run == 2);
        CHECK(saved.current_run().record->step() == 2);
    }
}

TEST_CASE("several who ask the trainer get their own answers, also across a new run") {
    const TemporaryFolder folder;
    Desk desk(folder.path);
    desk.train(2);
    Captures captures;
    const Capture first = captures.ask();
    desk.session.post(first);
    desk.session.post(prepare(desk.view.experiment));
    const Capture second = captures.ask();
    desk.session.post(second);
    desk.session.turn();
    const auto snapshot = desk.session.latest();
    CHECK(captures.take(second.number, *snapshot)->record->step() == 0);
    CHECK(captures.is_waiting());
    CHECK(captures.take(first.number, *snapshot)->record->step() == 2);
    CHECK_FALSE(captures.take(first.number, *snapshot));
    CHECK_FALSE(captures.is_waiting());
    desk.session.post(captures.ask());
    desk.session.turn();
    CHECK(desk.session.latest()->captured.size() == 1);  // what was taken is forgotten
}
