#include "core/session/replay.h"

#include "core/base/philox.h"
#include "core/session/edit_log.h"
#include "tests/support/toy_run.h"

#include <doctest/doctest.h>

namespace reweigh {
namespace {

using namespace std::chrono_literals;
using test::hash_of;

Live random_live(RandomStream draw, std::uint32_t i) {
    const auto uniform = [&](std::uint32_t j) {
        return static_cast<double>(to_uniform(draw.word(8 * i + j)));
    };
    Live live;
    LiveParams& params = live.variants[0];
    params.importance = 16 * uniform(0) - 8;
    params.weight_scale = static_cast<WeightScale>(to_integer_below(draw.word(8 * i + 1), 3));
    params.reduction = static_cast<Reduction>(to_integer_below(draw.word(8 * i + 2), 3));
    params.l2 = 0.1 * uniform(3);
    params.dropout = 0.9 * uniform(4);
    params.batch_norm = uniform(5) < 0.5;
    params.learning_rate = 0.001 + 0.1 * uniform(6);
    return live;
}

// Sixty random edits at random times of a run; its log, replayed, must give its bits.
void check_replay(Start start, const EngineMaker& maker, std::uint64_t seed) {
    test::ToyRun run(maker);
    start.edits.push_back({777, random_live({99, RandomPurpose::Test, 0, 0}, 0)});
    run.post(start);
    run.post(SetPace{Pace::Full});
    run.post(Run{});
    const RandomStream draw{seed, RandomPurpose::Test, 0, 0};
    for (std::uint32_t i = 0; i < 60; ++i) {
        run.turns(static_cast<int>(to_integer_below(draw.word(8 * i + 7), 60)));
        run.pass(std::chrono::milliseconds(to_integer_below(draw.word(8 * i + 7), 900)));
        run.post(SetLive{random_live(draw, i)});
    }
    run.post(Pause{});
    run.settle();
    const auto last = run.latest();
    REQUIRE(last->step > 1'000);
    REQUIRE(last->edits.size() > 30);
    const Training again = replay(last->scene->setup, last->scene->data, last->edits, last->step, maker);
    for (const ModelRole role : {ModelRole::Model, ModelRole::Companion})
        CHECK(hash_of(again.engine(role).export_state()) ==
              hash_of(run.trainer().training().engine(role).export_state()));
}

}  // namespace

TEST_CASE("the live parameters of a step are those of the last edit up to it") {
    std::vector<Edit> edits(3);
    edits[1].step = 10, edits[1].live.variants[0].l2 = 0.1;
    edits[2].step = 20, edits[2].live.variants[0].l2 = 0.2;
    CHECK(live_at(edits, 0).variants[0].l2 == 0);
    CHECK(live_at(edits, 9).variants[0].l2 == 0);
    CHECK(live_at(edits, 10).variants[0].l2 == 0.1);
    CHECK(live_at(edits, 1'000).variants[0].l2 == 0.2);
}

TEST_CASE("a live run with edits at random times and the replay of its log have equal bits") {
    for (const std::uint64_t seed : {1, 2, 3})
        check_replay(test::toy_start(1'000'000, 3), test::toy_maker(), seed);
}

TEST_CASE("the reference engine replays a live run to the bit") {
    Start start = test::toy_start(1'000'000, 2);
    start.setup.model = MlpParams{8};
    start.setup.readouts = {"errors"};
    check_replay(start, make_engine, 4);
}

TEST_CASE("a run in which replicas were parked replays to the bit") {
    test::ToyTricks tricks;
    tricks.non_finite_at = {{1, 1'234}, {3, 50}};
    check_replay(test::toy_start(1'000'000, 3), test::toy_maker(tricks), 5);
}

}  // namespace reweigh
