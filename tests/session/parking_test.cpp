#include "core/session/trainer.h"
#include "tests/support/toy_run.h"

#include <doctest/doctest.h>

#include <cmath>

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
    CHECK(curve_of(*last, "norm").values.size() > 5);
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

}  // namespace reweigh
