#include "core/engine/reference/engine.h"

#include "core/base/overloaded.h"
#include "core/engine/initial_state.h"
#include "core/engine/live_rules.h"
#include "core/engine/reference/evaluation.h"

#include <algorithm>
#include <type_traits>

namespace reweigh::reference {
namespace {

template <class Scalar>
const Kernels<Scalar>& kernels_of(const KernelSet& set) {
    if constexpr (std::is_same_v<Scalar, float>)
        return set.of_float;
    else
        return set.of_double;
}

std::vector<std::uint64_t> seeds_of(const Setup& setup) {
    std::vector<std::uint64_t> seeds;
    for (const Replica& replica : setup.replicas) seeds.push_back(replica.seed);
    return seeds;
}

// Room for the scratch of one task.
template <class Scalar>
struct ScratchRoom {
    std::vector<PointTile<Scalar>> tiles;
    std::vector<BlockNotes<Scalar>> notes;
    ScratchRoom(std::int64_t batch_size, std::size_t blocks)
        : tiles(static_cast<std::size_t>((batch_size + tile_points - 1) / tile_points)), notes(blocks) {}
    Scratch<Scalar> view() { return {tiles.data(), notes.data()}; }
};

template <class Scalar>
void train_stretch(const Kernels<Scalar>& kernels, MlpNet<Scalar>& net, const Stretch& stretch,
                   const Rules& rules, Scratch<Scalar> scratch) {
    kernels.train_mlp({net.blocks.data(), static_cast<int>(net.blocks.size()), &net.b2}, stretch, rules,
                      scratch);
}

template <class Scalar>
void train_stretch(const Kernels<Scalar>& kernels, LinearNet<Scalar>& net, const Stretch& stretch,
                   const Rules& rules, Scratch<Scalar> scratch) {
    kernels.train_linear(net, stretch, rules, scratch);
}

template <class Scalar>
std::size_t block_count(const MlpNet<Scalar>& net) {
    return net.blocks.size();
}
template <class Scalar>
std::size_t block_count(const LinearNet<Scalar>&) {
    return 0;
}

template <class Scalar>
void evaluate(const Kernels<Scalar>& kernels, const MlpNet<Scalar>& net, bool batch_norm,
              std::span<const float> inputs, float* out) {
    const std::vector<EvalBlock<Scalar>> blocks = evaluation_of(net, batch_norm);
    kernels.predict_mlp({blocks.data(), static_cast<int>(blocks.size()), net.b2}, inputs.data(),
                        static_cast<std::int64_t>(inputs.size() / 2), out);
}

template <class Scalar>
void evaluate(const Kernels<Scalar>& kernels, const LinearNet<Scalar>& net, bool,
              std::span<const float> inputs, float* out) {
    kernels.predict_linear(net, inputs.data(), static_cast<std::int64_t>(inputs.size() / 2), out);
}

}  // namespace

template <class Net>
ReferenceEngine<Net>::ReferenceEngine(const EngineTask& task, const KernelSet& kernels)
    : task_(task),
      kernels_(kernels_of<Scalar>(kernels)),
      steps_per_epoch_(steps_per_epoch(task.setup, task.data->size())),
      trainees_(task.setup.replicas.size()),
      orders_(task.data->size(), seeds_of(task.setup)),
      pool_(task.threads) {
    import_state(initial_state(task.model, task.setup.replicas));
}

template <class Net>
void ReferenceEngine<Net>::advance(std::int64_t count, const Live& live) {
    require_trainable(live, batch_size(task_.setup));
    const std::vector<Replica>& replicas = task_.setup.replicas;
    for (const std::int64_t end = step_ + count; step_ < end;) {
        const std::int64_t epoch = step_ / steps_per_epoch_;
        const std::int64_t stop = std::min(end, (epoch + orders_.epochs_at_once()) * steps_per_epoch_);
        orders_.cover(epoch, (stop - 1) / steps_per_epoch_, pool_);
        pool_.run(static_cast<int>(replicas.size()), [&](int i) {
            const auto index = static_cast<std::size_t>(i);
            train(trainees_[index], replicas[index], rules_of(replicas[index], live), stop - step_);
        });
        step_ = stop;
    }
}

template <class Net>
void ReferenceEngine<Net>::train(Trainee& trainee, const Replica& replica, const Rules& rules,
                                 std::int64_t count) const {
    if (trainee.parked) return;
    const std::int64_t largest = std::min<std::int64_t>(batch_size(task_.setup), task_.data->size());
    ScratchRoom<Scalar> room(largest, block_count(trainee.net));
    for (std::int64_t step = step_, end = step_ + count; step < end;) {
        const std::int64_t stop = std::min(end, (step / steps_per_epoch_ + 1) * steps_per_epoch_);
        train_stretch(kernels_, trainee.net, stretch_of(replica, step, stop - step), rules, room.view());
        step = stop;
    }
}

template <class Net>
Stretch ReferenceEngine<Net>::stretch_of(const Replica& replica, std::int64_t first_step,
                                         std::int64_t count) const {
    const Dataset& data = *task_.data;
    const std::int64_t batch = batch_size(task_.setup), first = first_step % steps_per_epoch_ * batch;
    return {.inputs = data.inputs.data(),
            .labels = data.labels.data(),
            .weights = data.weights.empty() ? nullptr : data.weights.data(),
            .order = orders_.of(replica.seed, first_step / steps_per_epoch_).data() + first,
            .points = std::min(count * batch, data.size() - first),
            .batch_size = static_cast<int>(batch),
            .first_step = first_step,
            .run_seed = replica.seed};
}

template <class Net>
void ReferenceEngine<Net>::predict(std::span<const int> replicas, const EngineState* at, const Live& live,
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
        evaluate(kernels_, at ? loaded : net(replica), live.variants[variant].batch_norm,
                 inputs.subspan(2 * first, 2 * std::min(points_a_task, points - first)),
                 out.data() + row * points + first);
    });
}

