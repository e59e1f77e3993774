#include "app/question.h"

#include "tests/support/example_snapshot.h"

#include <doctest/doctest.h>

using namespace reweigh;

namespace {

// Trained for so many seconds, with the last read-out at half of the steps.
Snapshot trained_for(double seconds) {
    Snapshot snapshot = example_snapshot({Replica{}});
    snapshot.readout_steps.append(100);
    snapshot.readout_seconds.append(seconds / 2);
    snapshot.step = 200;
    return snapshot;
}

}  // namespace

TEST_CASE("what throws more than a minute of training away is asked before") {
    CHECK_FALSE(question_before(Begin{}, trained_for(60), 0));
    CHECK_FALSE(question_before(Begin{}, example_snapshot({Replica{}}), 0));
    CHECK(question_before(Begin{}, trained_for(61), 0));
    const auto question = question_before(Begin{}, trained_for(3 * 3600 + 12 * 60 + 5), 0);
    CHECK(question->sentence == "Reset discards 3 h 12 min of training.");
    REQUIRE(question->choices.size() == 3);
    CHECK(question->choices[0].label == "Save and reset");
    CHECK(question->choices[0].first == Question::First::Save);
    CHECK(question->choices[1].label == "Reset");
    for (const std::size_t i : {0, 1}) CHECK(std::holds_alternative<Begin>(*question->choices[i].request));
    CHECK(question->choices[2].label == "Cancel");
    CHECK_FALSE(question->choices[2].request);
    CHECK(question->safe == 2);
    CHECK(question_before(Restart{}, trained_for(150), 0)->sentence == "Restart discards 2 min of training.");
    CHECK(question_before(LoadExperiment{"boundary/fig1"}, trained_for(150), 0)->sentence ==
          "Opening another run discards 2 min of training.");
    CHECK(question_before(Close{}, trained_for(150), 0)->sentence == "Closing discards 2 min of training.");
}

TEST_CASE("training that is saved is not discarded") {
    CHECK_FALSE(question_before(Close{}, trained_for(200), 140));
    CHECK(question_before(Close{}, trained_for(300), 140)->sentence == "Closing discards 2 min of training.");
}

TEST_CASE("what keeps the run is never asked about") {
    const Snapshot snapshot = trained_for(7200);
    CHECK_FALSE(question_before(Say{"a"}, snapshot, 0));
    CHECK_FALSE(question_before(Perform{ActionId::Reset}, snapshot, 0));
    CHECK_FALSE(question_before(CancelLoading{}, snapshot, 0));
}

TEST_CASE("at the start of a run on pictures that takes long it is asked whether to go on") {
    Snapshot snapshot = example_snapshot({Replica{}});
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    scene->setup.data = PicturesParams{};
    snapshot.scene = scene;
    snapshot.status = Running{};
    snapshot.stop.epochs = 1'000;
    CHECK_FALSE(question_of_length(snapshot, "images/fig4"));
    snapshot.rates.seconds_per_step = 6;
    const auto question = question_of_length(snapshot, "images/fig4");
    REQUIRE(question);
    CHECK(question->sentence == "About 3 h 20 min for 1,000 epochs of 1 model.");
    REQUIRE(question->choices.size() == 3);
    CHECK_FALSE(question->choices[question->safe].request);
    CHECK(std::get<LoadExperiment>(*question->choices[1].request).name == "images/fig4-small");
    CHECK(std::holds_alternative<Perform>(*question->choices[2].request));
    CHECK(question_of_length(snapshot, "images/fig4-small")->choices.size() == 2);  // there is no smaller one
    Snapshot other = snapshot;
    other.rates.seconds_per_step = 0.1;
    CHECK_FALSE(question_of_length(other, "images/fig4"));
    other = snapshot;
    other.status = Paused{};
    CHECK_FALSE(question_of_length(other, "images/fig4"));
    other = snapshot;
    other.step = 200;
    other.readout_steps.append(200);
    other.readout_seconds.append(100);
    CHECK_FALSE(question_of_length(other, "images/fig4"));  // it is under way
    scene->setup.data = MoonsParams{};
    CHECK_FALSE(question_of_length(snapshot, "boundary/fig1"));
}
