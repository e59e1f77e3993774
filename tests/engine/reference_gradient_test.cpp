#include "core/engine/dropout_mask.h"
#include "core/engine/initial_state.h"
#include "core/engine/permutation.h"
#include "core/engine/reference/engine.h"
#include "tests/engine/lab.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>

namespace reweigh {
namespace {

using Values = std::vector<double>;
using DoubleMlp = reference::ReferenceEngine<MlpNet<double>>;
using DoubleLinear = reference::ReferenceEngine<LinearNet<double>>;

constexpr int hidden = 70, batch = 20, points = 50;  // the last batch of an epoch has 10 points

// Everything that an objective is made of, in the words of SCIENCE.md 0.1.
struct Problem {
    lab::Case made;
    std::vector<int> batch;
    std::int64_t step = 0;
    const LiveParams& live() const { return made.live.variants[0]; }
};

double sum_of(const Values& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum;
}

// Weighted logistic loss of the logits of the batch, reduced.
double weighted_loss(const Problem& problem, const Values& logits) {
    const Dataset& data = *problem.made.task.data;
    const double ratio = effective_importance(problem.made.task.setup.replicas[0], problem.made.live);
    const ClassWeights classes = class_weights(ratio, problem.live().weight_scale);
    double sum = 0, weight_sum = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        const auto point = static_cast<std::size_t>(problem.batch[i]);
        const bool positive = data.labels[point] == 1;
        const double weight = (positive ? classes.positive : classes.negative) *
                              (data.weights.empty() ? 1.0 : double{data.weights[point]});
        sum += weight * std::log1p(std::exp(positive ? -logits[i] : logits[i]));
        weight_sum += weight;
    }
    switch (problem.live().reduction) {
        case Reduction::R0:
            return sum / static_cast<double>(logits.size());
        case Reduction::R1:
            return sum / weight_sum;
        case Reduction::R2:
            break;
    }
    return sum;
}

double l2_term(const Problem& problem, const Values& theta) {
    double squares = 0;
    for (const double value : theta) squares += value * value;
    return problem.live().l2 / 2 * squares;
}

// theta: w0, w1, b, w2 (H each), b2; with batch norm then gamma, beta.
double mlp_objective(const Problem& problem, const Values& theta) {
    const auto at = [&](int group, int j) { return theta[static_cast<std::size_t>(group * hidden + j)]; };
    const auto normed = [&](int group, int j) {
        return theta[static_cast<std::size_t>((4 + group) * hidden + 1 + j)];
    };
    const int size = static_cast<int>(problem.batch.size());
    const DropoutRule rule = dropout_rule(problem.live().dropout);
    const std::vector<std::uint8_t> kept = keep_mask(
        {problem.made.task.setup.replicas[0].seed, problem.step, batch}, size, hidden, rule.threshold);
    Values logits(problem.batch.size(), at(4, 0));
    for (int j = 0; j < hidden; ++j) {
        Values a;
        for (const int point : problem.batch) {
            const Vec2 x = problem.made.task.data->point(point);
            a.push_back(at(0, j) * x.x + at(1, j) * x.y + at(2, j));
        }
        if (problem.live().batch_norm) {
            const double mean = sum_of(a) / size;
            double variance = 0;
            for (const double value : a) variance += (value - mean) * (value - mean) / size;
            for (double& value : a)
                value = normed(0, j) * (value - mean) / std::sqrt(variance + 1e-5) + normed(1, j);
        }
        for (std::size_t i = 0; i < a.size(); ++i)
            if (kept[i * hidden + static_cast<std::size_t>(j)])
                logits[i] += at(3, j) * double{rule.scale} * std::max(a[i], 0.0);
    }
    return weighted_loss(problem, logits) + l2_term(problem, theta);
}

double linear_objective(const Problem& problem, const Values& theta) {
    Values logits;
    for (const int point : problem.batch) {
        const Vec2 x = problem.made.task.data->point(point);
        logits.push_back(theta[0] * x.x + theta[1] * x.y + theta[2]);
    }
    return weighted_loss(problem, logits) + l2_term(problem, theta);
}

Values parameters_of(const MlpNet<double>& net, bool batch_norm) {
    using Block = UnitBlock<double>;
    Values theta;
    const auto append = [&](double(Block::*values)[block_units]) {
        for (std::size_t j = 0; j < hidden; ++j)
            theta.push_back((net.blocks[j / block_units].*values)[j % block_units]);
    };
    append(&Block::w0);
    append(&Block::w1);
    append(&Block::b);
    append(&Block::w2);
    theta.push_back(net.b2);
    if (batch_norm) {
        append(&Block::gamma);
        append(&Block::beta);
    }
    return theta;
}

Values parameters_of(const LinearNet<double>& net, bool) { return {net.w0, net.w1, net.b}; }

// Largest distance of the step that the engine took from minus the objective's slope, over the largest slope.
template <class Engine>
double gradient_error(const Problem& problem,
                      const std::function<double(const Problem&, const Values&)>& objective) {
    Engine engine(problem.made.task);
    EngineState start = engine.export_state();
    for (Tensor& tensor : start.tensors)  // moves what starts at 0 or 1
        for (std::size_t i = 0; i < tensor.values.size(); ++i)
            tensor.values[i] += 0.3f * static_cast<float>(std::sin(static_cast<double>(i)));
    start.step = problem.step;
    engine.import_state(start);
    const Values before = parameters_of(engine.net(0), problem.live().batch_norm);
    engine.advance(1, problem.made.live);
    const Values after = parameters_of(engine.net(0), problem.live().batch_norm);
    double worst = 0, largest = 0;
    for (std::size_t k = 0; k < before.size(); ++k) {
        constexpr double h = 1e-5;
        Values up = before, down = before;
        up[k] += h;
        down[k] -= h;
        const double slope = (objective(problem, up) - objective(problem, down)) / (2 * h);
        worst = std::max(worst, std::abs((before[k] - after[k]) / problem.live().learning_rate - slope));
        largest = std::max(largest, std::abs(slope));
    }
    return worst / largest;
}

Problem problem_of(const ModelParams& model, const LiveParams& live, std::int64_t step, bool point_weights) {
    Problem problem;
    problem.made = lab::golden_case(-1);
    problem.step = step;
    EngineTask& task = problem.made.task;
    task.model = model;
    Dataset data = *lab::golden_data(points);
    for (int i = 0; point_weights && i < points; ++i)
        data.weights.push_back(0.5f + static_cast<float>(i % 7));
    task.data = std::make_shared<const Dataset>(data);
    task.setup.optimizer = SgdParams{batch};
    task.setup.replicas[0].seed = 5;
    problem.made.live.variants[0] = live;
    problem.batch = batch_of_step(5, step, points, batch);
    return problem;
}

constexpr std::array reductions{Reduction::R0, Reduction::R1, Reduction::R2};

}  // namespace

