#include "core/base/error.h"
#include "core/engine/initial_state.h"
#include "core/engine/reference/engine.h"
#include "tests/engine/lab.h"

#include <doctest/doctest.h>

#include <limits>

namespace reweigh {
namespace {

using FloatMlp = reference::ReferenceEngine<MlpNet<float>>;
using DoubleMlp = reference::ReferenceEngine<MlpNet<double>>;
using FloatLinear = reference::ReferenceEngine<LinearNet<float>>;
using DoubleLinear = reference::ReferenceEngine<LinearNet<double>>;

// Three seeds and four variants on 100 points, so that every epoch ends with a batch of 4.
lab::Case mixed_case(int threads = 1) {
    lab::Case made = lab::golden_case(0);
    made.task.model = MlpParams{33};
    made.task.data = lab::golden_data(100);
    made.task.threads = threads;
    made.task.setup.replicas = {{0, -4, 1}, {1, 2, 1}, {2, 0, 2}, {3, 1, 3}, {0, 3, 2}};
    made.live.variants = {{.learning_rate = 0.05},
                          {.reduction = Reduction::R1, .l2 = 1e-3, .learning_rate = 0.1},
                          {.dropout = 0.3, .learning_rate = 0.05},
                          {.dropout = 0.5, .batch_norm = true, .learning_rate = 0.05}};
    return made;
}

template <class Engine>
EngineState trained(const lab::Case& made, std::int64_t steps) {
    Engine engine(made.task);
    engine.advance(steps, made.live);
    return engine.export_state();
}

std::vector<float> grid_inputs() {
    std::vector<float> inputs;
    for (int i = 0; i < 5'000; ++i) {
        inputs.push_back(static_cast<float>(std::sin(i)));
        inputs.push_back(static_cast<float>(std::cos(2 * i)));
    }
    return inputs;
}

EngineState row_of(const EngineState& state, std::size_t replica) {
    EngineState row{state.step, {}};
    for (const Tensor& tensor : state.tensors) {
        const auto length =
            static_cast<std::ptrdiff_t>(tensor.values.size() / static_cast<std::size_t>(tensor.shape[0]));
        const auto first = tensor.values.begin() + static_cast<std::ptrdiff_t>(replica) * length;
        row.tensors.push_back({tensor.name, {}, {first, first + length}});
    }
    return row;
}

}  // namespace

TEST_CASE("slices do not matter: 100 and 28 steps are 128 steps") {
    const lab::Case made = mixed_case();
    FloatMlp engine(made.task);
    engine.advance(100, made.live);
    engine.advance(28, made.live);
    CHECK(lab::same_bits(engine.export_state(), trained<FloatMlp>(made, 128)));
}

TEST_CASE("threads do not matter") {
    CHECK(lab::same_bits(trained<FloatMlp>(mixed_case(2), 500), trained<FloatMlp>(mixed_case(1), 500)));
}

TEST_CASE("a replica's numbers do not depend on its neighbours") {
    const lab::Case all = mixed_case();
    const EngineState together = trained<FloatMlp>(all, 200);
    for (std::size_t i = 0; i < all.task.setup.replicas.size(); ++i) {
        lab::Case alone = all;
        alone.task.setup.replicas = {all.task.setup.replicas[i]};
        const EngineState single = trained<FloatMlp>(alone, 200);
        CHECK(lab::same_bits(row_of(single, 0), row_of(together, i)));
    }
}

TEST_CASE("training goes on from an exported state as if it had not stopped") {
    const lab::Case made = mixed_case();
    FloatMlp first(made.task), second(made.task);
    first.advance(137, made.live);
    second.import_state(first.export_state());
    CHECK(second.step() == 137);
    first.advance(150, made.live);
    second.advance(150, made.live);
    CHECK(lab::same_bits(first.export_state(), second.export_state()));
}

TEST_CASE("a state that does not fit is refused and changes nothing") {
    const lab::Case made = mixed_case();
    FloatMlp engine(made.task);
    engine.advance(10, made.live);
    const EngineState before = engine.export_state();
    EngineState wrong = before;
    wrong.step = 0;
    wrong.tensors.back().shape = {5, 34};
    CHECK_THROWS_AS(engine.import_state(wrong), Error);
    CHECK_THROWS_AS(engine.park(0, wrong), Error);
    std::vector<float> out(1);
    CHECK_THROWS_AS(engine.predict(std::vector{0}, &wrong, made.live, std::vector{0.f, 0.f}, out), Error);
    CHECK(lab::same_bits(engine.export_state(), before));
}

TEST_CASE("double and float stay within the parity gates") {
    for (const LiveParams& live :
         {LiveParams{.learning_rate = 0.05}, LiveParams{.importance = -4, .learning_rate = 0.05},
          LiveParams{.importance = -4, .l2 = 1e-3, .dropout = 0.5, .learning_rate = 0.05},
          LiveParams{
              .importance = -4, .l2 = 1e-3, .dropout = 0.5, .batch_norm = true, .learning_rate = 0.05}}) {
        lab::Case made = lab::golden_case(0);
        made.live.variants[0] = live;
        for (const auto& [steps, gate] : {std::pair{1, 1e-7}, {128, 1e-6}, {1'280, 3e-6}})
            CHECK(lab::distance(trained<FloatMlp>(made, steps), trained<DoubleMlp>(made, steps)) < gate);
        made.task.model = LogisticRegressionParams{};
        for (const auto& [steps, gate] : {std::pair{1, 1e-7}, {128, 1e-6}, {1'280, 3e-6}})
            CHECK(lab::distance(trained<FloatLinear>(made, steps), trained<DoubleLinear>(made, steps)) <
                  gate);
    }
}

TEST_CASE("a class of weight 4 trains like the class repeated 4 times") {
    auto once = std::make_shared<Dataset>(*lab::golden_data(40));
    auto repeated = std::make_shared<Dataset>();
    for (std::size_t i = 0; i < 40; ++i)
        for (int copy = 0; copy < (once->labels[i] == 1 ? 4 : 1); ++copy) {
            repeated->inputs.insert(repeated->inputs.end(), {once->inputs[2 * i], once->inputs[2 * i + 1]});
            repeated->labels.push_back(once->labels[i]);
        }
    const auto net_of = [](std::shared_ptr<const Dataset> data, double importance, double learning_rate) {
        lab::Case made = lab::golden_case(importance);
        made.task.data = std::move(data);
        made.task.setup.optimizer = SgdParams{1'000};  // the full batch
        made.live.variants[0].reduction = Reduction::R2;
        made.live.variants[0].learning_rate = learning_rate;
        DoubleMlp engine(made.task);
        engine.advance(50, made.live);
        return engine.net(0);
    };
    const MlpNet<double> weighted = net_of(once, 2, 0.04), plain = net_of(repeated, 0, 0.01);
    CHECK(weighted.b2 == doctest::Approx(plain.b2).epsilon(1e-12));
    for (std::size_t block = 0; block < 2; ++block)
        for (std::size_t l = 0; l < block_units; ++l) {
            CHECK(std::abs(weighted.blocks[block].w0[l] - plain.blocks[block].w0[l]) < 1e-12);
            CHECK(std::abs(weighted.blocks[block].w2[l] - plain.blocks[block].w2[l]) < 1e-12);
        }
}

TEST_CASE("weights of points act like their class weights") {
    lab::Case by_class = lab::golden_case(-3), by_point = lab::golden_case(0);
    Dataset data = *by_point.task.data;
    for (const std::uint8_t label : data.labels) data.weights.push_back(label == 1 ? 0.125f : 1.0f);
    by_point.task.data = std::make_shared<const Dataset>(data);
    for (const Reduction reduction : {Reduction::R0, Reduction::R1, Reduction::R2}) {
        by_class.live.variants[0].reduction = by_point.live.variants[0].reduction = reduction;
        CHECK(lab::same_bits(trained<FloatMlp>(by_class, 300), trained<FloatMlp>(by_point, 300)));
    }
}

TEST_CASE("a dropout rate that rounds to zero changes nothing") {
    lab::Case made = lab::golden_case(1);
    const EngineState plain = trained<FloatMlp>(made, 300);
    made.live.variants[0].dropout = 0.001;
    CHECK(lab::same_bits(trained<FloatMlp>(made, 300), plain));
    made.live.variants[0].dropout = 0.01;
    CHECK_FALSE(lab::same_bits(trained<FloatMlp>(made, 300), plain));
}

TEST_CASE("swapped labels and weights give the mirrored line") {
    lab::Case made = lab::golden_case(-3), mirrored = lab::golden_case(3);
    Dataset data = *made.task.data;
    for (std::uint8_t& label : data.labels) label = label == 1 ? 0 : 1;
    mirrored.task.data = std::make_shared<const Dataset>(data);
    made.task.model = mirrored.task.model = LogisticRegressionParams{};
    const EngineState line = trained<FloatLinear>(made, 1'000), other = trained<FloatLinear>(mirrored, 1'000);
    REQUIRE(std::abs(line.tensor("lr.w").values[0]) > 0.1f);
    CHECK(line.tensor("lr.w").values[0] == -other.tensor("lr.w").values[0]);
    CHECK(line.tensor("lr.w").values[1] == -other.tensor("lr.w").values[1]);
    CHECK(line.tensor("lr.b").values[0] == -other.tensor("lr.b").values[0]);
}

TEST_CASE("a replica that is not a number leaves the others alone, is found, and stays where it is parked") {
    const lab::Case made = mixed_case();
    FloatMlp engine(made.task), healthy(made.task);
    const EngineState start = engine.export_state();
    EngineState broken = start;
    broken.tensors[0].values[33 * 2 * 1 + 5] = std::numeric_limits<float>::quiet_NaN();
    engine.import_state(broken);
    engine.advance(100, made.live);
    healthy.advance(100, made.live);
    CHECK(engine.diverged() == std::vector{1});
    for (const std::size_t replica : {0u, 2u, 3u, 4u})
        CHECK(
            lab::same_bits(row_of(engine.export_state(), replica), row_of(healthy.export_state(), replica)));

    engine.park(1, start);
    CHECK(engine.diverged().empty());
    engine.advance(100, made.live);
    EngineState held = row_of(engine.export_state(), 1), expected = row_of(start, 1);
    held.step = expected.step;
    CHECK(lab::same_bits(held, expected));
}

TEST_CASE("batch norm refuses batches of one point and skips a last batch of one") {
    lab::Case made = lab::golden_case(0);
    made.live.variants[0].batch_norm = true;
    made.task.setup.optimizer = SgdParams{1};
    FloatMlp refused(made.task);
    CHECK_THROWS_WITH_AS(refused.advance(1, made.live), "Batch norm needs batches of 2 or more points.",
                         Error);
    CHECK(refused.step() == 0);

    made.task.data = lab::golden_data(9);
    made.task.setup.optimizer = SgdParams{8};
    FloatMlp engine(made.task);
    engine.advance(1, made.live);
    EngineState before = engine.export_state();
    engine.advance(1, made.live);
    before.step = 2;
    CHECK(lab::same_bits(engine.export_state(), before));
    made.live.variants[0].batch_norm = false;
    engine.advance(2, made.live);
    const EngineState full = engine.export_state();
    engine.advance(1, made.live);
    engine.advance(1, made.live);
    CHECK(engine.step() == 6);
    CHECK_FALSE(lab::same_bits(row_of(engine.export_state(), 0), row_of(full, 0)));
}

TEST_CASE("batch norm that is switched off freezes its weights and statistics") {
    lab::Case made = lab::golden_case(0);
    LiveParams& live = made.live.variants[0];
    live.l2 = 0.01;
    live.batch_norm = true;
    FloatMlp engine(made.task);
    engine.advance(50, made.live);
    const EngineState on = engine.export_state();
    CHECK(on.tensor("mlp.gamma").values[0] != 1.0f);
    CHECK(on.tensor("mlp.running_var").values[0] != 1.0f);
    live.batch_norm = false;
    engine.advance(50, made.live);
    const EngineState off = engine.export_state();
    for (const char* name : {"mlp.gamma", "mlp.beta", "mlp.running_mean", "mlp.running_var"})
        CHECK(off.tensor(name).values == on.tensor(name).values);
    CHECK(off.tensor("mlp.W").values != on.tensor("mlp.W").values);
}

TEST_CASE("running statistics follow the batch's mean and unbiased variance") {
    lab::Case made = lab::golden_case(0);
    made.task.data = lab::golden_data(8);
    made.live.variants[0].batch_norm = true;
    DoubleMlp engine(made.task);
    const UnitBlock<double> start = engine.net(0).blocks[1];
    engine.advance(1, made.live);
    for (std::size_t l = 0; l < block_units; ++l) {
        double mean = 0, squares = 0;
        for (std::int64_t i = 0; i < 8; ++i) {
            const Vec2 x = made.task.data->point(i);
            const double a = start.w0[l] * x.x + start.w1[l] * x.y + start.b[l];
            mean += a / 8;
            squares += a * a / 8;
        }
        const double unbiased = (squares - mean * mean) * 8 / 7;
        CHECK(engine.net(0).blocks[1].running_mean[l] == doctest::Approx(0.1 * mean).epsilon(1e-9));
        CHECK(engine.net(0).blocks[1].running_var[l] == doctest::Approx(0.9 + 0.1 * unbiased).epsilon(1e-9));
    }
}

TEST_CASE("predictions are the logits of the formula, with running statistics where batch norm is on") {
    const lab::Case made = mixed_case(2);
    FloatMlp engine(made.task);
    engine.advance(200, made.live);
    const EngineState state = engine.export_state();
    const std::vector<float> inputs = grid_inputs();
    const std::vector<int> replicas{3, 0};
    std::vector<float> out(replicas.size() * inputs.size() / 2);
    engine.predict(replicas, nullptr, made.live, inputs, out);
    for (std::size_t row = 0; row < 2; ++row)
        for (std::size_t i = 0; i < inputs.size() / 2; i += 7) {
            const auto replica = static_cast<std::size_t>(replicas[row]);
            double z = state.tensor("mlp.b2").values[replica];
            for (std::size_t j = replica * 33; j < (replica + 1) * 33; ++j) {
                const auto value = [&](const char* name) { return double{state.tensor(name).values[j]}; };
                const std::vector<float>& first = state.tensor("mlp.W").values;
                double a =
                    first[2 * j] * inputs[2 * i] + first[2 * j + 1] * inputs[2 * i + 1] + value("mlp.b");
                if (row == 0)
                    a = value("mlp.gamma") * (a - value("mlp.running_mean")) /
                            std::sqrt(value("mlp.running_var") + 1e-5) +
                        value("mlp.beta");
                z += value("mlp.w2") * std::max(a, 0.0);
            }
            REQUIRE(out[row * inputs.size() / 2 + i] == doctest::Approx(z).epsilon(1e-5));
        }
    CHECK(lab::same_bits(engine.export_state(), state));
}

TEST_CASE("predictions at a keyframe are those of its time, and do not depend on how many points are asked") {
    const lab::Case made = mixed_case(2);
    FloatMlp engine(made.task);
    engine.advance(64, made.live);
    const EngineState keyframe = engine.export_state();
    const std::vector<float> inputs = grid_inputs();
    std::vector<float> now(inputs.size() / 2), later(inputs.size() / 2), one(1);
    engine.predict(std::vector{2}, nullptr, made.live, inputs, now);
    engine.advance(64, made.live);
    engine.predict(std::vector{2}, &keyframe, made.live, inputs, later);
    CHECK(now == later);
    for (const std::size_t i : {0u, 17u, 4'998u}) {
        engine.predict(std::vector{2}, &keyframe, made.live, std::span(inputs).subspan(2 * i, 2), one);
        CHECK(one[0] == now[i]);
    }
}

TEST_CASE("every kernel predicts the same bits") {
    const lab::Case made = mixed_case();
    const std::vector<float> inputs = grid_inputs();
    std::vector<std::vector<float>> answers;
    for (const reference::KernelSet& kernels : reference::supported_kernels()) {
        FloatMlp engine(made.task, kernels);
        engine.advance(40, made.live);
        engine.predict(std::vector{3}, nullptr, made.live, inputs, answers.emplace_back(inputs.size() / 2));
    }
    for (const std::vector<float>& answer : answers) CHECK(answer == answers[0]);
}

TEST_CASE("logistic regression predicts its line") {
    lab::Case made = lab::golden_case(0);
    made.task.model = LogisticRegressionParams{};
    FloatLinear engine(made.task);
    engine.advance(100, made.live);
    const EngineState state = engine.export_state();
    const std::vector<float>&w = state.tensor("lr.w").values, &b = state.tensor("lr.b").values;
    std::vector<float> out(2);
    engine.predict(std::vector{0}, nullptr, made.live, std::vector{0.5f, -2.0f, 1.0f, 0.0f}, out);
    CHECK(out[0] == doctest::Approx(0.5 * w[0] - 2.0 * w[1] + b[0]));
    CHECK(out[1] == doctest::Approx(double{w[0]} + b[0]));
}

TEST_CASE("widths from 1 to 1024 train and keep the units beyond the width at zero") {
    for (const int hidden : {1, 31, 32, 65, 1024}) {
        lab::Case made = lab::golden_case(0);
        made.task.model = MlpParams{hidden};
        made.live.variants[0] = {.l2 = 1e-3, .dropout = 0.25, .batch_norm = true, .learning_rate = 0.05};
        FloatMlp engine(made.task);
        engine.advance(20, made.live);
        CHECK(engine.diverged().empty());
        const MlpNet<float>& net = engine.net(0);
        REQUIRE(net.blocks.size() == static_cast<std::size_t>((hidden + 31) / 32));
        CHECK(net.blocks[0].w0[0] != 0);
        for (auto l = static_cast<std::size_t>((hidden - 1) % 32 + 1); l < 32; ++l) {
            CHECK(net.blocks.back().w0[l] == 0);
            CHECK(net.blocks.back().w2[l] == 0);
            CHECK(net.blocks.back().gamma[l] == 0);
        }
    }
}

}  // namespace reweigh
