#pragma once

#include "core/base/error.h"
#include "core/base/philox.h"
#include "core/engine/canonical.h"
#include "core/engine/engine.h"

#include <chrono>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace reweigh::test {

// What a toy engine does beside training.
struct ToyTricks {
    std::optional<std::int64_t> throws_at;                // the step that it refuses to take
    std::map<std::uint64_t, std::int64_t> non_finite_at;  // seed -> step after which its weight is infinite
    std::chrono::milliseconds step_time{0};               // how long a step takes
    std::optional<Precision> gpu_precision;               // as if a GPU trained
    std::function<void()> on_step = [] {};
    std::function<void(std::size_t)> on_predict = [](std::size_t) {};  // told how many logits
};

// A deterministic engine in a page: logistic regression on one point a step, with seeded noise, so that every
// live parameter and every step leaves its trace in the bits.
class ToyEngine final : public Engine {
public:
    ToyEngine(const EngineTask& task, ToyTricks tricks) : task_(task), tricks_(std::move(tricks)) {
        const std::size_t replicas = task.setup.replicas.size();
        weights_.resize(2 * replicas);
        biases_.resize(replicas);
    }

    void advance(std::int64_t count, const Live& live) override {
        for (; count > 0; --count, ++step_) {
            if (tricks_.throws_at == step_) throw Error("the toy is broken.");
            std::this_thread::sleep_for(tricks_.step_time);
            tricks_.on_step();
            for (std::size_t r = 0; r < biases_.size(); ++r)
                if (!parked_.contains(static_cast<int>(r))) advance_replica(r, live);
        }
    }

    std::int64_t step() const override { return step_; }

    void predict(std::span<const int> replicas, const EngineState* at, const Live&,
                 std::span<const float> inputs, std::span<float> out) const override {
        tricks_.on_predict(out.size());
        const std::vector<float>& w = at ? at->tensor("lr.w").values : weights_;
        const std::vector<float>& b = at ? at->tensor("lr.b").values : biases_;
        std::size_t next = 0;
        for (const int replica : replicas) {
            const auto r = static_cast<std::size_t>(replica);
            for (std::size_t i = 0; i < inputs.size(); i += 2)
                out[next++] = w[2 * r] * inputs[i] + w[2 * r + 1] * inputs[i + 1] + b[r];
        }
    }

    EngineState export_state() const override {
        const auto replicas = static_cast<std::int64_t>(biases_.size());
        return {step_, {{"lr.w", {replicas, 2}, weights_}, {"lr.b", {replicas}, biases_}}};
    }
    void import_state(const EngineState& state) override {
        step_ = state.step;
        weights_ = state.tensor("lr.w").values;
        biases_ = state.tensor("lr.b").values;
    }
    std::optional<Precision> gpu_precision() const override { return tricks_.gpu_precision; }
    std::vector<int> diverged() const override {
        std::vector<int> found;
        for (std::size_t r = 0; r < biases_.size(); ++r)
            if (!std::isfinite(biases_[r]) && !parked_.contains(static_cast<int>(r)))
                found.push_back(static_cast<int>(r));
        return found;
    }
    void park(int replica, const EngineState& at) override {
        const auto r = static_cast<std::size_t>(replica);
        weights_[2 * r] = at.tensor("lr.w").values[2 * r];
        weights_[2 * r + 1] = at.tensor("lr.w").values[2 * r + 1];
        biases_[r] = at.tensor("lr.b").values[r];
        parked_.insert(replica);
    }

private:
    void advance_replica(std::size_t r, const Live& live) {
        const Replica& replica = task_.setup.replicas[r];
        const LiveParams& params = live.variants[static_cast<std::size_t>(replica.variant)];
        const RandomStream noise{replica.seed, RandomPurpose::Test, static_cast<std::uint64_t>(step_)};
        const auto i = noise.word(0) % static_cast<std::uint32_t>(task_.data->size());
        const bool positive = task_.data->labels[i] == 1;
        const float x0 = task_.data->inputs[2 * i], x1 = task_.data->inputs[2 * i + 1];
        const float logit = weights_[2 * r] * x0 + weights_[2 * r + 1] * x1 + biases_[r];
        const ClassWeights c = class_weights(effective_importance(replica, live), params.weight_scale);
        const auto omega = static_cast<float>(positive ? -c.positive : c.negative);
        const float g = omega / (1 + canonical::exp(positive ? logit : -logit));
        const auto rate = static_cast<float>(params.learning_rate);
        const auto decay = static_cast<float>(1 - params.learning_rate * (params.l2 + params.dropout));
        weights_[2 * r] = weights_[2 * r] * decay - rate * g * x0;
        weights_[2 * r + 1] = weights_[2 * r + 1] * decay - rate * g * x1;
        biases_[r] = biases_[r] * decay - rate * g;
        const auto bad = tricks_.non_finite_at.find(replica.seed);
        if (bad != tricks_.non_finite_at.end() && bad->second == step_ + 1)
            biases_[r] = std::numeric_limits<float>::infinity();
    }

    EngineTask task_;
    ToyTricks tricks_;
    std::int64_t step_ = 0;
    std::vector<float> weights_, biases_;
    std::set<int> parked_;
};

inline auto toy_maker(ToyTricks tricks = {}) {
    return [tricks](const EngineTask& task) -> std::unique_ptr<Engine> {
        return std::make_unique<ToyEngine>(task, tricks);
    };
}

// Sixteen points, eight a class, on both sides of the line x + y = 0.
inline std::shared_ptr<const Dataset> toy_points() {
    auto data = std::make_shared<Dataset>();
    for (int i = 0; i < 16; ++i) {
        const float side = i < 8 ? 1.0f : -1.0f, along = static_cast<float>(i % 8) / 8 - 0.4f;
        data->inputs.insert(data->inputs.end(), {side * (0.5f + along * along) + along, side * 0.5f - along});
        data->labels.push_back(i < 8);
    }
    data->area_box = {{-2, -2}, {2, 2}};
    data->sigma_max = 3;
    return data;
}

}  // namespace reweigh::test
