#include "core/experiment/checkpoint_votes.h"

#include "core/session/measurement.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace reweigh;

namespace {

// 70 replicas, 65 pictures of one set and 2 of another; three read-outs, of which the second kept no votes.
RunRecord run_with_votes() {
    auto data = std::make_shared<Dataset>();
    data->width = 3;
    data->inputs.assign(6, 0);
    data->labels = {0, 1};
    data->evaluation = {{"test", std::vector<float>(65 * 3), std::vector<std::uint8_t>(65)},
                        {"noise", std::vector<float>(2 * 3), {}}};
    auto scene = std::make_shared<Scene>();
    scene->data = data;
    scene->setup.data = PicturesParams{};
    scene->setup.readouts = {"errors", "ratio", "ratio_noise"};
    scene->setup.replicas.assign(70, Replica{});
    RunRecord run;
    run.scene = scene;
    for (const std::int64_t step : {1, 5, 9}) {
        run.readout_steps.append(step);
        auto votes = std::make_shared<Votes>(MeasurementPlan(scene).ballot(step));
        for (std::size_t replica = 0; replica < 70; replica += 3) {
            votes->voters[replica] = 1;
            std::vector<float> logits(65, -1);
            logits[(replica + static_cast<std::size_t>(step)) % 65] = logits[64] = 1;
            votes->sets[0].cast(replica, logits);
            votes->sets[1].cast(replica, std::span(logits).last(2));
        }
        run.votes.append(step == 5 ? nullptr : votes);
    }
    return run;
}

}  // namespace

TEST_CASE("votes come back from their words") {
    RunRecord run = run_with_votes();
    const std::vector<std::int64_t> words = packed_votes(run);
    CHECK(words.size() == 3 * (2 + 70 * 2 + 70));
    const VotesOverTime back = unpacked_votes(run, words);
    REQUIRE(back.size() == 3);
    CHECK(back[1] == nullptr);
    for (const std::size_t i : {std::size_t{0}, std::size_t{2}}) {
        const Votes &was = *run.votes[i], &is = *back[i];
        CHECK(is.step == run.readout_steps[i]);
        CHECK(is.voters == was.voters);
        REQUIRE(is.sets.size() == 2);
        for (std::size_t set = 0; set < 2; ++set) {
            CHECK(is.sets[set].key() == was.sets[set].key());
            CHECK(is.sets[set].pictures() == was.sets[set].pictures());
            CHECK(std::ranges::equal(is.sets[set].words(), was.sets[set].words()));
        }
    }
    run.votes = back;
    CHECK(packed_votes(run) == words);
}

TEST_CASE("a run that kept none has no words") {
    RunRecord run = run_with_votes();
    run.votes = run.votes.first(0);
    CHECK(packed_votes(run).empty());
    for (int i = 0; i < 3; ++i) run.votes.append(nullptr);
    CHECK(packed_votes(run).empty());
}

TEST_CASE("words of another number are refused, whatever bits stand in them are read") {
    const RunRecord run = run_with_votes();
    std::vector<std::int64_t> words(packed_votes(run).size(), -1);
    const VotesOverTime all = unpacked_votes(run, words);
    CHECK(all[1]->sets[0].says(64, 69));
    words.pop_back();
    CHECK(sentence_of([&] { (void)unpacked_votes(run, words); }) ==
          "the votes do not fit the pictures and read-outs.");
    CHECK_THROWS((void)unpacked_votes(run, {}));
    RunRecord points = run;
    auto scene = std::make_shared<Scene>(*run.scene);
    scene->setup.readouts = {"errors"};
    points.scene = scene;
    CHECK_THROWS((void)unpacked_votes(points, {}));
}
