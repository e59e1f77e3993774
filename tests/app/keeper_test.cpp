#include "app/keeper.h"

#include "app/question.h"
#include "core/base/error.h"
#include "core/experiment/checkpoint.h"
#include "tests/support/folder.h"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace reweigh;

namespace {

namespace fs = std::filesystem;

// A window's keeper over a run, its home in a folder of its own.
struct Desk {
    Desk() {
        ::setenv("REWEIGH_HOME", folder.path.c_str(), 1);
        keeper.emplace(Keeper::Options{"test", std::chrono::seconds(60), Keeper::Where::AtOnce}, session);
        view.experiment = load_experiment("boundary/start");
        session.post(prepare(view.experiment));
        train(130);
    }
    ~Desk() { ::unsetenv("REWEIGH_HOME"); }
    void train(std::int64_t steps) {
        session.post(Step{steps});
        do session.turn();
        while (session.is_busy());
    }
    void look() {
        for (int i = 0; i < 4; ++i) {
            session.turn();
            keeper->look(*session.latest(), view, {});
        }
    }
    std::optional<Request> answer(std::size_t choice) {
        return questions.passed(Answer{choice}, *session.latest(), view, *keeper);
    }
    // As if it had been trained for an hour.
    void ask(Request request) {
        Snapshot long_run = *session.latest();
        long_run.readout_seconds = {};
        for (std::size_t i = 0; i < long_run.readout_steps.size(); ++i) long_run.readout_seconds.append(3600);
        CHECK_FALSE(questions.passed(std::move(request), long_run, view, *keeper));
    }

    TemporaryFolder folder;
    SessionOptions options{.thread = SessionOptions::Thread::None};
    Session session{options};
    ViewState view;
    std::optional<Keeper> keeper;
    Questions questions;
};

}  // namespace

TEST_CASE("what a save comes before is done when it has ended well") {
    Desk desk;
    desk.ask(Close{});
    REQUIRE(desk.view.question);
    CHECK(desk.view.overlay == Overlay::Question);
    CHECK_FALSE(desk.answer(0));  // Save and close
    CHECK_FALSE(desk.view.question);
    desk.look();
    const auto message = desk.keeper->take();
    REQUIRE(message);
    CHECK(message->sentence.starts_with("Saved boundary-start.safetensors ("));
    const auto next = desk.questions.saved();
    REQUIRE(next);
    CHECK(std::holds_alternative<Close>(*next));
    CHECK_FALSE(desk.questions.saved());
    CHECK(open_checkpoint(desk.folder.path / "pictures/boundary-start.safetensors")
              .current_run()
              .record->step() == 130);
}

TEST_CASE("where the save fails nothing else is done") {
    Desk desk;
    desk.folder.write("pictures", "a file in the folder's place");
    desk.ask(Close{});
    CHECK_FALSE(desk.answer(0));
    desk.look();
    CHECK_THROWS_AS(desk.keeper->take(), Error);
    desk.questions.failed();
    CHECK_FALSE(desk.questions.saved());
}

TEST_CASE("other answers carry out their request, or nothing") {
    Desk desk;
    desk.ask(Close{});
    const auto wanted = desk.answer(1);
    REQUIRE(wanted);
    CHECK(std::holds_alternative<Close>(*wanted));
    desk.ask(Close{});
    CHECK_FALSE(desk.answer(2));
    CHECK_FALSE(desk.answer(0));  // nothing is asked any more
}

TEST_CASE("a file that is there is replaced when that was the answer, its former content stays") {
    Desk desk;
    const fs::path file = desk.folder.write("mine.safetensors", "something else");
    const auto asked = desk.questions.passed(SaveTo{file}, *desk.session.latest(), desk.view, *desk.keeper);
    CHECK_FALSE(asked);
    REQUIRE(desk.view.question);
    CHECK(desk.view.question->sentence ==
          "mine.safetensors exists. What it holds would stay as mine.safetensors~.");
    const auto wanted = desk.answer(0);
    REQUIRE(wanted);
    desk.keeper->save_as(std::get<SaveTo>(*wanted).file, *desk.session.latest(), desk.view);
    desk.look();
    CHECK(desk.keeper->take());
    CHECK(contents(file.string() + "~") == "something else");
    CHECK(open_checkpoint(file).current_run().record->step() == 130);
    // From now on it is the run's own file.
    CHECK(desk.keeper->file_of(desk.session.latest()->run) == file);
    CHECK(desk.questions.passed(SaveTo{file}, *desk.session.latest(), desk.view, *desk.keeper));
}

