#include "core/engine/torch/step_player.h"

#include "core/engine/torch/side_by_side_engine.h"
#include "tests/torch/picture_lab.h"

#include <doctest/doctest.h>

#include <set>

// Recording on the processor: what a step does is done by calling it again at each play, which shows all but
// the capture itself.
namespace reweigh {
namespace {

using torch_engine::Network;
using torch_engine::NetworkPass;
using torch_engine::Place;
using torch_engine::Recorder;
using torch_engine::Recording;
using torch_engine::SideBySideEngine;
using torch_engine::StepInputs;
using torch_engine::Tensors;

struct Counts {
    int recordings = 0, plays = 0;
};

class CallingRecorder : public Recorder {
public:
    explicit CallingRecorder(Counts& counts) : counts_(counts) {}
    std::unique_ptr<Recording> record(int, const std::function<void()>& work) override {
        ++counts_.recordings;
        return std::make_unique<Call>(work, counts_);
    }

private:
    struct Call : Recording {
        Call(std::function<void()> called, Counts& counted) : work(std::move(called)), counts(counted) {}
        void play() override {
            ++counts.plays;
            work();
        }
        std::function<void()> work;
        Counts& counts;
    };
    Counts& counts_;
};

class FailingRecorder : public Recorder {
public:
    explicit FailingRecorder(Counts& counts) : counts_(counts) {}
    std::unique_ptr<Recording> record(int, const std::function<void()>&) override {
        ++counts_.recordings;
        TORCH_CHECK(false, "no graphs here");
    }

private:
    Counts& counts_;
};

EngineTask task_of(const ModelParams& model, const OptimizerParams& optimizer, int replicas = 2) {
    std::vector<Replica> made;
    for (int r = 0; r < replicas; ++r)
        made.push_back({.weight = 2.0 * r - 1, .seed = static_cast<std::uint64_t>(r + 1)});
    return lab::picture_task(model, made, 1, optimizer);
}

std::unique_ptr<SideBySideEngine> recorded(const EngineTask& task, std::unique_ptr<Recorder> recorder,
                                           std::unique_ptr<Network> network = nullptr) {
    if (!network) network = torch_engine::make_network(task.model);
    const int replicas = static_cast<int>(task.setup.replicas.size());
    return std::make_unique<SideBySideEngine>(task, std::move(network),
                                              Place(replicas, Precision::Fp32, std::move(recorder)));
}

std::unique_ptr<SideBySideEngine> counted(const EngineTask& task, Counts& counts) {
    return recorded(task, std::make_unique<CallingRecorder>(counts));
}

bool same_values(const EngineState& a, const EngineState& b) {
    return std::ranges::equal(a.tensors, b.tensors, {}, &Tensor::values, &Tensor::values);
}

// 40 pictures in batches of 16: of three steps an epoch two are whole.
const CnnParams cnn{.filters = 4, .dense = 12, .last = 6, .initial = InitialLaw::He};
const ResnetParams resnet{.filters = 4, .dense = 8};
const SgdParams sgd{.batch_size = 16};

}  // namespace

TEST_CASE("played steps have the bits of plain ones, whatever the live parameters do") {
    const std::vector<std::pair<ModelParams, OptimizerParams>> cases{
        {cnn, sgd},
        {cnn, SgdParams{16, 0.9}},
        {resnet, AdamParams{.batch_size = 16}},
        {TenClassMlpParams{.hidden = 16}, sgd},
    };
    for (const auto& [model, optimizer] : cases) {
        Counts counts;
        const EngineTask task = task_of(model, optimizer);
        const auto played = counted(task, counts);
        const auto plain = make_engine(task);
        LiveParams live{.l2 = 1e-3};
        const auto both = [&](std::int64_t steps) {
            played->advance(steps, Live{{live}});
            plain->advance(steps, Live{{live}});
            REQUIRE(same_values(played->export_state(), plain->export_state()));
        };
        both(7);
        live.learning_rate = 0.02;
        live.l2 = 0;
        both(1);
        live.dropout = 0.5;
        both(5);
        live.dropout = 0.25;
        live.batch_norm = has_batch_norm(model);
        both(6);
        const EngineState kept = plain->export_state();
        live.dropout = 0;
        both(4);
        played->import_state(kept);
        plain->import_state(kept);
        both(5);
        played->park(1, kept);
        plain->park(1, kept);
        both(5);
        CHECK(counts.plays > 0);
    }
}

TEST_CASE("a step is recorded once for each replica, and again where its operations or its tensors change") {
    Counts counts;
    const auto engine = counted(task_of(resnet, sgd), counts);
    LiveParams live;
    const auto recordings_of = [&](std::int64_t steps) {
        const int before = counts.recordings;
        engine->advance(steps, Live{{live}});
        return counts.recordings - before;
    };
    CHECK(recordings_of(6) == 2);
    CHECK(counts.plays == 2 * 4);  // the last batch of an epoch is smaller: two plain steps each
    live.learning_rate = 0.5;
    live.l2 = 0.1;
    live.reduction = Reduction::R1;
    CHECK(recordings_of(6) == 0);
    live.batch_norm = true;
    CHECK(recordings_of(1) == 2);
    live.dropout = 0.5;
    CHECK(recordings_of(1) == 2);
    live.dropout = 0.75;
    CHECK(recordings_of(4) == 0);
    engine->import_state(engine->export_state());
    CHECK(recordings_of(3) == 2);
}

TEST_CASE("where steps cannot be recorded they are plain, and no one tries again") {
    Counts counts;
    const EngineTask task = task_of(cnn, sgd);
    const auto failing = recorded(task, std::make_unique<FailingRecorder>(counts));
    const auto plain = make_engine(task);
    failing->advance(8, Live{{LiveParams{}}});
    plain->advance(8, Live{{LiveParams{}}});
    CHECK(same_values(failing->export_state(), plain->export_state()));
    CHECK(counts.recordings == 1);
}

namespace {

// Where what it is asked to train on lies, at each call.
class NotingNetwork : public Network {
public:
    NotingNetwork(std::unique_ptr<Network> network, std::vector<std::vector<void*>>& places)
        : network_(std::move(network)), places_(places) {}
    std::vector<int> dropout_units() const override { return network_->dropout_units(); }
    torch::Tensor logits(const Tensors& tensors, const NetworkPass& pass) const override {
        std::vector<void*>& places = places_.emplace_back();
        for (const torch::Tensor& tensor : tensors) places.push_back(tensor.data_ptr());
        return network_->logits(tensors, pass);
    }

private:
    std::unique_ptr<Network> network_;
    std::vector<std::vector<void*>>& places_;
};

}  // namespace

TEST_CASE("what a recording reads and writes stays where it was") {
    std::vector<std::vector<void*>> places;
    Counts counts;
    const EngineTask task = task_of(resnet, AdamParams{.batch_size = 16}, 1);
    const auto engine =
        recorded(task, std::make_unique<CallingRecorder>(counts),
                 std::make_unique<NotingNetwork>(torch_engine::make_network(task.model), places));
    engine->advance(40, Live{{LiveParams{.dropout = 0.5, .batch_norm = true}}});
    places.erase(places.begin(), places.begin() + 3);  // rehearsals train copies
    CHECK(std::set(places.begin(), places.end()).size() == 1);

    CallingRecorder recorder(counts);
    torch_engine::StepPlayer player(recorder, 1);
    torch_engine::RecordedStep step;
    std::set<void*> sizes;
    std::vector<std::int64_t> rows;
    const auto note = [&](const StepInputs& inputs, const torch_engine::StepSize& size) {
        sizes.insert({size.rate.data_ptr(), size.l2.data_ptr(), size.decay.data_ptr()});
        rows.push_back(inputs.rows[0].item<std::int64_t>());
    };
    const auto rest = [](const StepInputs&, const torch_engine::StepSize&) {};
    for (const std::int64_t first : {10, 20}) {
        const auto table = torch::arange(first, first + 3).unsqueeze(1);
        const auto number = torch::scalar_tensor(first);
        REQUIRE(player.play(0, step, {},
                            {.rows = table,
                             .labels = table,
                             .omega = table.to(torch::kFloat),
                             .corrections = {},
                             .masks = {}},
                            {number, number, number}, note, rest));
    }
    CHECK(sizes.size() == 3);
    CHECK(rows == std::vector<std::int64_t>{10, 11, 12, 20, 21, 22});
}

}  // namespace reweigh
