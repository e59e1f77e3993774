#include "core/experiment/share_line.h"

#include "core/base/philox.h"
#include "core/session/session.h"
#include "core/state/run_record.h"
#include "tests/support/example_snapshot.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

#include <functional>
#include <string_view>

using namespace reweigh;

namespace {

// A run of a line, trained to its step, then shared again.
struct Shared {
    explicit Shared(const std::string& line) {
        SharedRun run = read_share_line(line);
        experiment = run.experiment;
        Start start = prepare(run.experiment);
        session.post(start);
        step(run.at.value_or(0));
    }
    void step(std::int64_t count) {
        session.post(Step{count});
        do session.turn();
        while (session.is_busy());
    }
    void edit(const std::function<void(Live&)>& change) {
        Live live = session.latest()->live;
        change(live);
        session.post(SetLive{live});
        session.turn();
    }
    std::string line() { return share_line(experiment, *session.latest()); }

    SessionOptions options{.thread = SessionOptions::Thread::None};
    Session session{options};
    Experiment experiment;
};

std::string refusal(const std::string& line) {
    return sentence_of([&] { read_share_line(line); });
}

}  // namespace

TEST_CASE("a share line is read part by part") {
    const SharedRun run = read_share_line(
        "reweigh:boundary/fig1?seed=3&set=l2:0.001&set=sweep.seeds:2&edits=128000:importance:-4"
        "&at=200000");
    CHECK(run.experiment.id == "boundary/fig1");
    CHECK(run.experiment.setup.seed == 3);
    CHECK(run.experiment.setup.replicas.front().seed == 3);
    CHECK(run.experiment.seeds == 2);
    CHECK(run.experiment.live.variants.front().l2 == 0.001);
    REQUIRE(run.experiment.edits.size() == 1);
    CHECK(run.experiment.edits.front().step == 128'000);
    CHECK(run.experiment.edits.front().live.variants.front().importance == -4);
    CHECK(run.experiment.edits.front().live.variants.front().l2 == 0.001);
    CHECK(run.at == 200'000);
    CHECK_FALSE(read_share_line("reweigh:boundary/start").at);
    CHECK(is_share_line("reweigh:what"));
    CHECK_FALSE(is_share_line("boundary/start"));
}

TEST_CASE("what is written is read back, and written the same") {
    for (const char* line :
         {"reweigh:boundary/start", "reweigh:boundary/start?at=7",
          "reweigh:boundary/start?seed=18446744073709551615", "reweigh:boundary/start?set=l2:0.001&at=3",
          "reweigh:boundary/"
          "start?set=data.kind:moons&set=data.count:20&set=data.noise:0.2&set=model.hidden:3",
          "reweigh:boundary/start?set=model.kind:lr&set=companion.kind:none&set=optimizer.batch_size:4",
          "reweigh:boundary/start?set=learning_rate:0.01&set=sweep.weights:-4,0,4&set=sweep.seeds:2&at=2",
          "reweigh:boundary/start?set=sweep.weights:-2.5,&set=stop.epochs:30&set=engine:reference",
          "reweigh:boundary/start?set=engine:reference&set=precision:bf16",
          "reweigh:boundary/start?seed=3&edits=2:importance:-4&edits=2:l2:0.001&edits=5:l2:0&at=6",
          "reweigh:boundary/start?edits=9:reduction:R2&edits=9:batch_norm:true&at=3",
          "reweigh:boundary/start?set=sweep.variants:plain,l2&edits=1:dropout:0.25:l2&at=4"}) {
        CAPTURE(line);
        CHECK(Shared(line).line() == line);
    }
}

// Nothing is trained: engines for pictures are not everywhere.
TEST_CASE("a line says what weights of pictures act on and which class they are of, live too") {
    for (const char* line :
         {"reweigh:images/lobes?set=weighting:sampling&at=7",
          "reweigh:images/lobes?edits=24:weighting:sampling:plain&edits=48:importance:-2:l2"
          "&edits=48:weighting:balanced_sampling:l2&edits=60:weighting:loss:plain&at=72",
          "reweigh:images/fig5-small?edits=70:target_class:3:dog&edits=140:target_class:0:dog"
          "&edits=140:target_class:5:truck&at=200"}) {
        CAPTURE(line);
        const SharedRun run = read_share_line(line);
        Snapshot snapshot = example_snapshot(run.experiment.setup.replicas);
        auto scene = std::make_shared<Scene>(*snapshot.scene);
        scene->setup = run.experiment.setup;
        auto data = std::make_shared<Dataset>(*scene->data);
        data->width = 3 * 32 * 32;
        scene->data = data;
        snapshot.scene = scene;
        snapshot.step = run.at.value();
        snapshot.edits = run.experiment.edits;
        snapshot.edits.insert(snapshot.edits.begin(), {0, run.experiment.live});
        CHECK(share_line(run.experiment, snapshot) == line);
    }
    const std::vector<Edit> edits =
        read_share_line("reweigh:images/lobes?edits=24:weighting:sampling:l2").experiment.edits;
    REQUIRE(edits.size() == 1);
    CHECK(edits[0].live.variants[0].weighting == Weighting::Loss);
    CHECK(edits[0].live.variants[1].weighting == Weighting::Sampling);
}

TEST_CASE("a run shared from the window comes back with the same bits") {
    Shared here("reweigh:boundary/start?set=data.count:16&set=model.hidden:4");
    here.edit([](Live& live) { live.variants.front().importance = -3; });
    here.step(40);
    here.edit([](Live& live) { live.variants.front().l2 = 0.0123456789; });
    here.step(60);
    const std::string line = here.line();
    CHECK(line ==
          "reweigh:boundary/start?set=data.count:16&set=model.hidden:4&set=importance:-3"
          "&edits=40:l2:0.0123456789&at=100");
    Shared there(line);
    const auto bits = [](Shared& shared) {
        shared.session.post(Capture{1});
        shared.session.turn();
        return shared.session.latest()->captured.back().record->keyframes.back().load()->model;
    };
    const EngineState a = bits(here), b = bits(there);
    CHECK(a.step == 100);
    CHECK(a.step == b.step);
    for (std::size_t t = 0; t < a.tensors.size(); ++t) CHECK(a.tensors[t].values == b.tensors[t].values);
}

TEST_CASE("what is not exactly a share line is refused by a sentence") {
    CHECK(refusal("boundary/start") == "A share line begins with \"reweigh:\".");
    CHECK(refusal("reweigh:boundary/strat") ==
          "The share line names an unknown experiment \"boundary/strat\". Did you mean \"boundary/start\"?");
    CHECK(refusal("reweigh:../../etc/passwd").starts_with("The share line names an unknown experiment"));
    CHECK(refusal("reweigh:boundary/start?sed=3") ==
          "The share line has an unknown part \"sed\". Did you mean \"seed\"?");
    CHECK(refusal("reweigh:boundary/start?").starts_with("The share line has an unknown part \"\"."));
    CHECK(refusal("reweigh:boundary/start?seed=1&seed=2") == "The share line sets a parameter twice.");
    CHECK(refusal("reweigh:boundary/start?at=1&at=2") == "The share line says \"at\" twice.");
    CHECK(refusal("reweigh:boundary/start?at=-1") == "The share line says \"at=-1\", expected a step.");
    CHECK(refusal("reweigh:boundary/start?set=l2") ==
          "The share line says \"set=l2\", expected set=KEY:VALUE.");
    CHECK(refusal("reweigh:boundary/start?set=l3:0") ==
          "Unknown parameter \"l3\" in the share line. Did you mean \"l2\"?");
    CHECK(refusal("reweigh:boundary/start?set=l2:7") ==
          "Parameter \"l2\" in the share line is 7, expected a number from 0 to 1.");
    CHECK(refusal("reweigh:boundary/start?set=data.file:x.csv") ==
          "The share line names no files and no points, but sets \"data.file\".");
    CHECK(refusal("reweigh:boundary/start?edits=5:l2") ==
          "The share line says \"edits=5:l2\", expected edits=STEP:KEY:VALUE.");
    CHECK(refusal("reweigh:boundary/start?edits=x:l2:0") ==
          "The share line says \"edits=x:l2:0\", expected a step.");
    CHECK(refusal("reweigh:boundary/start?set=l2:0;rm") ==
          "The share line holds \";\", which is written as %XX there.");
    CHECK(refusal("reweigh:boundary/start?set=l2:%4").starts_with("The share line holds \"%\""));
    CHECK(refusal("reweigh:boundary/start?at=" + std::string(2000, '0')) ==
          "The share line has 2026 characters, expected at most 2,000.");
}

TEST_CASE("a mutated line is read or refused by a sentence") {
    const std::string line =
        "reweigh:boundary/"
        "start?seed=3&set=sweep.variants:plain,l2&set=l2:0.1&edits=9:importance:-4:l2&at=200";
    constexpr std::string_view letters = "reweigh:?&=%,.-+/0123456789alsdt\xff\n";
    const RandomStream draw{1, RandomPurpose::Test, 0, 0};
    std::uint32_t at = 0;
    const auto below = [&](std::size_t count) {
        return static_cast<std::size_t>(to_integer_below(draw.word(at++), static_cast<std::uint32_t>(count)));
    };
    int read = 0;
    for (int i = 0; i < 2'000; ++i) {
        std::string mutated = line;
        for (std::size_t changes = 1 + below(3); changes > 0; --changes) {
            const std::size_t place = below(mutated.size());
            if (below(3) == 0)
                mutated.erase(place, 1 + below(6));
            else if (below(2) == 0)
                mutated.insert(place, mutated.substr(below(mutated.size()), 1 + below(12)));
            else
                mutated[place] = letters[below(letters.size())];
        }
        CAPTURE(mutated);
        const std::string sentence = refusal(mutated);
        read += sentence == "no error" ? 1 : 0;
        CHECK((sentence == "no error" || sentence.ends_with(".") || sentence.ends_with("?")));
    }
    CHECK(read > 20);
    CHECK(read < 1'900);
}

TEST_CASE("what does not fit into a line is said") {
    Shared shared("reweigh:boundary/start?set=data.count:4&set=model.hidden:1");
    for (int i = 0; i < 120; ++i) {
        shared.edit([&](Live& live) { live.variants.front().importance = i % 7 - 3; });
        shared.step(1);
    }
    CHECK(sentence_of([&] { shared.line(); }) == "Too long for a line; save a file.");
    shared.experiment.setup.data = CsvParams{"own.csv"};
    CHECK(sentence_of([&] { shared.line(); }) ==
          "A line names no files and no points of your own; save a file.");
}
