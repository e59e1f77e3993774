#include "core/engine/net_engine.h"

#include "core/engine/initial_state.h"
#include "core/engine/live_rules.h"

#include <algorithm>

namespace reweigh {
namespace {

std::vector<std::uint64_t> seeds_of(const Setup& setup) {
    std::vector<std::uint64_t> seeds;
    for (const Replica& replica : setup.replicas) seeds.push_back(replica.seed);
    return seeds;
}

}  // namespace

std::optional<std::string> nets_refuse(const std::string& engine, const EngineTask& task) {
    if (takes_pictures(task.model))
        return engine + " has no " + std::string(kind_of_value(task.model).label) + ".";
    if (!is_plain_sgd(task.setup.optimizer)) return engine + " trains by SGD without momentum only.";
    return std::nullopt;
}

template <class Net>
NetEngine<Net>::NetEngine(const EngineTask& task)
    : task_(task),
      steps_per_epoch_(steps_per_epoch(task.setup, task.data->size())),
      trainees_(task.setup.replicas.size()),
      orders_(task.data->size(), seeds_of(task.setup)),
      pool_(task.threads) {
    NetEngine::import_state(initial_state(task.setup, task.model));
}

template <class Net>
void NetEngine<Net>::advance(std::int64_t count, const Live& live) {
    require_trainable(live, task_.setup);
    for (const std::int64_t end = step_ + count; step_ < end;) {
        const std::int64_t epoch = step_ / steps_per_epoch_;
        const std::int64_t stop = std::min(end, (epoch + orders_.epochs_at_once()) * steps_per_epoch_);
        if (reads_orders()) orders_.cover(epoch, (stop - 1) / steps_per_epoch_, pool_);
        train(stop - step_, live);
        step_ = stop;
    }
}

template <class Net>
int NetEngine<Net>::largest_batch() const {
    return static_cast<int>(std::min<std::int64_t>(batch_size(task_.setup), task_.data->size()));
}

template <class Net>
Stretch NetEngine<Net>::stretch_of(std::uint64_t seed, std::int64_t first_step, std::int64_t count) const {
    const Dataset& data = *task_.data;
    const std::int64_t batch = batch_size(task_.setup), first = first_step % steps_per_epoch_ * batch;
    return {.inputs = data.inputs.data(),
            .labels = data.labels.data(),
            .weights = data.weights.empty() ? nullptr : data.weights.data(),
            .order = orders_.of(seed, first_step / steps_per_epoch_).data() + first,
            .points = std::min(count * batch, data.size() - first),
            .batch_size = static_cast<int>(batch),
            .first_step = first_step,
            .run_seed = seed};
}

template <class Net>
void NetEngine<Net>::predict(std::span<const int> replicas, const EngineState* at, const Live& live,
                             std::span<const float> inputs, std::span<float> out) const {
    if (at) require_fit(*at, task_.model, static_cast<std::int64_t>(trainees_.size()));
    constexpr std::size_t points_a_task = 4096;
    const std::size_t points = inputs.size() / 2, parts = (points + points_a_task - 1) / points_a_task;
    pool_.run(static_cast<int>(replicas.size() * parts), [&](int task) {
        const std::size_t row = static_cast<std::size_t>(task) / parts;
        const std::size_t first = static_cast<std::size_t>(task) % parts * points_a_task;
        const int replica = replicas[row];
        const auto variant =
            static_cast<std::size_t>(task_.setup.replicas[static_cast<std::size_t>(replica)].variant);
        Net loaded;
        if (at) load(loaded, *at, replica);
        evaluate(at ? loaded : net(replica), live.variants[variant].batch_norm,
                 inputs.subspan(2 * first, 2 * std::min(points_a_task, points - first)),
                 out.data() + row * points + first);
    });
}

template <class Net>
EngineState NetEngine<Net>::export_state() const {
    EngineState state = initial_state(task_.model, task_.setup.replicas);  // for its names and shapes
    state.step = step_;
    for (std::size_t i = 0; i < trainees_.size(); ++i) store(trainees_[i].net, state, static_cast<int>(i));
    return state;
}

template <class Net>
void NetEngine<Net>::import_state(const EngineState& state) {
    require_fit(state, task_.model, static_cast<std::int64_t>(trainees_.size()));
    for (std::size_t i = 0; i < trainees_.size(); ++i) {
        load(trainees_[i].net, state, static_cast<int>(i));
        trainees_[i].parked = false;
    }
    step_ = state.step;
}

template <class Net>
std::vector<int> NetEngine<Net>::diverged() const {
    std::vector<int> found;
    for (std::size_t i = 0; i < trainees_.size(); ++i)
        if (!trainees_[i].parked && !is_finite(trainees_[i].net)) found.push_back(static_cast<int>(i));
    return found;
}

template <class Net>
void NetEngine<Net>::park(int replica, const EngineState& at) {
    require_fit(at, task_.model, static_cast<std::int64_t>(trainees_.size()));
    Trainee& trainee = trainees_[static_cast<std::size_t>(replica)];
    load(trainee.net, at, replica);
    trainee.parked = true;
}

template class NetEngine<MlpNet<float>>;
template class NetEngine<MlpNet<double>>;
template class NetEngine<LinearNet<float>>;
template class NetEngine<LinearNet<double>>;

}  // namespace reweigh
