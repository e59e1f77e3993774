#include "core/engine/torch/side_by_side_engine.h"

#include "core/engine/initial_state.h"
#include "core/engine/live_rules.h"
#include "core/engine/torch/descent.h"
#include "core/engine/torch/models/layers.h"
#include "core/engine/torch/sentence.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>

namespace reweigh::torch_engine {
namespace {

std::vector<std::uint64_t> seeds_of(const Setup& setup) {
    std::vector<std::uint64_t> seeds;
    for (const Replica& replica : setup.replicas) seeds.push_back(replica.seed);
    return seeds;
}

// Threads of LibTorch's own beside those of the pool were measured many times slower than none.
void use_one_thread() {
    thread_local const bool once = (at::set_num_threads(1), true);
    (void)once;
}

torch::Tensor row_of(const Tensor& tensor, int replica) {
    const auto size = static_cast<std::ptrdiff_t>(tensor.values.size()) / tensor.shape.front();
    const float* first = tensor.values.data() + replica * size;
    return torch::tensor(at::ArrayRef<float>(first, static_cast<std::size_t>(size)))
        .view(at::IntArrayRef(tensor.shape).slice(1));
}

// A sum is finite where all is, but for rare overflows: those are looked at value by value. Sums are asked
// for together, since each answer of a GPU is waited for.
bool are_finite(const Tensors& tensors) {
    Tensors sums;
    for (const torch::Tensor& tensor : tensors) sums.push_back(tensor.sum());
    return at::stack(sums).isfinite().all().item<bool>() ||
           std::ranges::all_of(
               tensors, [](const torch::Tensor& tensor) { return tensor.isfinite().all().item<bool>(); });
}

}  // namespace

struct SideBySideEngine::StepRule {
    LossRule loss;
    StepSize size;
    bool batch_norm = false;
};

SideBySideEngine::SideBySideEngine(const EngineTask& task, std::unique_ptr<Network> network, Place place)
    : task_(task),
      network_(std::move(network)),
      tables_(task_, network_->dropout_units()),
      place_(std::move(place)),
      inputs_(place_.for_all(torch::from_blob(const_cast<float*>(task.data->inputs.data()),
                                              {task.data->size(), task.data->width}))),
      steps_per_epoch_(steps_per_epoch(task.setup, task.data->size())),
      trainees_(task.setup.replicas.size()),
      orders_(task.data->size(), seeds_of(task.setup)),
      pool_(task.threads) {
    if (Recorder* recorder = place_.recorder()) player_.emplace(*recorder, place_.dealing().lanes());
    for (const TensorLayout& tensor : layouts_of(task_.model)) roles_.push_back(tensor.role);
    const EngineState start = initial_state(task_.setup, task_.model);
    for (const Tensor& tensor : start.tensors) layout_.push_back({tensor.name, tensor.shape, {}});
    import_state(start);
}

SideBySideEngine::StepRule SideBySideEngine::rule_of(std::size_t replica, const Live& live) const {
    const Replica& trained = task_.setup.replicas[replica];
    const LiveParams& params = live.variants[static_cast<std::size_t>(trained.variant)];
    return {{weighing_of(trained, live, task_.data->classes), params.reduction, dropout_rule(params.dropout)},
            {place_.here(torch::scalar_tensor(params.learning_rate)),
             place_.here(torch::scalar_tensor(params.l2)),
             place_.here(torch::scalar_tensor(1 - params.learning_rate * params.l2))},
            params.batch_norm};
}

void SideBySideEngine::advance(std::int64_t count, const Live& live) {
    require_trainable(live, task_.setup);
    place_.arrange();
    for (const std::int64_t end = step_ + count; step_ < end;) {
        const std::int64_t epoch = step_ / steps_per_epoch_;
        const std::int64_t stop = std::min(end, (epoch + orders_.epochs_at_once()) * steps_per_epoch_);
        orders_.cover(epoch, (stop - 1) / steps_per_epoch_, pool_);
        in_a_sentence([&] {
            pool_.run(place_.dealing().lanes(), [&](int lane) { train_lane(lane, stop, live); });
            place_.wait();
        });
        step_ = stop;
    }
}

void SideBySideEngine::train_lane(int lane, std::int64_t last, const Live& live) {
    for (const int dealt : place_.dealing().replicas_of(lane)) {
        const Place::Turn turn(place_, dealt);
        const auto replica = static_cast<std::size_t>(dealt);
        if (!trainees_[replica].is_parked) train(replica, step_, last, rule_of(replica, live));
    }
}

void SideBySideEngine::train(std::size_t replica, std::int64_t first, std::int64_t last,
                             const StepRule& rule) {
    use_one_thread();
    const std::uint64_t seed = task_.setup.replicas[replica].seed;
    for (std::int64_t step = first; step < last;) {
        const std::int64_t epoch = step / steps_per_epoch_,
                           stop = std::min(last, (epoch + 1) * steps_per_epoch_);
        const std::vector<int> order = tables_.kept(orders_.of(seed, epoch), rule.loss.weighing);
        while (const std::optional<Batches> batches = tables_.next(order, step, stop)) {
            const StepInputs table = tables_.table(seed, *batches, rule.loss);
            train_on(replica,
                     changed(table, [&](const torch::Tensor& tensor) { return place_.here(tensor); }), rule);
            step += batches->count;
        }
        step = stop;  // where points are fewer it waits for the next epoch
    }
}

void SideBySideEngine::train_on(std::size_t replica, const StepInputs& table, const StepRule& rule) {
    Trainee& trainee = trainees_[replica];
    const bool batch_norm = rule.batch_norm;
    const auto step = [this, &trainee, batch_norm](const StepInputs& inputs, const StepSize& size) {
        train_one_step(trainee.tensors, inputs, size, batch_norm);
    };
    const auto rehearse = [&](const StepInputs& inputs, const StepSize& size) {
        Tensors copies;
        for (const torch::Tensor& tensor : trainee.tensors) copies.push_back(tensor.clone());
        train_one_step(copies, inputs, size, batch_norm);
    };
    const bool is_whole = table.rows.size(1) == batch_size(task_.setup);
    const bool is_played =
        player_ && is_whole &&
        player_->play(place_.dealing().lane_of(static_cast<int>(replica)), trainee.recorded,
                      {batch_norm, !table.masks.empty()}, table, rule.size, step, rehearse);
    if (is_played) return;
    for (std::int64_t i = 0; i < table.rows.size(0); ++i) step(step_of(table, i), rule.size);
}

void SideBySideEngine::train_one_step(Tensors& tensors, const StepInputs& inputs, const StepSize& size,
                                      bool batch_norm) const {
    Tensors of_model(tensors.begin(), tensors.begin() + static_cast<std::ptrdiff_t>(roles_.size()));
    Tensors leaves;
    for (std::size_t k = 0; k < roles_.size(); ++k)
        if (is_moved(k, batch_norm)) {
            of_model[k] = of_model[k].detach().requires_grad_();
            leaves.push_back(of_model[k]);
        }
    const auto logits = this->logits(of_model, {.inputs = inputs_.index_select(0, inputs.rows),
                                                .masks = inputs.masks,
                                                .batch_norm = batch_norm,
                                                .training = true});
    // The gradient of the usual form, sigmoid(z) - y, loses precision for positives only. ENGINE.md 4.
    const auto loss = (inputs.omega * -at::log_sigmoid(signed_logits(logits, inputs.labels))).sum();
    descend(tensors, torch::autograd::grad({loss}, leaves), inputs, size, batch_norm);
}

bool SideBySideEngine::is_moved(std::size_t tensor, bool batch_norm) const {
    return roles_[tensor] == TensorRole::Weight ||
           (batch_norm && roles_[tensor] == TensorRole::BatchNormWeight);
}

// gradients: of the tensors that are moved, in their order.
void SideBySideEngine::descend(Tensors& tensors, const Tensors& gradients, const StepInputs& inputs,
                               const StepSize& size, bool batch_norm) const {
    const at::NoGradGuard no_graph;
    const OptimizerParams& optimizer = task_.setup.optimizer;
    auto gradient = gradients.begin();
    for_each_movable(tensors, roles_, memories_of(optimizer).size(),
                     [&](std::size_t k, torch::Tensor& theta, std::span<torch::Tensor> memory) {
                         if (is_moved(k, batch_norm))
                             move(optimizer, theta, *gradient++, memory, size, inputs.corrections);
                     });
}

torch::Tensor SideBySideEngine::logits(const Tensors& tensors, const NetworkPass& pass) const {
    const Place::Casting casting(place_);
    return network_->logits(tensors, pass).to(torch::kFloat);
}

void SideBySideEngine::predict(std::span<const int> replicas, const EngineState* at, const Live& live,
                               std::span<const float> inputs, std::span<float> out) const {
    if (at != nullptr) require_fit(*at, task_.setup, task_.model);
    const std::int64_t width = task_.data->width, points = static_cast<std::int64_t>(inputs.size()) / width;
    const std::int64_t each = logit_count(task_.model), size = points * each;
    const std::int64_t most = place_.most_points_at_once(), parts = (points + most - 1) / most;
    place_.arrange();
    const auto predict_part = [&](int task) {
        use_one_thread();
        const at::NoGradGuard no_graph;
        const std::int64_t which = task / parts, first = task % parts * most;
        const std::int64_t count = std::min(most, points - first);
        const int replica = replicas[static_cast<std::size_t>(which)];
        const Place::Turn turn(place_, replica);
        const auto part = torch::from_blob(const_cast<float*>(inputs.data()) + first * width, {count, width});
        const Tensors tensors = at != nullptr ? tensors_at(*at, replica, roles_.size())
                                              : trainees_[static_cast<std::size_t>(replica)].tensors;
        const int variant = task_.setup.replicas[static_cast<std::size_t>(replica)].variant;
        const bool batch_norm = live.variants[static_cast<std::size_t>(variant)].batch_norm;
        const auto found =
            logits(tensors, {.inputs = place_.here(part), .batch_norm = batch_norm}).cpu().contiguous();
        std::copy_n(found.data_ptr<float>(), count * each, out.begin() + which * size + first * each);
    };
    in_a_sentence([&] {
        pool_.run(static_cast<int>(static_cast<std::int64_t>(replicas.size()) * parts), predict_part);
    });
}

Tensors SideBySideEngine::tensors_at(const EngineState& state, int replica, std::size_t count) const {
    Tensors tensors;
    for (std::size_t k = 0; k < count; ++k)
        tensors.push_back(place_.here(with_channels_last(row_of(state.tensor(layout_[k].name), replica))));
    return tensors;
}

EngineState SideBySideEngine::export_state() const {
    EngineState state{.step = step_, .tensors = layout_};
    for (std::size_t k = 0; k < layout_.size(); ++k) {
        std::vector<float>& values = state.tensors[k].values;
        values.reserve(static_cast<std::size_t>(element_count(layout_[k].shape)));
        for (std::size_t r = 0; r < trainees_.size(); ++r) {
            const Place::Turn turn(place_, static_cast<int>(r));
            const auto dense = trainees_[r].tensors[k].cpu().contiguous();
            values.insert(values.end(), dense.data_ptr<float>(), dense.data_ptr<float>() + dense.numel());
        }
    }
    return state;
}

void SideBySideEngine::import_state(const EngineState& state) {
    require_fit(state, task_.setup, task_.model);
    for (std::size_t r = 0; r < trainees_.size(); ++r) {
        const Place::Turn turn(place_, static_cast<int>(r));
        trainees_[r] = {tensors_at(state, static_cast<int>(r), layout_.size())};
    }
    step_ = state.step;
}

std::vector<int> SideBySideEngine::diverged() const {
    std::vector<std::uint8_t> is_lost(trainees_.size(), 0);
    pool_.run(static_cast<int>(trainees_.size()), [&](int task) {
        use_one_thread();
        const Place::Turn turn(place_, task);
        const Trainee& trainee = trainees_[static_cast<std::size_t>(task)];
        if (!trainee.is_parked && !are_finite(trainee.tensors)) is_lost[static_cast<std::size_t>(task)] = 1;
    });
    std::vector<int> found;
    for (std::size_t r = 0; r < is_lost.size(); ++r)
        if (is_lost[r] != 0) found.push_back(static_cast<int>(r));
    return found;
}

void SideBySideEngine::park(int replica, const EngineState& at) {
    require_fit(at, task_.setup, task_.model);
    const Place::Turn turn(place_, replica);
    trainees_[static_cast<std::size_t>(replica)] = {tensors_at(at, replica, layout_.size()), true};
}

}  // namespace reweigh::torch_engine
