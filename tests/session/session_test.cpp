#include "core/session/session.h"

#include "tests/support/toy_run.h"

#include <doctest/doctest.h>

namespace reweigh {
namespace {

using namespace std::chrono_literals;
using test::is;
using test::toy_maker;
using test::toy_start;

// Waits for what must come; a minute is never needed.
std::shared_ptr<const Snapshot> await(const Session& session,
                                      const std::function<bool(const Snapshot&)>& has) {
    const auto deadline = Clock::now() + 60s;
    for (;;) {
        auto latest = session.latest();
        if (has(*latest)) return latest;
        REQUIRE(Clock::now() < deadline);
        std::this_thread::sleep_for(1ms);
    }
}

Start light_start(std::int64_t epochs = 1'000'000) {
    Start start = toy_start(epochs);
    start.setup.readouts = {"norm"};
    return start;
}

}  // namespace

TEST_CASE("without a thread a session trains when it is told to turn") {
    Session session({.thread = SessionOptions::Thread::None, .make_engine = toy_maker()});
    CHECK_FALSE(session.is_busy());
    session.post(light_start(500));
    CHECK(session.is_busy());
    session.turn();
    CHECK(is<Ready>(*session.latest()));
    session.post(SetPace{Pace::Full});
    session.post(Run{});
    while (session.is_busy()) session.turn();
    CHECK(session.latest()->step == 1'000);
    CHECK(std::get<Finished>(session.latest()->status).reason == "500 epochs reached.");
}

TEST_CASE("every command is applied once: 1000 steps from two threads are 1000 steps") {
    Session session({.thread = SessionOptions::Thread::None, .make_engine = toy_maker()});
    session.post(light_start());
    const auto post = [&] {
        for (int i = 0; i < 500; ++i) session.post(Step{1});
    };
    {
        const std::jthread first(post), second(post);
        while (session.latest()->step < 1'000) session.turn();
    }
    while (session.is_busy()) session.turn();
    CHECK(session.latest()->step == 1'000);
}

TEST_CASE("the threads and slices of a session do not change a bit") {
    std::vector<std::vector<double>> curves;
    for (const auto thread : {SessionOptions::Thread::Own, SessionOptions::Thread::None})
        for (const int threads : {1, 2}) {
            Session session({.thread = thread, .threads = threads});
            Start start = toy_start(3'000, 3);
            start.setup.model = MlpParams{8};
            start.setup.readouts = {"norm"};
            session.post(start);
            session.post(SetPace{Pace::Full});
            session.post(Run{});
            while (thread == SessionOptions::Thread::None && session.is_busy()) session.turn();
            const auto last = await(session, [](const Snapshot& s) { return is<Finished>(s); });
            std::vector<double>& values = curves.emplace_back();
            for (const Curve& curve : last->curves)
                for (std::size_t i = 0; i < curve.values.size(); ++i) values.push_back(curve.values[i]);
        }
    CHECK(curves[0].size() > 100);
    for (const std::vector<double>& other : curves) CHECK(other == curves[0]);
}

TEST_CASE("a failing engine fails its run with a sentence, keeps the history, and the next start works") {
    test::ToyTricks tricks;
    tricks.throws_at = 100;
    bool broken = true;
    Session session({.make_engine = [&](const EngineTask& task) {
        return toy_maker(broken ? tricks : test::ToyTricks{})(task);
    }});
    session.post(light_start(1'000));
    session.post(SetPace{Pace::Full});
    session.post(Run{});
    const auto failed = await(session, [](const Snapshot& s) { return is<Failed>(s); });
    CHECK(std::get<Failed>(failed->status).sentence == "Training stopped at step 100: the toy is broken.");
    CHECK(failed->readout_steps.size() > 20);
    session.post(Run{});
    session.post(Step{});
    session.post(Look{{{.step = 10, .world = {{-1, -1}, {1, 1}}, .width = 8, .height = 8}}});
    const auto looked = await(session, [](const Snapshot& s) { return !s.views.empty(); });
    CHECK(is<Failed>(*looked));
    CHECK(looked->views[0].step == 10);
    broken = false;
    session.post(light_start(1'000));
    session.post(Run{});
    const auto finished = await(session, [](const Snapshot& s) { return is<Finished>(s); });
    CHECK(finished->step == 2'000);
    CHECK(finished->run == 2);
}

TEST_CASE("a start that cannot be trained says why and the next one works") {
    Session session({.make_engine = toy_maker()});
    Start start = light_start();
    start.setup.readouts = {"ofset"};
    session.post(start);
    const auto failed = await(session, [](const Snapshot& s) { return is<Failed>(s); });
    CHECK(std::get<Failed>(failed->status).sentence.starts_with("Unknown read-out \"ofset\""));
    start.setup.readouts = {};
    start.data.reset();
    session.post(start);
    await(session, [](const Snapshot& s) {
        return is<Failed>(s) &&
               std::get<Failed>(s.status).sentence.starts_with("There is nothing to train on");
    });
    session.post(light_start());
    CHECK(await(session, [](const Snapshot& s) { return is<Ready>(s); })->run == 1);
}

TEST_CASE("a session ends promptly in the middle of long steps") {
    test::ToyTricks tricks;
    tricks.step_time = 50ms;
    const auto begin = [&] {
        Session session({.make_engine = toy_maker(tricks)});
        session.post(light_start());
        session.post(SetPace{Pace::Full});
        session.post(Run{});
        await(session, [](const Snapshot& s) { return s.step > 0; });
        return Clock::now();
    }();
    CHECK(Clock::now() - begin < 1s);
}

TEST_CASE("a paused session sleeps until a command comes, and wakes up for it") {
    Session session({.make_engine = toy_maker()});
    session.post(light_start());
    session.post(Step{5});
    await(session, [](const Snapshot& s) { return s.step == 5; });
    session.post(Step{5});
    await(session, [](const Snapshot& s) { return s.step == 10; });
}

}  // namespace reweigh
