#include "core/engine/initial_state.h"
#include "core/engine/torch/peers/peers.h"
#include "core/engine/torch/peers/shuffled.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>

namespace reweigh::torch_engine {
namespace {

// One MLP, its first layer transposed, so that no step transposes it.
struct AtenReplica {
    torch::Tensor W, b, w2, b2;  // (2, H), (H), (H, 1), (1)
    double learning_rate;
    ShuffledEpochs epochs;

    void train_one_step(std::int64_t step) {
        const auto [inputs, labels, weights] = epochs.batch(step);
        const auto h = at::addmm(b, inputs, W).relu_();
        const double scale = learning_rate / static_cast<double>(inputs.size(0));
        const auto g = at::addmm(b2, h, w2).sigmoid_().sub_(labels).mul_(weights).mul_(scale);
        const auto of_hidden = at::mm(g, w2.t()).mul_(h > 0);
        w2.addmm_(h.t(), g, 1, -1);
        b2.sub_(g.sum(0));
        W.addmm_(inputs.t(), of_hidden, 1, -1);
        b.sub_(of_hidden.sum(0));
    }
};

AtenReplica make_replica(const EngineTask& task, const Live& live) {
    const EngineState start = initial_state(task.model, task.setup.replicas);
    const auto variant = static_cast<std::size_t>(task.setup.replicas[0].variant);
    return {to_torch(start.tensor("mlp.W"))[0].t().contiguous(),
            to_torch(start.tensor("mlp.b"))[0],
            to_torch(start.tensor("mlp.w2"))[0].unsqueeze(1),
            to_torch(start.tensor("mlp.b2")),
            live.variants[variant].learning_rate,
            ShuffledEpochs(task, live, Stacking::Single)};
}

class AtenPeer final : public StepLoop {
public:
    AtenPeer(const EngineTask& task, const Live& live)
        : state_(initial_state(task.model, task.setup.replicas)), threads_(task.threads) {
        for (const EngineTask& single : tasks_of_one(task)) replicas_.push_back(make_replica(single, live));
    }

    void advance(std::int64_t count) override {
        const at::NoGradGuard no_graph;
        at::set_num_threads(threads_);
        at::globalContext().setFlushDenormal(true);
        for (AtenReplica& replica : replicas_)
            for (std::int64_t i = 0; i < count; ++i) replica.train_one_step(step_ + i);
        step_ += count;
    }

    EngineState export_state() const override {
        EngineState state = state_;
        state.step = step_;
        for (std::size_t r = 0; r < replicas_.size(); ++r) {
            store(state, "mlp.W", r, replicas_[r].W.t());
            store(state, "mlp.b", r, replicas_[r].b);
            store(state, "mlp.w2", r, replicas_[r].w2);
            store(state, "mlp.b2", r, replicas_[r].b2);
        }
        return state;
    }

private:
    EngineState state_;  // names and shapes
    int threads_;
    std::int64_t step_ = 0;
    std::vector<AtenReplica> replicas_;
};

}  // namespace

std::unique_ptr<StepLoop> make_aten_peer(const EngineTask& task, const Live& live) {
    return std::make_unique<AtenPeer>(task, live);
}

}  // namespace reweigh::torch_engine
