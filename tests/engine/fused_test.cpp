#include "core/base/philox.h"
#include "core/engine/fused/cuda_engine.h"
#include "core/engine/fused/cuda_trial.h"
#include "core/engine/fused/engine.h"
#include "core/engine/initial_state.h"
#include "core/engine/reference/engine.h"
#include "tests/engine/emulated_cuda.h"
#include "tests/engine/lab.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

#include <functional>
#include <limits>
#include <memory>

namespace reweigh {
namespace {

using fused::FusedOptions;
using fused::Layout;

// Draws for one random test.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : stream_{seed, RandomPurpose::Test, 0, 0} {}
    int below(int n) {
        return static_cast<int>(to_integer_below(stream_.word(drawn_++), static_cast<std::uint32_t>(n)));
    }
    template <class Value>
    Value of(std::initializer_list<Value> values) {
        return values.begin()[below(static_cast<int>(values.size()))];
    }

private:
    RandomStream stream_;
    std::uint32_t drawn_ = 0;
};

LiveParams random_params(Dice& dice, bool may_normalise) {
    return {.importance = dice.of({0.0, -1.5, 3.0}),
            .weight_scale = dice.of({WeightScale::Heavier, WeightScale::Mean, WeightScale::Sum}),
            .reduction = dice.of({Reduction::R0, Reduction::R1, Reduction::R2}),
            .l2 = dice.of({0.0, 0.0, 1e-3, 0.1}),
            .dropout = dice.of({0.0, 0.0, 0.25, 0.5}),
            .batch_norm = may_normalise && dice.below(3) == 0,
            .learning_rate = dice.of({0.01, 0.045, 0.1})};
}

Live random_live(Dice& dice, bool may_normalise) {
    Live live{{}};
    for (int variant = 0; variant < 3; ++variant) live.variants.push_back(random_params(dice, may_normalise));
    return live;
}

EngineTask random_task(Dice& dice) {
    EngineTask task;
    task.model = MlpParams{dice.of({1, 5, 32, 33, 64, 64, 70, 96, 128, 200})};
    if (dice.below(6) == 0) task.model = LogisticRegressionParams{};
    task.data = lab::golden_data(dice.of({3, 17, 64, 100, 129}));
    task.setup.optimizer = SgdParams{dice.of({1, 2, 7, 8, 8, 8, 16, 20, 200})};
    task.threads = 1 + dice.below(2);
    task.setup.replicas.clear();
    const int seeds = dice.of({1, 1, 2, 5});
    for (int i = 0, count = 1 + dice.below(24); i < count; ++i)
        task.setup.replicas.push_back({.variant = dice.below(3),
                                       .weight = static_cast<double>(dice.below(17) - 8),
                                       .seed = static_cast<std::uint64_t>(1 + dice.below(seeds))});
    return task;
}

std::unique_ptr<Engine> make(const EngineTask& task, const FusedOptions& options) {
    if (std::holds_alternative<MlpParams>(task.model))
        return std::make_unique<fused::FusedEngine<MlpNet<float>>>(task, options);
    return std::make_unique<fused::FusedEngine<LinearNet<float>>>(task, options);
}

// Where there is no AVX2 there is nothing to test but the refusal.
bool has_kernels() {
    if (fused::supported_kernels().empty()) MESSAGE("no AVX2: the fused engine is not tested");
    return !fused::supported_kernels().empty();
}

std::vector<float> grid_inputs(int points) {
    std::vector<float> inputs;
    for (int i = 0; i < points; ++i) {
        inputs.push_back(static_cast<float>(std::sin(i)));
        inputs.push_back(static_cast<float>(std::cos(2 * i)));
    }
    return inputs;
}

std::vector<float> predicted(const Engine& engine, const EngineTask& task, const EngineState* at,
                             const Live& live, const std::vector<float>& inputs) {
    std::vector<int> replicas;
    for (int i = 0; i < static_cast<int>(task.setup.replicas.size()); i += 3) replicas.push_back(i);
    std::vector<float> out(replicas.size() * inputs.size() / 2);
    engine.predict(replicas, at, live, inputs, out);
    return out;
}

// Lives through the same random life with both engines.
using Make = std::function<std::unique_ptr<Engine>(const EngineTask&)>;

void compare_lives(std::uint64_t seed, const Make& make) {
    CAPTURE(seed);
    Dice dice(seed);
    const EngineTask task = random_task(dice);
    const bool may_normalise = batch_size(task.setup) > 1;
    const std::unique_ptr<Engine> expected = reference::make_reference_engine(task);
    std::unique_ptr<Engine> found = make(task);
    Live live = random_live(dice, may_normalise);
    EngineState keyframe = expected->export_state();
    const std::vector<float> inputs = grid_inputs(1 + dice.below(100));
    for (int event = 0; event < 12; ++event) {
        switch (dice.below(5)) {
            case 0:
                live = random_live(dice, may_normalise);
                break;
            case 1: {
                const int replica = dice.below(static_cast<int>(task.setup.replicas.size()));
                expected->park(replica, keyframe);
                found->park(replica, keyframe);
                break;
            }
            case 2: {
                keyframe = expected->export_state();
                const EngineState own = found->export_state();
                found = make(task);
                found->import_state(own);
                expected->import_state(keyframe);
                break;
            }
            default:
                break;
        }
        const int steps = dice.of({1, 3, 30, 64});
        expected->advance(steps, live);
        found->advance(steps, live);
        REQUIRE(expected->diverged() == found->diverged());
        REQUIRE(lab::same_bits(expected->export_state(), found->export_state()));
        const EngineState* at = dice.below(2) == 0 ? &keyframe : nullptr;
        REQUIRE(predicted(*expected, task, at, live, inputs) == predicted(*found, task, at, live, inputs));
    }
}

}  // namespace

