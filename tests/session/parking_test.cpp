#include "core/session/edit_log.h"
#include "core/session/trainer.h"
#include "tests/support/toy_run.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace reweigh {
namespace {

using namespace std::chrono_literals;
using test::curve_of;
using test::is;
using test::toy_start;
using test::ToyRun;

}  // namespace

TEST_CASE("a replica that becomes non-finite is parked at the last scheduled keyframe, the others go on") {
    test::ToyTricks tricks;
    tricks.non_finite_at = {{2, 1'234}};
    ToyRun parked(test::toy_maker(tricks)), healthy;
    for (ToyRun* run : {&parked, &healthy}) run->train(toy_start(2'000, 3));
    const auto last = parked.latest();
    CHECK(is<Finished>(*last));
    CHECK(last->health[1].parked_at == 1'000);
    CHECK(last->health[1].companion_parked_at == 1'000);
    CHECK_FALSE(last->health[0].parked_at);
    REQUIRE(last->notices.size() == 2);
    CHECK(last->notices[0].sentence == "2:1, seed 2 became non-finite at step 1,234 (lr 0.045, L2 0).");
    CHECK(std::isnan(curve_of(*last, "norm", 1).values.back()));
    CHECK(std::isfinite(curve_of(*last, "norm", 0).values.back()));
    const EngineState a = parked.trainer().training().engine(ModelRole::Model).export_state();
    const EngineState b = healthy.trainer().training().engine(ModelRole::Model).export_state();
    CHECK(a.tensor("lr.b").values[0] == b.tensor("lr.b").values[0]);
    CHECK(a.tensor("lr.b").values[2] == b.tensor("lr.b").values[2]);
    CHECK(std::isfinite(a.tensor("lr.b").values[1]));
}

TEST_CASE("which replicas diverge and when does not depend on slices") {
    Start start = toy_start(2'000, 3);
    start.setup.model = MlpParams{8};
    start.setup.readouts = {"norm"};
    start.setup.variants = {"plain", "wild"};
    start.setup.replicas[1].variant = start.setup.replicas[2].variant = 1;
    start.live.variants.resize(2);
    start.edits = {{150, start.live}};
    start.edits[0].live.variants[1].learning_rate = 10;
    start.edits[0].live.variants[1].l2 = 1;  // decay 1 - 10: the weights grow ninefold a step
    std::vector<std::string> sentences;
    for (const bool in_single_steps : {false, true}) {
        ToyRun run(make_engine);
        run.post(start);
        run.post(SetPace{Pace::Full});
        if (!in_single_steps) run.post(Run{});
        for (int i = 0; i < 300; ++i) {
            if (in_single_steps) run.post(Step{1});
            run.settle();
        }
        const auto last = run.latest();
        CHECK(last->health[0].parked_at == std::nullopt);
        for (const ReplicaHealth& health : {last->health[1], last->health[2]}) {
            CHECK(health.parked_at == 178);
            CHECK(health.companion_parked_at == 178);
        }
        std::string& all = sentences.emplace_back();
        for (const Notice& notice : last->notices) all += notice.sentence + "\n";
        CHECK(last->notices.size() == 4);
    }
    CHECK(sentences[0].starts_with("wild "));
    CHECK(sentences[0].find("(lr 10, L2 1)") != std::string::npos);
    CHECK(sentences[0] == sentences[1]);
}

TEST_CASE("with every replica parked the run has failed") {
    test::ToyTricks tricks;
    tricks.non_finite_at = {{1, 40}};
    ToyRun run(test::toy_maker(tricks));
    run.train(toy_start(2'000));
    const auto last = run.latest();
    CHECK(std::get<Failed>(last->status).sentence ==
          "1:1, seed 1 became non-finite at step 40 (lr 0.045, L2 0).");
    CHECK(last->health[0].parked_at == 32);
    REQUIRE(last->notices.size() == 1);                             // of the model the failure itself tells
    CHECK(last->notices[0].sentence.starts_with("1:1, seed 1 ("));  // the companion
    CHECK(curve_of(*last, "norm").values.size() > 5);

    run.post(Fork{32, live_at(last->edits, 32)});
    run.settle();
    CHECK(is<Paused>(*run.latest()));
    CHECK(run.latest()->step == 32);
    CHECK_FALSE(run.latest()->health[0].parked_at);
}

TEST_CASE("the last of several replicas to be parked fails the run with its sentence") {
    test::ToyTricks tricks;
    tricks.non_finite_at = {{1, 40}, {2, 38}};
    ToyRun run(test::toy_maker(tricks));
    run.train(toy_start(2'000, 2));
    CHECK(std::get<Failed>(run.latest()->status).sentence ==
          "All 2 replicas are parked: 1:1, seed 1 became non-finite at step 40 (lr 0.045, L2 0).");
    CHECK(run.latest()->notices.size() == 4);
}

TEST_CASE("hundreds of replicas that diverge at once are parked with the work of a few engines") {
    constexpr int replicas = 600;
    std::size_t engines = 0, steps = 0;
    test::ToyTricks tricks;
    tricks.on_step = [&steps] { ++steps; };
    for (std::uint64_t seed = 1; seed <= replicas; ++seed) tricks.non_finite_at[seed] = 1'234;
    const auto counting = [&, make = test::toy_maker(tricks)](const EngineTask& task) {
        ++engines;
        return make(task);
    };
    ToyRun run(counting);
    Start start = toy_start(2'000, replicas);
    start.setup.readouts = {"errors"};  // the others would take most of the time
    run.train(start);
    const auto last = run.latest();
    CHECK(is<Failed>(*last));
    CHECK(last->notices.size() == 2 * replicas);
    for (const Notice& notice : last->notices)
        REQUIRE(notice.sentence.find("became non-finite at step 1,234 ") != std::string::npos);
    for (const ReplicaHealth& health : last->health) REQUIRE(health.parked_at == 1'000);
    CHECK(engines == 4);  // model, companion, and one each to find the step again
    // Keyframes lie at 1,000 and 1,334: once to there, and again at most what lies between them.
    CHECK(steps <= 2 * (1'334 + 334));
}

TEST_CASE("replicas that diverge at steps of their own are each told theirs, with two engines a replica") {
    constexpr int replicas = 60;
    std::size_t engines = 0, replica_steps = 0;
    test::ToyTricks tricks;
    for (std::uint64_t seed = 1; seed <= replicas; ++seed)
        tricks.non_finite_at[seed] = 1'001 + static_cast<std::int64_t>(7 * seed % 300);
    const auto counting = [&](const EngineTask& task) {
        ++engines;
        test::ToyTricks counted = tricks;
        counted.on_step = [&, size = task.setup.replicas.size()] { replica_steps += size; };
        return test::toy_maker(counted)(task);
    };
    ToyRun run(counting);
    Start start = toy_start(2'000, replicas);
    start.setup.companion.reset();
    start.setup.readouts = {"errors"};
    run.train(start);
    const auto last = run.latest();
    REQUIRE(last->notices.size() == replicas);
    std::vector<std::string> told, expected;
    for (const Notice& notice : last->notices) {
        const std::size_t seed = notice.sentence.find("seed "), step = notice.sentence.find(" (lr");
        told.push_back(notice.sentence.substr(seed, step - seed));
    }
    for (const auto& [seed, step] : tricks.non_finite_at)
        expected.push_back("seed " + std::to_string(seed) + " became non-finite at step 1," +
                           std::to_string(step).substr(1));
    std::ranges::sort(told);
    std::ranges::sort(expected);
    CHECK(told == expected);
    CHECK(engines <= 1 + 2 * replicas);
    CHECK(replica_steps <= replicas * (1'334 + 334));
}

TEST_CASE("hundreds of networks that the learning rate throws off are parked by the reference engine") {
    constexpr int replicas = 600;
    Start start = toy_start(2'000, replicas);
    start.setup.model = MlpParams{4};
    start.setup.companion.reset();
    start.setup.readouts = {"norm"};
    start.live.variants[0].learning_rate = 10;
    start.live.variants[0].l2 = 1;  // decay 1 - 10: the weights grow ninefold a step
    ToyRun run(make_engine);
    run.train(start);
    const auto last = run.latest();
    CHECK(std::get<Failed>(last->status).sentence.starts_with("All 600 replicas are parked: "));
    CHECK(last->notices.size() == replicas);
    for (const Curve& curve : last->curves) REQUIRE(std::isfinite(curve.values[0]));
}

}  // namespace reweigh