template <class Net>
EngineState ReferenceEngine<Net>::export_state() const {
    EngineState state = initial_state(task_.model, task_.setup.replicas);  // for its names and shapes
    state.step = step_;
    for (std::size_t i = 0; i < trainees_.size(); ++i) store(trainees_[i].net, state, static_cast<int>(i));
    return state;
}

template <class Net>
void ReferenceEngine<Net>::import_state(const EngineState& state) {
    require_fit(state, task_.model, static_cast<std::int64_t>(trainees_.size()));
    for (std::size_t i = 0; i < trainees_.size(); ++i) {
        load(trainees_[i].net, state, static_cast<int>(i));
        trainees_[i].parked = false;
    }
    step_ = state.step;
}

template <class Net>
std::vector<int> ReferenceEngine<Net>::diverged() const {
    std::vector<int> found;
    for (std::size_t i = 0; i < trainees_.size(); ++i)
        if (!trainees_[i].parked && !is_finite(trainees_[i].net)) found.push_back(static_cast<int>(i));
    return found;
}

template <class Net>
void ReferenceEngine<Net>::park(int replica, const EngineState& at) {
    require_fit(at, task_.model, static_cast<std::int64_t>(trainees_.size()));
    Trainee& trainee = trainees_[static_cast<std::size_t>(replica)];
    load(trainee.net, at, replica);
    trainee.parked = true;
}

template class ReferenceEngine<MlpNet<float>>;
template class ReferenceEngine<MlpNet<double>>;
template class ReferenceEngine<LinearNet<float>>;
template class ReferenceEngine<LinearNet<double>>;

std::unique_ptr<Engine> make_reference_engine(const EngineTask& task) {
    return std::visit(overloaded{[&](const LogisticRegressionParams&) -> std::unique_ptr<Engine> {
                                     return std::make_unique<ReferenceEngine<LinearNet<float>>>(task);
                                 },
                                 [&](const MlpParams&) -> std::unique_ptr<Engine> {
                                     return std::make_unique<ReferenceEngine<MlpNet<float>>>(task);
                                 }},
                      task.model);
}

}  // namespace reweigh::reference