TEST_CASE("random lives give the bits of the reference engine in every layout") {
    for (const fused::Kernels& kernels : fused::supported_kernels()) {
        CAPTURE(kernels.name);
        const auto made_with = [&](const FusedOptions& options) {
            return [options](const EngineTask& task) { return make(task, options); };
        };
        for (std::uint64_t seed = 0; seed < 40; ++seed) compare_lives(seed, made_with({{}, &kernels}));
        for (const Layout layout : fused::layouts) {
            CAPTURE(static_cast<int>(layout));
            for (std::uint64_t seed = 100; seed < 140; ++seed)
                compare_lives(seed, made_with({layout, &kernels}));
        }
    }
}

TEST_CASE("random lives give the bits of the reference engine in emulated warps") {
    if (!lab::can_emulate_cuda()) return;
    const auto make_emulated = [](const EngineTask& task) -> std::unique_ptr<Engine> {
        if (std::holds_alternative<MlpParams>(task.model))
            return std::make_unique<fused::CudaEngine<MlpNet<float>>>(task, lab::emulated_cuda(), 0);
        return std::make_unique<fused::CudaEngine<LinearNet<float>>>(task, lab::emulated_cuda(), 0);
    };
    int lives = 0;
    for (std::uint64_t seed = 200; seed < 300; ++seed) {
        Dice dice(seed);
        if (fused::cuda_refuses(random_task(dice))) continue;  // too wide
        compare_lives(seed, make_emulated);
        ++lives;
    }
    CHECK(lives > 60);
}

TEST_CASE("a GPU refuses what it has no kernels for, and a device that is not there says so") {
    lab::Case made = lab::golden_case(0);
    CHECK(fused::cuda_refuses(made.task) == std::nullopt);
    made.task.model = MlpParams{129};
    CHECK(fused::cuda_refuses(made.task) == "The GPU has 1 to 128 hidden units; the model has 129.");
    made.task.model = MlpParams{128};
    CHECK(fused::cuda_refuses(made.task) == std::nullopt);
    CHECK(sentence_of([&] { fused::CudaEngine<MlpNet<float>>(made.task, lab::emulated_cuda(), 1); }) ==
          "There is one emulated device.");
}

TEST_CASE("a device is tried before it trains: one that changes a bit is found out") {
    if (!lab::can_emulate_cuda()) return;
    CHECK(fused::trains_exactly(lab::emulated_cuda(), 0));
    fused::CudaPlugin wrong = lab::emulated_cuda();
    wrong.train = [](void* opened, const fused::CudaSlice* slice, char* sentence, std::size_t size) {
        const int done = lab::emulated_cuda().train(opened, slice, sentence, size);
        if (slice->blocks != nullptr) slice->blocks[5].w1[31] = std::nextafter(slice->blocks[5].w1[31], 2.0f);
        return done;
    };
    CHECK_FALSE(fused::trains_exactly(wrong, 0));
    wrong.train = [](void* opened, const fused::CudaSlice* slice, char* sentence, std::size_t size) {
        const int done = lab::emulated_cuda().train(opened, slice, sentence, size);
        if (slice->lines != nullptr) slice->lines[7].b = -slice->lines[7].b;
        return done;
    };
    CHECK_FALSE(fused::trains_exactly(wrong, 0));
}

TEST_CASE("the widest net gives the bits of the reference engine") {
    for (const fused::Kernels& kernels : fused::supported_kernels())
        for (const Layout layout : fused::layouts) {
            lab::Case made = lab::golden_case(-2);
            made.task.model = MlpParams{1024};
            made.live.variants[0] = {.l2 = 1e-3, .dropout = 0.25, .batch_norm = true, .learning_rate = 0.05};
            const std::unique_ptr<Engine> expected = reference::make_reference_engine(made.task),
                                          found = make(made.task, {layout, &kernels});
            expected->advance(130, made.live);
            found->advance(130, made.live);
            CHECK(lab::same_bits(expected->export_state(), found->export_state()));
        }
}

