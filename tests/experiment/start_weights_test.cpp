#include "core/experiment/start_weights.h"

#include "core/base/error.h"
#include "core/config/make_node.h"
#include "core/engine/engine.h"
#include "core/experiment/checkpoint.h"
#include "core/experiment/experiment.h"
#include "core/session/replay.h"
#include "core/session/session.h"
#include "core/state/safetensors.h"
#include "tests/support/folder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace reweigh;

namespace {

const std::vector<float> first{1, 2, 3, 4, 5, 6}, bias{0.1F, 0.2F, 0.3F}, second{-1, 0, 1}, last{0.5F};

// What a network of three hidden units is in the usual names of another program, whose order is that of
// names.
std::vector<StoredTensor> foreign() {
    return {stored("0.bias", {3}, bias), stored("0.weight", {3, 2}, first), stored("2.bias", {1}, last),
            stored("2.weight", {1, 3}, second)};
}

Experiment experiment_with(const std::filesystem::path& file) {
    return load_experiment("boundary/base", {{"model.weights", file.string()},
                                             {"model.hidden", "3"},
                                             {"sweep.seeds", "2"},
                                             {"data.count", "16"},
                                             {"readouts", "loss"}});
}

std::vector<float> twice(std::vector<float> values) {
    const std::vector<float> once = values;
    values.insert(values.end(), once.begin(), once.end());
    return values;
}

// The sentence of a file that is refused.
std::string refusal(const std::vector<StoredTensor>& tensors) {
    const TemporaryFolder folder;
    const auto file = folder.write("w.safetensors", to_safetensors({{}, tensors}));
    try {
        prepare(experiment_with(file));
    } catch (const Error& error) {
        const std::string sentence = error.what();
        return sentence.substr(sentence.find("w.safetensors"));
    }
    return "";
}

}  // namespace

TEST_CASE("every replica starts from the weights of a file of another program") {
    const TemporaryFolder folder;
    const auto file = folder.write("w.safetensors", to_safetensors({{}, foreign()}));
    CHECK(is_foreign(file));
    const Start start = prepare(experiment_with(file));
    for (const EngineChoice choice : {EngineChoice::Reference, EngineChoice::Fused}) {
        Setup setup = start.setup;
        setup.engine = choice;
        const EngineState state = make_engine({setup, setup.model, start.data})->export_state();
        CHECK(state.tensor("mlp.W").values == twice(first));
        CHECK(state.tensor("mlp.b").values == twice(bias));
        CHECK(state.tensor("mlp.w2").values == twice(second));
        CHECK(state.tensor("mlp.b2").values == twice(last));
        CHECK(state.tensor("mlp.gamma").values == std::vector<float>(6, 1));
        const EngineState line = make_engine({setup, *setup.companion, start.data})->export_state();
        CHECK(line.tensor("lr.w").values == std::vector<float>(4, 0));
    }
}

TEST_CASE("tensors with the names of the models' own are those, whatever else the file holds") {
    const TemporaryFolder folder;
    const std::vector<float> other{9, 9, 9}, line{3, -3};
    const auto file = folder.write(
        "w.safetensors",
        to_safetensors(
            {{}, {stored("a", {3}, other), stored("lr.w", {2}, line), stored("mlp.b", {1, 3}, bias)}}));
    const Start start = prepare(experiment_with(file));
    const EngineState state = make_engine({start.setup, start.setup.model, start.data})->export_state();
    CHECK(state.tensor("mlp.b").values == twice(bias));
    CHECK(state.tensor("mlp.W").values != twice(first));
    const EngineState companion =
        make_engine({start.setup, *start.setup.companion, start.data})->export_state();
    CHECK(companion.tensor("lr.w").values == twice(line));
}

TEST_CASE("the first tensor that differs is named") {
    auto tensors = foreign();
    const std::vector<float> wide(8, 1);
    tensors[1] = stored("0.weight", {4, 2}, wide);
    CHECK(refusal(tensors) ==
          "w.safetensors: tensor \"0.weight\" has shape (4, 2); the model's mlp.W needs (3, 2).");
    CHECK(refusal({stored("mlp.W", {4, 2}, wide)}) ==
          "w.safetensors: tensor \"mlp.W\" has shape (4, 2); the model's mlp.W needs (3, 2).");
    tensors = foreign();
    tensors.pop_back();
    CHECK(refusal(tensors) ==
          "w.safetensors: tensor \"2.bias\" has shape (1); the model's mlp.w2 needs (3).");
    CHECK(refusal({}) == "w.safetensors has no tensor for the model's mlp.W, shape (3, 2).");
    std::vector<float> broken = bias;
    broken[1] = std::nanf("");
    tensors = foreign();
    tensors[0] = stored("0.bias", {3}, broken);
    CHECK(refusal(tensors) == "w.safetensors: tensor \"0.bias\" holds a value that is not finite.");
}

TEST_CASE("the tensors of a residual network are known by their names alone") {
    const TemporaryFolder folder;
    Setup setup;
    setup.companion.reset();
    setup.model = ResnetParams{.filters = 3, .dense = 3};
    const auto unnamed = folder.write("w.safetensors", to_safetensors({{}, foreign()}));
    CHECK_THROWS_WITH_AS(
        read_start_weights(unnamed, setup),
        doctest::Contains("has no tensor of the ResNet by its name, as in \"resnet.conv.W\""), Error);
    const auto named =
        folder.write("n.safetensors", to_safetensors({{}, {stored("resnet.dense.b", {3}, bias)}}));
    CHECK(read_start_weights(named, setup).tensors.front().values == bias);
}

TEST_CASE("a run from weights of a file is replayed bit for bit, and a checkpoint of it knows the file") {
    const TemporaryFolder folder;
    const auto file = folder.write("w.safetensors", to_safetensors({{}, foreign()}));
    const Experiment experiment = experiment_with(file);
    Session session({.thread = SessionOptions::Thread::None});
    session.post(prepare(experiment));
    session.post(Step{40});
    do session.turn();
    while (session.is_busy());
    session.post(Capture{1, History::Recent});
    session.turn();
    const auto record = session.latest()->captured.back().record;
    REQUIRE(record->step() == 40);
    const auto compared = compare_replay(*record, 0, make_engine, 1, [](std::int64_t) { return true; });
    REQUIRE(compared);
    CHECK(compared->different == 0);

    const Checkpoint checkpoint{"test", {{1, {}, experiment, record}}, 1, table_node({})};
    const std::string bytes = to_bytes(checkpoint);
    CHECK(read_checkpoint(bytes, "f").current_run().record->scene->setup.start_weights->tensors.size() == 4);
    CHECK_FALSE(is_foreign(folder.write("own.safetensors", bytes)));
    auto tensors = foreign();
    tensors[0] = stored("0.bias", {3}, second);
    folder.write("w.safetensors", to_safetensors({{}, tensors}));
    CHECK_THROWS_WITH_AS(read_checkpoint(bytes, "f"), doctest::Contains("f: the run began with weights "),
                         Error);
}