TEST_CASE("one file holds every run of the window, and all of them come back") {
    Desk desk;
    desk.view.experiments.insert_or_assign(desk.session.latest()->run, desk.view.experiment);
    Live live = desk.session.latest()->live;
    live.variants[0].l2 = 0.1;
    desk.session.post(Fork{50, live});
    desk.session.turn();
    desk.view.experiments.insert_or_assign(desk.session.latest()->run, desk.view.experiment);
    REQUIRE(desk.session.latest()->run == 2);
    const std::int64_t fork_step = desk.session.latest()->origin.step;
    const fs::path file = desk.folder.path / "both.safetensors";
    for (const bool whole : {false, true}) {
        desk.view.saves_history = whole;
        desk.keeper->save_as(file, *desk.session.latest(), desk.view);
        desk.look();
        REQUIRE(desk.keeper->take());
        const Checkpoint saved = open_checkpoint(file);
        REQUIRE(saved.runs.size() == 2);
        CHECK(saved.current == 2);
        CHECK(saved.runs[0].record->step() == 130);
        CHECK(saved.runs[1].origin == RunOrigin{1, fork_step});
        const std::size_t kept = saved.runs[0].record->keyframes.size();
        CHECK(kept == (whole ? desk.session.latest()->past.front()->record->keyframes.size() : 2));
    }

    Session session(desk.options);  // of a colleague
    PreparedRun run = open_run(file.string(), Experiment{});
    RunOnScreen screen;
    ViewState view;
    screen.expect(std::move(run.experiment), session.latest(), {}, std::move(run.others));
    session.post(std::get<Restore>(run.beginning));
    session.turn();
    CHECK(screen.follow(session.latest(), view));
    const auto shown = session.latest();
    CHECK(shown->run == 2);
    CHECK(shown->live == live);
    CHECK(shown->origin == RunOrigin{1, fork_step});
    REQUIRE(shown->past.size() == 1);
    CHECK(shown->past.front()->record->step() == 130);
    CHECK(view.experiments.contains(1));
    CHECK(view.experiments.contains(2));
}

TEST_CASE("a fork is saved to the file of the run that it branched off from") {
    Desk desk;
    const fs::path file = desk.folder.path / "mine.safetensors";
    desk.keeper->save_as(file, *desk.session.latest(), desk.view);
    desk.look();
    desk.session.post(Fork{50, desk.session.latest()->live});
    desk.look();
    REQUIRE(desk.session.latest()->run == 2);
    CHECK(desk.keeper->file_of(2) == file);
}

TEST_CASE("a recovered run has an autosave of its own before what was left is settled") {
    Desk desk;
    const fs::path autosaves = desk.folder.path / "state/autosave";
    desk.keeper->before_leaving(*desk.session.latest(), desk.view);
    desk.look();
    desk.keeper.emplace(Keeper::Options{"test", {}, Keeper::Where::AtOnce}, desk.session);  // a crash
    Session session(desk.options);  // of the next window
    session.post(prepare(desk.view.experiment));
    session.turn();
    Keeper next({"test", std::chrono::seconds(60), Keeper::Where::AtOnce}, session);
    Messages messages;
    const auto question = next.take_question(messages);
    REQUIRE(question);
    CHECK(question->choices.front().label == "Recover");
    auto run = next.recovered(*session.latest());
    REQUIRE(run);
    const auto left = [&] {
        std::size_t locks = 0;
        for (const auto& entry : fs::directory_iterator(autosaves))
            locks += entry.path().extension() == ".lock" ? 1U : 0U;
        return locks;
    };
    CHECK(left() == 1);
    session.post(std::get<Restore>(run->beginning));
    for (int i = 0; i < 4; ++i) {
        session.turn();
        next.look(*session.latest(), desk.view, {});
    }
    CHECK(left() == 1);  // its own now
    CHECK_FALSE(find_abandoned(autosaves));
    next.settle();
    CHECK(left() == 0);
}