TEST_CASE("a lane that is not a number leaves its neighbours alone, is found, and stays where it is parked") {
    if (!has_kernels()) return;
    for (const Layout layout : fused::layouts) {
        lab::Case made = lab::golden_case(0);
        made.task.setup.replicas = {{0, -4, 1}, {0, 0, 1}, {0, 2, 1}};
        const std::unique_ptr<Engine> engine = make(made.task, {layout}), healthy = make(made.task, {layout});
        const EngineState start = engine->export_state();
        EngineState broken = start;
        broken.tensors[0].values[128 + 5] = std::numeric_limits<float>::quiet_NaN();
        engine->import_state(broken);
        engine->advance(100, made.live);
        healthy->advance(100, made.live);
        CHECK(engine->diverged() == std::vector{1});
        EngineState kept = start;
        kept.tensors[0].values[128] = -0.0f;
        kept.tensors[0].values[129] = 1e-41f;  // neither sign nor denormals may get lost
        engine->park(1, kept);
        CHECK(engine->diverged().empty());
        engine->advance(100, made.live);
        healthy->advance(100, made.live);
        EngineState found = engine->export_state(), expected = healthy->export_state();
        for (std::size_t i = 0; i < found.tensors.size(); ++i) {
            std::vector<float>& values = expected.tensors[i].values;
            const std::size_t length = values.size() / 3;
            for (std::size_t k = length; k < 2 * length; ++k) values[k] = kept.tensors[i].values[k];
        }
        CHECK(lab::same_bits(found, expected));
    }
}

TEST_CASE("groups are packed again when batch norm or dropout is switched or a replica is parked") {
    if (!has_kernels()) return;
    lab::Case made = lab::golden_case(0);
    made.task.setup.replicas.clear();
    for (int i = 0; i < 16; ++i) made.task.setup.replicas.push_back({.variant = i % 2, .seed = 1});
    made.live.variants.resize(2, made.live.variants[0]);
    fused::FusedEngine<MlpNet<float>> engine(made.task, {Layout::Shared});
    const auto sizes_after_step = [&] {
        engine.advance(1, made.live);
        std::vector<std::size_t> sizes;
        for (const fused::Group& group : engine.groups()) sizes.push_back(group.replicas.size());
        return sizes;
    };
    const std::vector<std::size_t> at_first = sizes_after_step();
    made.live.variants[1].l2 = 0.5;
    CHECK(sizes_after_step() == at_first);
    CHECK(engine.groups().front().replicas[1] == 1);
    made.live.variants[1].batch_norm = true;
    sizes_after_step();
    CHECK(engine.groups().front().replicas[1] == 3);  // batch norm takes longest
    engine.park(3, engine.export_state());
    sizes_after_step();
    CHECK(engine.groups().front().replicas[1] == 5);
}

TEST_CASE("float and the reference in double stay within the parity gates") {
    if (!has_kernels()) return;
    for (const Layout layout : fused::layouts)
        for (const LiveParams& live :
             {LiveParams{.importance = -4, .learning_rate = 0.05},
              LiveParams{
                  .importance = -4, .l2 = 1e-3, .dropout = 0.5, .batch_norm = true, .learning_rate = 0.05}})
            for (const auto& [steps, gate] : {std::pair{1, 1e-7}, {128, 1e-6}, {1'280, 3e-6}}) {
                lab::Case made = lab::golden_case(0);
                made.live.variants[0] = live;
                const std::unique_ptr<Engine> found = make(made.task, {layout});
                reference::ReferenceEngine<MlpNet<double>> expected(made.task);
                found->advance(steps, made.live);
                expected.advance(steps, made.live);
                CHECK(lab::distance(found->export_state(), expected.export_state()) < gate);
            }
}

TEST_CASE("the fused engine refuses by name what it does not serve") {
    lab::Case made = lab::golden_case(0);
    if (!has_kernels()) {
        CHECK(*fused::fused_refuses(made.task) ==
              "The engine \"fused\" needs a processor with AVX2 and FMA; use the engine \"reference\".");
        return;
    }
    CHECK_FALSE(fused::fused_refuses(made.task).has_value());
    Dataset weighted = *made.task.data;
    weighted.weights.assign(weighted.labels.size(), 2.0f);
    made.task.data = std::make_shared<const Dataset>(weighted);
    CHECK(*fused::fused_refuses(made.task) ==
          "The engine \"fused\" knows no weights of single points; use the engine \"reference\".");
    made = lab::golden_case(0);
    made.task.model = MlpParams{2000};
    CHECK(*fused::fused_refuses(made.task) ==
          "The engine \"fused\" has 1 to 1024 hidden units; the model has 2000.");
}

}  // namespace reweigh
