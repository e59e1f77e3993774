#include "core/engine/torch/torch_engine.h"

#include "core/engine/batch_norm.h"
#include "core/engine/initial_state.h"
#include "core/engine/live_rules.h"
#include "core/engine/torch/descent.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>

namespace reweigh::torch_engine {
namespace {

torch::Tensor to_tensor(const Tensor& tensor) {
    return torch::tensor(tensor.values, torch::kFloat).reshape(tensor.shape);
}

// One replica of it; its first axis stays, with length 1.
Tensor row_of(const Tensor& tensor, int replica) {
    const auto size = static_cast<std::ptrdiff_t>(tensor.values.size()) / tensor.shape.front();
    const auto first = tensor.values.begin() + replica * size;
    Tensor row{tensor.name, tensor.shape, {first, first + size}};
    row.shape.front() = 1;
    return row;
}

std::vector<float> values_of(const torch::Tensor& tensor) {
    const auto dense = tensor.detach().contiguous();
    return {dense.data_ptr<float>(), dense.data_ptr<float>() + dense.numel()};
}

torch::Tensor to_flags(const std::vector<std::uint8_t>& flags) {
    return torch::tensor(flags, torch::kByte).to(torch::kBool);
}

// (R) as (R, 1, ...), to meet a tensor of the same first axis.
torch::Tensor per_replica(const torch::Tensor& values, const torch::Tensor& like) {
    std::vector<std::int64_t> shape(static_cast<std::size_t>(like.dim()), 1);
    shape[0] = -1;
    return values.view(shape);
}

}  // namespace

struct TorchEngine::StepConstants {
    std::vector<LossRule> rules;
    torch::Tensor rate, l2, decay;  // (R): eta, lambda, 1 - eta lambda
    torch::Tensor batch_norm;       // (R), bool
    torch::Tensor active;           // (R), bool: not parked
};

TorchEngine::TorchEngine(const EngineTask& task)
    : task_(task), model_(make_model(task.model)), source_(task_) {
    for (const TensorLayout& tensor : layouts_of(task_.model)) roles_.push_back(tensor.role);
    at::set_num_threads(1);
    at::globalContext().setFlushDenormal(true);
    parked_.assign(task_.setup.replicas.size(), false);
    const EngineState start = initial_state(task_.setup, task_.model);
    for (const Tensor& tensor : start.tensors) layout_.push_back({tensor.name, tensor.shape, {}});
    import_state(start);
}

TorchEngine::StepConstants TorchEngine::constants(const Live& live) const {
    StepConstants result;
    std::vector<float> rate, l2, decay;
    std::vector<std::uint8_t> batch_norm, active;
    for (std::size_t r = 0; r < task_.setup.replicas.size(); ++r) {
        const Replica& replica = task_.setup.replicas[r];
        const LiveParams& params = live.variants[static_cast<std::size_t>(replica.variant)];
        result.rules.push_back({weighing_of(replica, live), params.reduction, dropout_rule(params.dropout)});
        rate.push_back(static_cast<float>(params.learning_rate));
        l2.push_back(static_cast<float>(params.l2));
        decay.push_back(static_cast<float>(1 - params.learning_rate * params.l2));
        batch_norm.push_back(params.batch_norm);
        active.push_back(!parked_[r]);
    }
    result.rate = torch::tensor(rate);
    result.l2 = torch::tensor(l2);
    result.decay = torch::tensor(decay);
    result.batch_norm = to_flags(batch_norm);
    result.active = to_flags(active);
    return result;
}

void TorchEngine::advance(std::int64_t count, const Live& live) {
    require_trainable(live, task_.setup);
    const StepConstants step_constants = constants(live);
    for (std::int64_t i = 0; i < count; ++i) train_one_step(step_constants);
}

void TorchEngine::train_one_step(const StepConstants& constants) {
    const Batch batch = source_.batch(step_, constants.rules, model_->hidden_units());
    const bool single_point = batch.signs.size(1) == 1;  // batch norm skips it
    const auto batch_norm = single_point ? torch::zeros_like(constants.batch_norm) : constants.batch_norm;
    const auto trained = single_point ? constants.active & ~constants.batch_norm : constants.active;

    Tensors leaves;
    for (std::size_t k = 0; k < roles_.size(); ++k) leaves.push_back(tensors_[k].detach().requires_grad_());
    const Evaluation result = model_->evaluate(leaves, {.inputs = batch.inputs,
                                                        .batch_norm = per_replica(batch_norm, batch.inputs),
                                                        .dropout = batch.dropout,
                                                        .training = true});
    // The gradient of the usual form, sigmoid(z) - y, loses precision for positives only. ENGINE.md 4.
    const auto loss = (batch.omega * -at::log_sigmoid(batch.signs * result.logits)).sum();
    const Tensors gradients = torch::autograd::grad({loss}, leaves, {}, {}, /*create_graph=*/false,
                                                    /*allow_unused=*/true);
    descend(gradients, constants, trained);
    if (!result.batch_statistics.empty()) update_statistics(result.batch_statistics, trained & batch_norm);
    ++step_;
}

// Each tensor, and what the optimizer remembers of it, for the replicas in which it is trained.
void TorchEngine::descend(const Tensors& gradients, const StepConstants& constants,
                          const torch::Tensor& trained) {
    const at::NoGradGuard no_graph;
    const OptimizerParams& optimizer = task_.setup.optimizer;
    const torch::Tensor corrections = corrections_at(optimizer, step_);
    for_each_movable(
        tensors_, roles_, memories_of(optimizer).size(),
        [&](std::size_t k, torch::Tensor& theta, std::span<torch::Tensor> memory) {
            const StepSize size{per_replica(constants.rate, theta), per_replica(constants.l2, theta),
                                per_replica(constants.decay, theta)};
            const auto gradient = gradients[k].defined() ? gradients[k] : torch::zeros_like(theta);
            const Tensors before(memory.begin(), memory.end());
            auto next = theta.clone();
            for (torch::Tensor& remembered : memory) remembered = remembered.clone();
            move(optimizer, next, gradient, memory, size, corrections);
            const auto moves = per_replica(
                roles_[k] == TensorRole::Weight ? trained : trained & constants.batch_norm, theta);
            theta = torch::where(moves, next, theta);
            for (std::size_t m = 0; m < memory.size(); ++m)
                memory[m] = torch::where(moves, memory[m], before[m]);
        });
}

void TorchEngine::update_statistics(const Tensors& of_batch, const torch::Tensor& trained) {
    const at::NoGradGuard no_graph;
    std::size_t statistic = 0;
    for (std::size_t k = 0; k < roles_.size(); ++k) {
        if (roles_[k] != TensorRole::BatchNormStatistic) continue;
        const auto next = tensors_[k] + batch_norm_momentum * (of_batch[statistic++] - tensors_[k]);
        tensors_[k] = torch::where(per_replica(trained, next), next, tensors_[k]);
    }
}

void TorchEngine::predict(std::span<const int> replicas, const EngineState* at, const Live& live,
                          std::span<const float> inputs, std::span<float> out) const {
    if (at != nullptr) require_fit(*at, task_.setup, task_.model);
    const at::NoGradGuard no_graph;
    const auto rows =
        torch::tensor(std::vector<std::int64_t>(replicas.begin(), replicas.end()), torch::kLong);
    Tensors tensors;
    for (std::size_t k = 0; k < roles_.size(); ++k) {
        const auto all = at != nullptr ? to_tensor(at->tensor(layout_[k].name)) : tensors_[k];
        tensors.push_back(all.index_select(0, rows));
    }
    const auto points = torch::tensor(at::ArrayRef<float>(inputs.data(), inputs.size())).view({1, -1, 2});
    const auto batch_norm = constants(live).batch_norm.index_select(0, rows);
    const Evaluation result = model_->evaluate(
        tensors, {.inputs = points.expand({rows.size(0), -1, 2}), .batch_norm = batch_norm.view({-1, 1, 1})});
    std::ranges::copy(values_of(result.logits), out.begin());
}

EngineState TorchEngine::export_state() const {
    EngineState state{.step = step_, .tensors = layout_};
    for (std::size_t k = 0; k < tensors_.size(); ++k) state.tensors[k].values = values_of(tensors_[k]);
    return state;
}

void TorchEngine::import_state(const EngineState& state) {
    require_fit(state, task_.setup, task_.model);
    tensors_.clear();
    for (const Tensor& tensor : layout_) tensors_.push_back(to_tensor(state.tensor(tensor.name)));
    step_ = state.step;
}

std::vector<int> TorchEngine::diverged() const {
    std::vector<int> found;
    for (std::size_t r = 0; r < parked_.size(); ++r) {
        const auto is_finite = [row = static_cast<std::int64_t>(r)](const torch::Tensor& tensor) {
            return tensor[row].isfinite().all().item<bool>();
        };
        if (!parked_[r] && !std::ranges::all_of(tensors_, is_finite)) found.push_back(static_cast<int>(r));
    }
    return found;
}

void TorchEngine::park(int replica, const EngineState& at) {
    require_fit(at, task_.setup, task_.model);
    for (std::size_t k = 0; k < tensors_.size(); ++k)
        tensors_[k][replica].copy_(to_tensor(row_of(at.tensor(layout_[k].name), replica))[0]);
    parked_[static_cast<std::size_t>(replica)] = true;
}

}  // namespace reweigh::torch_engine
