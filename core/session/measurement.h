#pragma once

#include "core/engine/pool.h"
#include "core/session/readouts.h"
#include "core/session/training.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

namespace reweigh {

// The read-outs of a run, and the points at which they need its models, in one list for one call.
struct MeasurementPlan {
    // `keys`: the setup's read-outs, or all.
    explicit MeasurementPlan(std::shared_ptr<const Scene> scene);

    std::shared_ptr<const Scene> scene;
    std::vector<std::string_view> keys;            // one curve each
    std::vector<float> inputs;                     // (points, 2): training points, area grid, axis
    std::size_t training = 0, area = 0, axis = 0;  // how many of each; 0: not needed
};

// All read-outs of all replicas at one step, in parts, so that commands are looked at between them. Values
// refer to the moment of its making: the training must not advance until it is complete.
class Measurement {
public:
    using Now = std::function<std::chrono::steady_clock::time_point()>;

    Measurement(const MeasurementPlan& plan, const Training& training);

    bool is_complete() const { return next_model_ == states_.size(); }
    void measure_part(Pool& pool, const Now& now);  // about 10 ms of it

    std::int64_t step() const { return step_; }
    // NaN where it has none. Key: its place in the plan.
    double value(ModelRole role, int replica, std::size_t key) const;
    // Of every replica of the model, for stops.
    std::span<const double> errors() const { return errors_; }
    std::span<const double> losses() const { return losses_; }

private:
    void measure_some(Pool& pool);
    void measure_replicas(ModelRole role, std::span<const int> replicas, Pool& pool);
    void measure_replica(ModelRole role, int replica, std::span<const float> logits);
    void predict_one(ModelRole role, int replica, std::span<const float> inputs, std::span<float> logits);

    const MeasurementPlan& plan_;
    const Training& training_;
    std::int64_t step_;
    Live live_;
    std::vector<EngineState> states_;  // by role
    std::vector<double> values_;       // (role, replica, key)
    std::vector<double> errors_, losses_;
    std::size_t next_model_ = 0;
    int next_replica_ = 0;
    int replicas_per_thread_ = 1;  // in one call, more where it is quick
    std::vector<float> logits_;    // (replicas of a call, points)
    std::mutex predicting_;        // an engine has one caller at a time
};

}  // namespace reweigh
