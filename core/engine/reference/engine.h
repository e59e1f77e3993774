#pragma once

#include "core/engine/engine.h"
#include "core/engine/pool.h"
#include "core/engine/reference/kernels.h"
#include "core/engine/reference/orders.h"
#include "core/engine/reference/rules.h"

namespace reweigh::reference {

// The readable specification: one replica after the other, the operations of ENGINE.md 4 in their order.
// Replicas are fanned out over a pool; the bits depend neither on the number of threads nor on the kernels.
template <class Net>
class ReferenceEngine final : public Engine {
public:
    using Scalar = typename Net::Scalar;
    explicit ReferenceEngine(const EngineTask& task, const KernelSet& kernels = supported_kernels().front());

    void advance(std::int64_t count, const Live& live) override;
    std::int64_t step() const override { return step_; }
    void predict(std::span<const int> replicas, const EngineState* at, const Live& live,
                 std::span<const float> inputs, std::span<float> out) const override;
    EngineState export_state() const override;
    void import_state(const EngineState& state) override;  // every replica trains again
    std::vector<int> diverged() const override;
    void park(int replica, const EngineState& at) override;

    // One replica at full precision.
    const Net& net(int replica) const { return trainees_[static_cast<std::size_t>(replica)].net; }

private:
    struct Trainee {
        Net net;
        bool parked = false;
    };

    void train(Trainee& trainee, const Replica& replica, const Rules& rules, std::int64_t count) const;
    Stretch stretch_of(const Replica& replica, std::int64_t first_step, std::int64_t count) const;

    EngineTask task_;
    const Kernels<Scalar>& kernels_;
    std::int64_t steps_per_epoch_;
    std::int64_t step_ = 0;
    std::vector<Trainee> trainees_;
    Orders orders_;
    mutable Pool pool_;  // does not outlast a call
};

// In float, as users get it.
std::unique_ptr<Engine> make_reference_engine(const EngineTask& task);

}  // namespace reweigh::reference
