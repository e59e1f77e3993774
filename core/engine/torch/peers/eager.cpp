#include "core/base/error.h"
#include "core/engine/initial_state.h"
#include "core/engine/torch/models/layers.h"
#include "core/engine/torch/peers/peers.h"
#include "core/engine/torch/peers/shuffled.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <torch/nn/functional/loss.h>
#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/modules/pooling.h>
#include <torch/optim/sgd.h>

namespace reweigh::torch_engine {
namespace {

namespace nn = torch::nn;

// One replica: modules and their optimizer. `names`: of the parameters in the order of the modules.
struct EagerReplica {
    nn::Sequential model;
    std::vector<std::string> names;
    std::unique_ptr<torch::optim::SGD> optimizer;
    ShuffledEpochs epochs;
};

nn::Sequential modules_of(const CnnParams& cnn) {
    const std::int64_t f = cnn.filters, padding = cnn.padding == Padding::Same ? 1 : 0,
                       side = cnn.padding == Padding::Same ? 8 : 4;
    const auto convolution = [&](std::int64_t in, std::int64_t out) {
        return nn::Conv2d(nn::Conv2dOptions(in, out, 3).padding(padding));
    };
    return nn::Sequential(nn::Unflatten(nn::UnflattenOptions(1, {3, 32, 32})), convolution(3, f), nn::ReLU(),
                          convolution(f, f), nn::ReLU(), nn::MaxPool2d(2), convolution(f, 2 * f), nn::ReLU(),
                          convolution(2 * f, 2 * f), nn::ReLU(), convolution(2 * f, 2 * f), nn::ReLU(),
                          nn::MaxPool2d(2), nn::Flatten(), nn::Linear(2 * f * side * side, cnn.dense),
                          nn::ReLU(), nn::Linear(cnn.dense, cnn.last), nn::ReLU(), nn::Linear(cnn.last, 1));
}

nn::Sequential modules_of(const MlpParams& mlp) {
    return nn::Sequential(nn::Linear(2, mlp.hidden), nn::ReLU(), nn::Linear(mlp.hidden, 1));
}

nn::Sequential modules_of(const LogisticRegressionParams&) { return nn::Sequential(nn::Linear(2, 1)); }

nn::Sequential modules_of(const TenClassMlpParams&) {
    throw Error("LibTorch's eager peer has no MLP for ten classes.");
}

nn::Sequential modules_of(const ResnetParams&) { throw Error("LibTorch's eager peer has no ResNet."); }

std::vector<std::string> names_of_parameters(const ModelParams& params) {
    std::vector<std::string> names;
    for (const Tensor& tensor : tensors_of(params, TensorsOf::Trained)) names.push_back(tensor.name);
    return names;
}

EagerReplica make_replica(const EngineTask& task, const Live& live) {
    const auto variant = static_cast<std::size_t>(task.setup.replicas[0].variant);
    EagerReplica made{std::visit([](const auto& model) { return modules_of(model); }, task.model),
                      names_of_parameters(task.model), nullptr, ShuffledEpochs(task, live, Stacking::Single)};
    const EngineState start = initial_state(task.model, task.setup.replicas);
    const at::NoGradGuard no_graph;
    for (std::size_t k = 0; k < made.names.size(); ++k) {
        torch::Tensor parameter = made.model->parameters()[k];
        parameter.set_data(with_channels_last(to_torch(start.tensor(made.names[k])).view(parameter.sizes())));
    }
    made.optimizer = std::make_unique<torch::optim::SGD>(
        made.model->parameters(), torch::optim::SGDOptions(live.variants[variant].learning_rate));
    return made;
}

class EagerPeer final : public StepLoop {
public:
    EagerPeer(const EngineTask& task, const Live& live)
        : state_(initial_state(task.model, task.setup.replicas)), threads_(task.threads) {
        for (const EngineTask& single : tasks_of_one(task)) replicas_.push_back(make_replica(single, live));
    }

    void advance(std::int64_t count) override {
        at::set_num_threads(threads_);
        at::globalContext().setFlushDenormal(true);
        for (EagerReplica& replica : replicas_)
            for (std::int64_t i = 0; i < count; ++i) train_one_step(replica, step_ + i);
        step_ += count;
    }

    EngineState export_state() const override {
        EngineState state = state_;
        state.step = step_;
        for (std::size_t r = 0; r < replicas_.size(); ++r)
            for (std::size_t k = 0; k < replicas_[r].names.size(); ++k)
                store(state, replicas_[r].names[k], r, replicas_[r].model->parameters()[k]);
        return state;
    }

private:
    static void train_one_step(EagerReplica& replica, std::int64_t step) {
        const PeerBatch batch = replica.epochs.batch(step);
        replica.optimizer->zero_grad();
        const torch::Tensor loss = nn::functional::binary_cross_entropy_with_logits(
            replica.model->forward(batch.inputs), batch.labels,
            nn::functional::BinaryCrossEntropyWithLogitsFuncOptions().weight(batch.weights));
        loss.backward();
        replica.optimizer->step();
    }

    EngineState state_;  // names and shapes
    int threads_;
    std::int64_t step_ = 0;
    std::vector<EagerReplica> replicas_;
};

}  // namespace

std::unique_ptr<StepLoop> make_eager_peer(const EngineTask& task, const Live& live) {
    return std::make_unique<EagerPeer>(task, live);
}

}  // namespace reweigh::torch_engine
