#include "core/base/error.h"
#include "core/engine/initial_state.h"
#include "core/engine/torch/peers/peers.h"
#include "core/engine/torch/peers/shuffled.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <torch/nn/functional/loss.h>
#include <torch/optim/sgd.h>

namespace reweigh::torch_engine {
namespace {

namespace nn = torch::nn;

class BaddbmmPeer final : public StepLoop {
public:
    BaddbmmPeer(const EngineTask& task, const Live& live)
        : state_(initial_state(task.model, task.setup.replicas)),
          threads_(task.threads),
          epochs_(task, live, Stacking::Stacked),
          W_(leaf(to_torch(state_.tensor("mlp.W")).transpose(1, 2))),
          b_(leaf(to_torch(state_.tensor("mlp.b")).unsqueeze(1))),
          w2_(leaf(to_torch(state_.tensor("mlp.w2")).unsqueeze(2))),
          b2_(leaf(to_torch(state_.tensor("mlp.b2")).view({-1, 1, 1}))),
          optimizer_(std::vector<torch::Tensor>{W_, b_, w2_, b2_},
                     torch::optim::SGDOptions(live.variants[0].learning_rate)) {
        for (const LiveParams& params : live.variants)
            if (params.learning_rate != live.variants[0].learning_rate)
                throw Error("The replicas of LibTorch's batched peer share one learning rate.");
    }

    void advance(std::int64_t count) override {
        at::set_num_threads(threads_);
        at::globalContext().setFlushDenormal(true);
        for (const std::int64_t end = step_ + count; step_ < end; ++step_) train_one_step();
    }

    EngineState export_state() const override {
        EngineState state = state_;
        state.step = step_;
        store(state, "mlp.W", 0, W_.transpose(1, 2));
        store(state, "mlp.b", 0, b_);
        store(state, "mlp.w2", 0, w2_);
        store(state, "mlp.b2", 0, b2_);
        return state;
    }

private:
    static torch::Tensor leaf(const torch::Tensor& values) { return values.contiguous().requires_grad_(); }

    // The loss is the sum over replicas of each one's mean.
    void train_one_step() {
        const auto [inputs, labels, weights] = epochs_.batch(step_);
        optimizer_.zero_grad();
        const auto h = at::baddbmm(b_, inputs, W_).relu();
        const auto logits = at::baddbmm(b2_, h, w2_);
        const auto losses = nn::functional::binary_cross_entropy_with_logits(
            logits, labels,
            nn::functional::BinaryCrossEntropyWithLogitsFuncOptions().weight(weights).reduction(
                torch::kNone));
        losses.mean(1).sum().backward();
        optimizer_.step();
    }

    EngineState state_;  // names and shapes
    int threads_;
    std::int64_t step_ = 0;
    ShuffledEpochs epochs_;
    torch::Tensor W_, b_, w2_, b2_;  // (R, 2, H), (R, 1, H), (R, H, 1), (R, 1, 1)
    torch::optim::SGD optimizer_;
};

}  // namespace

std::unique_ptr<StepLoop> make_baddbmm_peer(const EngineTask& task, const Live& live) {
    return std::make_unique<BaddbmmPeer>(task, live);
}

}  // namespace reweigh::torch_engine
