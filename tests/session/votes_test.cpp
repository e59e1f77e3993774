#include "core/state/run_record.h"
#include "tests/support/toy_run.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

using test::curve_of;
using test::ToyRun;

// The toy's points with two evaluation sets, as pictures have them.
Start start_with_sets(std::int64_t epochs) {
    Start start = test::toy_start(epochs, 3);
    auto data = std::make_shared<Dataset>(*start.data);
    data->evaluation = {{"test", {1, 0, -1, 0, 0.2F, 0.1F, -0.3F, 0.2F, 0, 0}, {1, 0, 1, 0, 0}},
                        {"other", {0.5F, 0.5F, -0.5F, -0.5F}, {}}};
    start.data = data;
    start.setup.readouts = {"errors", "accuracy", "ratio_other"};
    start.setup.data = PicturesParams{};
    return start;
}

double share_positive(const Votes& votes, std::string_view set, std::size_t replica) {
    const SetVotes& of_set = *votes.set(set);
    double positive = 0;
    for (std::size_t i = 0; i < of_set.pictures(); ++i) positive += of_set.says(i, replica);
    return positive / static_cast<double>(of_set.pictures());
}

void check_parallel(const Snapshot& snapshot) {
    REQUIRE(snapshot.votes.size() == snapshot.readout_steps.size());
    for (std::size_t i = 0; i < snapshot.votes.size(); ++i) {
        const Votes& votes = *snapshot.votes[i];
        CHECK(votes.step == snapshot.readout_steps[i]);
        for (std::size_t replica = 0; replica < 3; ++replica) {
            const double ratio = curve_of(snapshot, "ratio_other", static_cast<int>(replica)).values[i];
            CHECK((votes.voters[replica] != 0) == !std::isnan(ratio));
            if (!std::isnan(ratio)) CHECK(share_positive(votes, "other", replica) == ratio);
        }
    }
}

}  // namespace

TEST_CASE("every read-out keeps its votes, which are those that its ratios count") {
    ToyRun run;
    run.train(start_with_sets(20));
    const auto snapshot = run.latest();
    check_parallel(*snapshot);
    REQUIRE(snapshot->votes.size() > 5);
    const Votes& last = *snapshot->votes.back();
    CHECK(last.set("test")->pictures() == 5);
    CHECK(last.set("noise") == nullptr);
    CHECK(last.bytes() == 3 + 2 * 3 * 8);
    const auto& labels = snapshot->scene->data->evaluation[0].labels;
    double right = 0;
    for (std::size_t i = 0; i < 5; ++i) right += last.set("test")->says(i, 1) == (labels[i] == 1);
    CHECK(curve_of(*snapshot, "accuracy", 1).values.back() == doctest::Approx(right / 5));
}

TEST_CASE("a parked replica has no vote") {
    test::ToyTricks tricks;
    tricks.non_finite_at = {{2, 10}};
    ToyRun run(test::toy_maker(tricks));
    run.train(start_with_sets(20));
    const auto snapshot = run.latest();
    check_parallel(*snapshot);
    CHECK(snapshot->votes.back()->voters == std::vector<std::uint8_t>{1, 0, 1});
    CHECK(snapshot->votes[0]->voters == std::vector<std::uint8_t>{1, 1, 1});
}

TEST_CASE("a record has the votes up to its step, a run that comes back all of them") {
    ToyRun run;
    run.train(start_with_sets(20));
    const auto before = run.latest();
    run.post(Capture{1, History::All});
    run.turn();
    const auto record = run.latest()->captured.back().record;
    CHECK(record->votes.size() == record->readout_steps.size());
    const RunRecord part = until(*record, record->keyframes.front().step());
    CHECK(part.votes.size() == part.readout_steps.size());
    run.post(Restore{.record = record});
    run.settle();
    CHECK(run.latest()->votes.size() == before->votes.size());
    CHECK(run.latest()->votes.back() == before->votes.back());
}

TEST_CASE("a run whose file kept no votes has none of its earlier read-outs, and gets those to come") {
    ToyRun run;
    run.train(start_with_sets(20));
    run.post(Capture{1, History::All});
    run.turn();
    auto record = std::make_shared<RunRecord>(*run.latest()->captured.back().record);
    record->votes = {};
    record->finished.reset();
    record->stop.epochs = 40;
    run.post(Restore{.record = record});
    run.settle();
    const std::size_t kept = run.latest()->readout_steps.size();
    REQUIRE(run.latest()->votes.size() == kept);
    CHECK(run.latest()->votes.back() == nullptr);
    run.post(SetPace{Pace::Full});
    run.post(Run{});
    run.settle();
    CHECK(run.latest()->votes.size() == run.latest()->readout_steps.size());
    CHECK(run.latest()->votes[kept - 1] == nullptr);
    CHECK(run.latest()->votes.back() != nullptr);
}

TEST_CASE("points have no votes") {
    ToyRun run;
    run.train(test::toy_start(10));
    CHECK(run.latest()->votes.empty());
    CHECK(!run.latest()->readout_steps.empty());
}

}  // namespace reweigh
