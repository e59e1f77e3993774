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
#include <span>
#include <string_view>
#include <vector>

namespace reweigh {

// The read-outs of a run, and the points at which they need its models.
struct MeasurementPlan {
    // `keys`: the setup's read-outs, or all.
    explicit MeasurementPlan(std::shared_ptr<const Scene> scene);

    MeasurementPlan(MeasurementPlan&&) = default;  // a copy's parts would lie in the original
    MeasurementPlan& operator=(MeasurementPlan&&) = default;

    // Some of the points of one probe, as many as are asked about at once.
    struct Part {
        Probe probe;
        std::span<const float> inputs;  // (n, width), of the data set or of this plan
        std::size_t first = 0, count = 0;
    };

    std::shared_ptr<const Scene> scene;
    std::vector<std::string_view> keys;  // one curve each
    std::vector<Part> parts;
    std::array<std::size_t, probe_count> first{}, count{};  // of the points of each probe; 0: not needed
    std::size_t points = 0;

    bool asks_for_votes() const;            // of an evaluation set
    Votes ballot(std::int64_t step) const;  // nobody has voted yet

private:
    void add(Probe probe, std::span<const float> inputs);

    std::vector<float> area_, axis_;  // (n, 2)
};

// All read-outs of all replicas at one step, in parts, so that commands are looked at between them. Values
// refer to the moment of its making: the training must not advance until it is complete.
class Measurement {
public:
    using Now = std::function<std::chrono::steady_clock::time_point()>;

    Measurement(const MeasurementPlan& plan, const Training& training);

    bool is_complete() const { return next_model_ == models_; }
    void measure_part(Pool& pool, const Now& now);  // about 10 ms of it
    double share() const;                           // of the work that is done, about

    std::int64_t step() const { return step_; }
    // NaN where it has none. Key: its place in the plan.
    double value(ModelRole role, int replica, std::size_t key) const;
    // Of every replica of the model, for stops.
    std::span<const double> errors() const { return errors_; }
    std::span<const double> losses() const { return losses_; }
    // On the evaluation sets that are asked about; not before it is complete.
    std::shared_ptr<const Votes> votes() const { return votes_; }

private:
    void measure_some(Pool& pool);
    void choose_group(const Pool& pool);
    void ask(const MeasurementPlan::Part& part);
    void measure_replica(ModelRole role, int replica, std::span<const float> logits);
    void cast_votes(std::size_t replica, std::span<const float> logits, int target);
    int logits_each(ModelRole role) const;  // of a point
    std::span<const float> of_probe(ModelRole role, Probe probe, std::span<const float> logits) const;
    void predict_one(ModelRole role, int replica, std::span<const float> inputs, std::span<float> logits);

    const MeasurementPlan& plan_;
    const Training& training_;
    std::int64_t step_;
    Live live_;
    std::shared_ptr<const Keyframe> weights_;
    std::size_t models_;
    std::vector<double> values_;  // (role, replica, key)
    std::vector<double> errors_, losses_;
    std::shared_ptr<Votes> votes_;
    std::size_t next_model_ = 0;
    int next_replica_ = 0;
    int replicas_per_thread_ = 1;  // in one group, more where it is quick
    std::vector<int> group_;       // replicas that are asked about all parts together
    std::size_t next_part_ = 0;
    std::vector<float> logits_;   // (replicas of the group, points, logits each)
    std::vector<float> of_part_;  // (replicas of the group, points of a part, logits each)
    std::mutex predicting_;       // an engine has one caller at a time
};

}  // namespace reweigh
