#include "core/base/philox.h"
#include "core/config/text.h"
#include "core/session/replay.h"
#include "core/state/run_record.h"
#include "tests/support/folder.h"
#include "tests/support/sentence.h"
#include "tests/support/toy_run.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

namespace reweigh {
namespace {

using test::hash_of;
using test::is;
using test::ToyRun;

std::shared_ptr<const RunRecord> capture(ToyRun& run, History history = History::Recent) {
    run.post(Capture{7, history});
    run.turn();
    REQUIRE_FALSE(run.latest()->captured.empty());
    CHECK(run.latest()->captured.back().number == 7);
    return run.latest()->captured.back().record;
}

std::pair<std::uint64_t, std::uint64_t> bits_of(const Training& training) {
    return {hash_of(training.engine(ModelRole::Model).export_state()),
            hash_of(training.engine(ModelRole::Companion).export_state())};
}

void train_until(ToyRun& run, std::int64_t step) {
    const std::int64_t at = run.latest()->step;
    if (step <= at) return;
    run.post(Step{step - at});
    run.settle();
}

Start small_start(EngineChoice engine) {
    Start start = test::toy_start(1'000'000, 2);
    start.setup.engine = engine;
    start.setup.model = MlpParams{8};
    start.setup.optimizer = SgdParams{3};
    return start;
}

// Each takes seconds under a sanitizer.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint32_t stops = 5;
#else
constexpr std::uint32_t stops = 50;
#endif

// Stopped at random steps, with random edits before and after.
void check_resuming(EngineChoice engine) {
    const RandomStream draw{12, RandomPurpose::Test, 0, 0};
    for (std::uint32_t i = 0; i < stops; ++i) {
        CAPTURE(i);
        const auto stop = static_cast<std::int64_t>(1 + to_integer_below(draw.word(4 * i), 700));
        const auto first_edit = static_cast<std::int64_t>(to_integer_below(draw.word(4 * i + 1), 700));
        const auto second_edit = static_cast<std::int64_t>(to_integer_below(draw.word(4 * i + 2), 700));
        std::vector<std::pair<std::int64_t, Live>> edits{{first_edit, test::with_l2(0.01)},
                                                         {second_edit, test::with_l2(0.2)}};
        edits[1].second.variants[0].dropout = 0.3;
        std::ranges::stable_sort(edits, {}, &std::pair<std::int64_t, Live>::first);
        const auto drive = [&](ToyRun& run, std::int64_t from, std::int64_t to) {
            for (const auto& [step, live] : edits)
                if (step >= from && step < to) {
                    train_until(run, step);
                    run.post(SetLive{live});
                }
            train_until(run, to);
        };
        ToyRun whole(make_engine), first(make_engine), second(make_engine);
        whole.post(small_start(engine));
        drive(whole, 0, 800);
        first.post(small_start(engine));
        drive(first, 0, stop);
        second.post(Restore{capture(first)});
        second.settle();
        CHECK(second.latest()->step == stop);
        drive(second, stop, 800);
        CHECK(bits_of(second.trainer().training()) == bits_of(whole.trainer().training()));
        const auto a = whole.latest(), b = second.latest();
        CHECK(b->edits == a->edits);
        REQUIRE(b->readout_steps.size() >= a->readout_steps.size());
        const Curve &left = test::curve_of(*a, "loss"), &right = test::curve_of(*b, "loss");
        for (std::size_t k = 0, j = 0; k < a->readout_steps.size(); ++k) {
            while (b->readout_steps[j] < a->readout_steps[k]) ++j;
            REQUIRE(b->readout_steps[j] == a->readout_steps[k]);
            CHECK(right.values[j] == left.values[k]);
        }
    }
}

}  // namespace

TEST_CASE("a run that was restored from its record goes on as one that never stopped") {
    for (const EngineChoice engine : {EngineChoice::Reference, EngineChoice::Fused}) {
        CAPTURE(word_of(engine));
        check_resuming(engine);
    }
}

TEST_CASE("a record holds what resuming and its check need, or every keyframe") {
    ToyRun run;
    run.train(test::toy_start(2'000));
    const auto recent = capture(run), all = capture(run, History::All);
    CHECK(all->keyframes.size() > recent->keyframes.size());
    CHECK(recent->keyframes.size() >= 2);
    CHECK(recent->step() == 4'000);
    CHECK(recent->finished == "2,000 epochs reached.");
    CHECK(all->bytes() > recent->bytes());
    ToyRun again;
    again.post(Restore{recent});
    again.settle();
    CHECK(is<Finished>(*again.latest()));
    again.post(SetPace{Pace::Full});
    again.post(Run{});
    again.turns(50);
    CHECK(again.latest()->step > 4'000);
}

TEST_CASE("a record is replayed from a keyframe or from the start, and a changed weight is found") {
    test::ToyTricks tricks;
    tricks.non_finite_at = {{2, 40}};
    const EngineMaker maker = test::toy_maker(tricks);
    ToyRun run(maker);
    Start start = test::toy_start(2'000, 3);
    start.edits = {{90, test::with_l2(0.5)}, {3'500, test::with_l2(0)}};
    run.train(start);
    for (const History history : {History::Recent, History::All}) {
        const auto record = capture(run, history);
        const std::int64_t origin = replay_origin(*record).value();
        CHECK(origin == 2'371);  // the last of 8 per decade that lies 1,280 steps before 4,000
        CHECK(!replay_origin(*record, 1'000));
        for (const std::int64_t from : {origin, std::int64_t{0}}) {
            const auto compared = compare_replay(*record, from, maker, 1, [](std::int64_t) { return true; });
            REQUIRE(compared);
            CHECK(compared->from == from);
            CHECK(compared->to == 4'000);
            CHECK(compared->values == 2 * 3 * 3);
            CHECK(compared->different == 0);
        }
    }
    RunRecord changed = *capture(run);
    Keyframe last = *changed.keyframes.back().load();
    last.companion->tensors[0].values[2] += 0.5f;
    changed.keyframes.back() = {std::make_shared<const Keyframe>(last), KeyframeReason::Last};
    const auto compared = compare_replay(changed, 0, maker, 1, [](std::int64_t) { return true; });
    CHECK(compared->different == 1);
    CHECK(compared->largest == doctest::Approx(0.5));
    CHECK(!compare_replay(changed, 0, maker, 1, [](std::int64_t step) { return step < 100; }));
}

TEST_CASE("of a GPU's run the last steps are replayed for which there is a bound") {
    ToyRun run;
    run.post(test::toy_start(1'000'000, 2));
    train_until(run, 3'930);
    run.post(SetLive{test::with_l2(0.5)});
    train_until(run, 4'000);
    RunRecord record = *capture(run);
    CHECK(replay_origin(record) == 2'371);
    const auto as_of = [&](Precision precision) {
        Scene scene = *record.scene;
        scene.gpu_precision = precision;
        record.scene = std::make_shared<const Scene>(scene);
    };
    as_of(Precision::Bf16);
    CHECK(replay_origin(record) == 2'371);
    as_of(Precision::Fp32);
    CHECK(replay_origin(record) == 3'930);  // of an edit
    CHECK(replay_origin(record, 70) == 3'930);
    CHECK_FALSE(replay_origin(record, 69));
    const auto moved = [&](float factor) {
        RunRecord changed = record;
        Keyframe last = *changed.keyframes.back().load();
        for (Tensor& tensor : last.model.tensors)
            for (std::size_t i = tensor.values.size() / 2; i < tensor.values.size(); ++i)
                tensor.values[i] *= factor;  // of the second replica
        changed.keyframes.back() = {std::make_shared<const Keyframe>(last), KeyframeReason::Last};
        return compare_replay(changed, 3'930, test::toy_maker(), 1, [](std::int64_t) { return true; })
            .value();
    };
    CHECK(moved(1).different == 0);
    CHECK(moved(1.00005f).distance == doctest::Approx(5e-5).epsilon(0.01));
    CHECK(verdict_of(moved(1.00005f)) == ReplayVerdict::Pass);
    CHECK(verdict_of(moved(1.0002f)) == ReplayVerdict::Fail);
    as_of(Precision::Tf32);
    CHECK(verdict_of(moved(1.0002f)) == ReplayVerdict::Pass);
}

TEST_CASE("a GPU's run that comes to its limit can be replayed within a bound") {
    const auto trained = [](std::optional<Precision> precision) {
        test::ToyTricks tricks;
        tricks.gpu_precision = precision;
        ToyRun run(test::toy_maker(tricks));
        run.train(test::toy_start(2'000));
        return capture(run);
    };
    const auto record = trained(Precision::Tf32), of_processor = trained({});
    CHECK(record->step() == 4'000);
    CHECK(replay_origin(*record) == 3'900);
    CHECK(replay_origin(*trained(Precision::Bf16)) == 2'371);
    CHECK(hash_of(record->keyframes.back().load()->model) ==
          hash_of(of_processor->keyframes.back().load()->model));
    const auto compared =
        compare_replay(*record, 3'900, test::toy_maker(), 1, [](std::int64_t) { return true; });
    CHECK(compared->different == 0);
    CHECK(compared->gate() == 0.05);
}

TEST_CASE("a GPU's record keeps the keyframes from which its end has a bound") {
    Start start = test::toy_start();
    start.setup.pinned_epochs = {1'960, 1'970};
    ToyRun run;
    run.post(start);
    train_until(run, 4'000);
    RunRecord record = *capture(run, History::All);
    Scene scene = *record.scene;
    scene.gpu_precision = Precision::Fp32;
    record.scene = std::make_shared<const Scene>(scene);
    drop_old_keyframes(record);
    CHECK(replay_origin(record) == 3'920);
}

TEST_CASE("replicas that were parked stay parked in a restored run, and scripted edits still come") {
    test::ToyTricks tricks;
    tricks.non_finite_at = {{2, 40}};
    Start start = test::toy_start(1'000'000, 3);
    start.edits = {{90, test::with_l2(0.5)}};
    ToyRun whole(test::toy_maker(tricks)), first(test::toy_maker(tricks)), second(test::toy_maker(tricks));
    whole.post(start);
    train_until(whole, 200);
    first.post(start);
    train_until(first, 77);
    second.post(Restore{capture(first)});
    second.settle();
    CHECK(second.latest()->health[1].parked_at == first.latest()->health[1].parked_at);
    CHECK(second.trainer().training().is_parked(ModelRole::Model, 1));
    train_until(second, 200);
    CHECK(bits_of(second.trainer().training()) == bits_of(whole.trainer().training()));
    CHECK(second.latest()->edits == whole.latest()->edits);
}

TEST_CASE("a fork without an edit gives the parent's bits and knows where it comes from") {
    ToyRun parent, child;
    for (ToyRun* run : {&parent, &child}) run->train(test::toy_start(100, 2));
    const auto before = child.latest();
    const KeyframeMark at = before->keyframes[before->keyframes.size() / 2];
    child.post(Fork{at.step, before->live});
    child.settle();
    CHECK(child.latest()->run == before->run + 1);
    CHECK(child.latest()->origin == RunOrigin{before->run, at.step});
    CHECK(child.latest()->step == at.step);
    CHECK(is<Paused>(*child.latest()));
    REQUIRE(child.latest()->past.size() == 1);
    CHECK(child.latest()->past[0]->run == before->run);
    CHECK(child.latest()->past[0]->record->step() == 200);
    train_until(child, 200);
    CHECK(bits_of(child.trainer().training()) == bits_of(parent.trainer().training()));
    CHECK(test::curve_of(*child.latest(), "loss").values.back() ==
          test::curve_of(*parent.latest(), "loss").values.back());
}

TEST_CASE("a fork under other parameters is the run that had them from that step on") {
    ToyRun run;
    run.train(test::toy_start(100));
    const std::int64_t step = run.latest()->keyframes[run.latest()->keyframes.size() - 3].step;
    run.post(Fork{step, test::with_l2(0.3)});
    run.settle();
    train_until(run, 180);
    const auto last = run.latest();
    CHECK(last->edits == std::vector<Edit>{{0, Live{}}, {step, test::with_l2(0.3)}});
    const Training again =
        replay(last->scene->setup, last->scene->data, last->edits, last->step, test::toy_maker());
    CHECK(bits_of(again) == bits_of(run.trainer().training()));
}

TEST_CASE("a fork under parameters that cannot be trained with changes nothing") {
    ToyRun run;
    run.train(test::toy_start(10));
    Live bad;
    bad.variants[0].learning_rate = -1;
    run.post(Fork{5, bad});
    run.settle();
    CHECK(run.latest()->run == 1);
    CHECK(run.latest()->notices.size() == 1);
    CHECK(run.latest()->past.empty());
}

TEST_CASE("a run that was left can come back; the eighth before is forgotten, an untrained one never kept") {
    ToyRun run;
    for (int i = 0; i < 10; ++i) {
        run.train(test::toy_start(10 + i));
        run.post(test::toy_start(1));  // Ready, nothing trained
        run.settle();
    }
    const auto last = run.latest();
    REQUIRE(last->past.size() == 8);
    CHECK(last->past.back()->record->step() == 2 * 19);
    CHECK(last->past.front()->record->step() == 2 * 12);
    run.post(Restore{last->past[3]->record});
    run.settle();
    CHECK(run.latest()->step == 2 * 15);
    CHECK(run.latest()->run == last->past[3]->run);  // it is itself again, not another one
    CHECK(run.latest()->past.size() == 7);
}

TEST_CASE("a fork and its parent can be gone to and fro between, each stays what it is") {
    ToyRun run;
    run.train(test::toy_start(100));
    run.post(Fork{50, test::with_l2(0.1)});
    run.post(Run{});
    run.settle();
    REQUIRE(run.latest()->run == 2);
    REQUIRE(run.latest()->step == 200);
    const RunOrigin fork = run.latest()->origin;
    CHECK(fork.run == 1);
    const auto child = hash_of(run.trainer().training().engine(ModelRole::Model).export_state());
    for (int i = 0; i < 12; ++i) {
        const auto shown = run.latest();
        REQUIRE(shown->past.size() == 1);
        run.post(Restore{shown->past.front()->record});
        run.settle();
        const bool is_child = i % 2 == 1;
        CHECK(run.latest()->run == (is_child ? 2 : 1));
        CHECK(run.latest()->origin == (is_child ? fork : RunOrigin{}));
    }
    CHECK(hash_of(run.trainer().training().engine(ModelRole::Model).export_state()) == child);
    run.post(test::toy_start(1));
    run.settle();
    CHECK(run.latest()->run > 2);
}

TEST_CASE("runs that come with a restored one are past runs of it, in their order, and know each other") {
    ToyRun first;
    first.train(test::toy_start(100));
    first.post(Fork{50, test::with_l2(0.1)});  // run 2
    first.settle();
    const std::int64_t fork_step = first.latest()->origin.step;
    const auto parent = first.latest()->past.front()->record;
    first.post(Restore{parent});  // 1 on screen again, 2 past
    first.settle();
    first.post(Capture{1, History::All});
    first.turn();
    const Captured answer = first.latest()->captured.back();
    CHECK(answer.run == 1);
    CHECK(answer.origin == RunOrigin{});
    REQUIRE(answer.past.size() == 1);
    CHECK(answer.past.front()->run == 2);

    ToyRun second;
    second.train(test::toy_start(30));  // its run 1
    second.post(Restore{answer.record, answer.origin, answer.run, answer.past});
    second.settle();
    const auto shown = second.latest();
    CHECK(shown->run == 2);
    CHECK(shown->step == 200);
    REQUIRE(shown->past.size() == 2);
    CHECK(shown->past[0]->run == 1);
    CHECK(shown->past[1]->run == 3);
    CHECK(shown->past[1]->origin == RunOrigin{2, fork_step});
    second.post(Restore{shown->past[1]->record});
    second.settle();
    CHECK(second.latest()->run == 3);
    CHECK(second.latest()->origin == RunOrigin{2, fork_step});
    CHECK(second.latest()->live == test::with_l2(0.1));
    second.post(test::toy_start(1));
    second.settle();
    CHECK(second.latest()->run > 3);

    ToyRun third;  // the parent is not among those that come: the fork branches off from nothing
    third.post(Restore{shown->past[1]->record, {2, fork_step}, 3, {shown->past[0]}});
    third.settle();
    CHECK(third.latest()->run == 2);
    CHECK(third.latest()->origin == RunOrigin{});
    CHECK(third.latest()->past.front()->run == 1);
}

TEST_CASE("a fork beyond the present begins where the run is") {
    ToyRun run;
    run.post(test::toy_start(1'000));
    train_until(run, 53);
    run.post(Fork{1'000'000, test::with_l2(0.1)});
    run.settle();
    CHECK(run.latest()->run == 2);
    CHECK(run.latest()->step == 53);
    CHECK(run.latest()->origin == RunOrigin{1, 53});
    CHECK(run.latest()->live == test::with_l2(0.1));
}

TEST_CASE("a run whose past lies on the disk is recorded, looked at and forked as any other") {
    const TemporaryFolder folder;
    ToyRun plain,
        spilling(test::toy_maker(), 100, std::make_shared<KeyframeDisk>(folder.path, std::size_t{1} << 20));
    for (ToyRun* run : {&plain, &spilling}) {
        run->train(test::toy_start(500, 3));
        run->post(Look{{{.step = 0, .world = {{0, 0}, {1, 1}}, .width = 8, .height = 8}}});
        run->settle();
        run->post(Fork{50, test::with_l2(0.1)});
        run->settle();
    }
    const auto kept = capture(spilling, History::All), whole = capture(plain, History::All);
    CHECK_FALSE(kept->keyframes.front().is_in_memory());
    REQUIRE(kept->keyframes.size() == whole->keyframes.size());
    for (std::size_t i = 0; i < kept->keyframes.size(); ++i)
        CHECK(hash_of(kept->keyframes[i].load()->model) == hash_of(whole->keyframes[i].load()->model));
    CHECK(spilling.latest()->step == plain.latest()->step);
}

TEST_CASE("past runs that outgrow the memory go") {
    ToyRun run(test::toy_maker(), 20'000);
    for (int i = 0; i < 8; ++i) run.train(test::toy_start(200));
    std::size_t bytes = 0;
    for (const auto& past : run.latest()->past) bytes += past->record->bytes();
    CHECK(bytes <= 20'000);
    CHECK(run.latest()->past.size() < 7);
}

TEST_CASE("a record cut at a keyframe has nothing of later") {
    ToyRun run;
    run.post(test::toy_start(1'000));
    train_until(run, 50);
    run.pass(std::chrono::seconds(1));
    run.post(SetLive{test::with_l2(0.1)});
    train_until(run, 60);
    run.pass(std::chrono::seconds(1));
    run.post(SetLive{test::with_l2(0.2)});
    train_until(run, 300);
    const auto whole = capture(run, History::All);
    const RunRecord part = until(*whole, 60);
    CHECK(part.step() == 60);
    CHECK(part.edits.size() == 3);
    CHECK(part.gestures == std::vector<std::int64_t>{50, 60});
    CHECK(part.readout_steps.back() <= 60);
    CHECK(part.curves[0].values.size() == part.readout_steps.size());
    CHECK(until(*whole, 50).gestures == std::vector<std::int64_t>{50});
    CHECK(sentence_of([&] { (void)until(*whole, 61); }) == "The run has no keyframe at step 61.");
}

}  // namespace reweigh
