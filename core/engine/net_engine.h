#pragma once

#include "core/engine/engine.h"
#include "core/engine/net.h"
#include "core/engine/orders.h"
#include "core/engine/pool.h"
#include "core/engine/stretch.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace reweigh {

// Why no engine of nets can train the task: it needs a network or an optimizer that they do not have.
std::optional<std::string> nets_refuse(const std::string& engine, const EngineTask& task);

// What engines share whose replicas are nets in this machine's memory: everything but the arithmetic. Work is
// fanned out over a pool; the bits do not depend on the number of threads.
template <class Net>
class NetEngine : public Engine {
public:
    explicit NetEngine(const EngineTask& task);

    void advance(std::int64_t count, const Live& live) final;
    std::int64_t step() const final { return step_; }
    void predict(std::span<const int> replicas, const EngineState* at, const Live& live,
                 std::span<const float> inputs, std::span<float> out) const final;
    EngineState export_state() const final;
    void import_state(const EngineState& state) final;  // every replica trains again
    std::vector<int> diverged() const final;
    void park(int replica, const EngineState& at) final;

    // One replica at full precision.
    const Net& net(int replica) const { return trainees_[static_cast<std::size_t>(replica)].net; }

protected:
    // Whether training reads the orders of epochs from here.
    virtual bool reads_orders() const { return true; }
    // `count` steps of every replica that is not parked, from step() on; the orders of their epochs are made.
    virtual void train(std::int64_t count, const Live& live) = 0;
    // Eval-mode logits of inputs (n, 2); called on any thread of the pool.
    virtual void evaluate(const Net& net, bool batch_norm, std::span<const float> inputs,
                          float* out) const = 0;

    const EngineTask& task() const { return task_; }
    Net& trainable(int replica) { return trainees_[static_cast<std::size_t>(replica)].net; }
    bool is_parked(int replica) const { return trainees_[static_cast<std::size_t>(replica)].parked; }
    int largest_batch() const;
    Pool& pool() { return pool_; }

    // Calls visit(stretch) for `count` steps from step() on of a replica of this seed, epoch by epoch.
    template <class Visit>
    void for_each_stretch(std::uint64_t seed, std::int64_t count, Visit&& visit) const {
        for (std::int64_t step = step_, end = step_ + count; step < end;) {
            const std::int64_t stop = std::min(end, (step / steps_per_epoch_ + 1) * steps_per_epoch_);
            visit(stretch_of(seed, step, stop - step));
            step = stop;
        }
    }

private:
    struct Trainee {
        Net net;
        bool parked = false;
    };

    Stretch stretch_of(std::uint64_t seed, std::int64_t first_step, std::int64_t count) const;

    EngineTask task_;
    std::int64_t steps_per_epoch_;
    std::int64_t step_ = 0;
    std::vector<Trainee> trainees_;
    Orders orders_;
    mutable Pool pool_;  // does not outlast a call
};

}  // namespace reweigh