TEST_CASE("an MLP step follows the objective's gradient in every variant, reduction and batch") {
    for (const Reduction reduction : reductions)
        for (const double dropout : {0.0, 0.5})
            for (const bool batch_norm : {false, true})
                for (const std::int64_t step : {3, 5})
                    for (const bool point_weights : {false, true}) {
                        const LiveParams live{.importance = -2,
                                              .weight_scale = WeightScale::Mean,
                                              .reduction = reduction,
                                              .l2 = 0.01,
                                              .dropout = dropout,
                                              .batch_norm = batch_norm,
                                              .learning_rate = 0.125};
                        const Problem problem = problem_of(MlpParams{hidden}, live, step, point_weights);
                        CAPTURE(names_of<Reduction>[static_cast<std::size_t>(reduction)].key);
                        CAPTURE(dropout);
                        CAPTURE(batch_norm);
                        CAPTURE(step);
                        CAPTURE(point_weights);
                        CHECK(gradient_error<DoubleMlp>(problem, mlp_objective) < 1e-5);
                    }
}

TEST_CASE("a logistic regression step follows the objective's gradient") {
    for (const Reduction reduction : reductions)
        for (const std::int64_t step : {3, 5})
            for (const bool point_weights : {false, true}) {
                const LiveParams live{.importance = 3,
                                      .weight_scale = WeightScale::Sum,
                                      .reduction = reduction,
                                      .l2 = 0.01,
                                      .learning_rate = 0.125};
                const Problem problem = problem_of(LogisticRegressionParams{}, live, step, point_weights);
                CHECK(gradient_error<DoubleLinear>(problem, linear_objective) < 1e-5);
            }
}

}  // namespace reweigh
