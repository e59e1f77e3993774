#pragma once

#include "core/engine/flush_denormals.h"
#include "core/session/trainer.h"
#include "tests/support/toy_engine.h"

#include <atomic>
#include <bit>
#include <memory>
#include <utility>

namespace reweigh::test {

// Two logistic regressions on sixteen points; two steps an epoch. Ends after `epochs`.
inline Start toy_start(std::int64_t epochs = 1'000'000, int replicas = 1) {
    Start start;
    start.setup.model = LogisticRegressionParams{};
    start.setup.companion = LogisticRegressionParams{};
    start.setup.stop.epochs = epochs;
    start.setup.replicas.clear();
    for (int r = 0; r < replicas; ++r)
        start.setup.replicas.push_back({0, static_cast<double>(r), static_cast<std::uint64_t>(r + 1)});
    start.data = toy_points();
    return start;
}

// A trainer without a thread, under a clock that moves only when told.
class ToyRun {
public:
    using Clock = std::chrono::steady_clock;

    explicit ToyRun(EngineMaker maker = toy_maker(), std::size_t history_bytes = std::size_t{1} << 30,
                    std::shared_ptr<KeyframeDisk> history_disk = nullptr)
        : trainer_({.make_engine = std::move(maker),
                    .now = [this] { return now_; },
                    .history_bytes = history_bytes,
                    .history_disk = std::move(history_disk)},
                   published_, wanted_) {}

    void post(const Command& command) { trainer_.apply(command); }
    void turn() { trainer_.turn(); }
    void turns(int count) {
        for (; count > 0; --count) turn();
    }
    void pass(Clock::duration time) { now_ += time; }
    Clock::time_point now() const { return now_; }
    // Until only a command or the clock brings work.
    void settle() {
        do turn();
        while (trainer_.rest() == Clock::duration::zero());
    }
    void train(const Start& start) {
        post(start);
        post(SetPace{Pace::Full});
        post(Run{});
        settle();
    }
    std::shared_ptr<const Snapshot> latest() {
        wanted_ = true;
        return published_.latest();
    }
    std::shared_ptr<const Snapshot> unasked() const { return published_.latest(); }
    Trainer& trainer() { return trainer_; }

private:
    FlushDenormals flushed_;
    Clock::time_point now_{};
    Published<Snapshot> published_;
    std::atomic<bool> wanted_{false};
    Trainer trainer_;
};

template <class State>
bool is(const Snapshot& snapshot) {
    return std::holds_alternative<State>(snapshot.status);
}

inline Live with_l2(double l2) {
    Live live;
    live.variants[0].l2 = l2;
    return live;
}

inline const Curve& curve_of(const Snapshot& snapshot, std::string_view readout, int replica = 0,
                             ModelRole role = ModelRole::Model) {
    for (const Curve& curve : snapshot.curves)
        if (curve.readout == readout && curve.replica == replica && curve.role == role) return curve;
    throw Error("no such curve");
}

// FNV-1a over everything trained.
inline std::uint64_t hash_of(const EngineState& state) {
    std::uint64_t hash = 14695981039346656037u;
    for (const Tensor& tensor : state.tensors)
        for (const float value : tensor.values)
            hash = (hash ^ std::bit_cast<std::uint32_t>(value)) * 1099511628211u;
    return hash;
}

}  // namespace reweigh::test
