#include "core/engine/reference/engine.h"

#include "core/base/overloaded.h"
#include "core/engine/evaluation.h"

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

// Room for the scratch of one task.
template <class Scalar>
struct ScratchRoom {
    std::vector<PointTile<Scalar>> tiles;
    std::vector<BlockNotes<Scalar>> notes;
    ScratchRoom(int batch_size, std::size_t blocks)
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
void logits(const Kernels<Scalar>& kernels, const MlpNet<Scalar>& net, bool batch_norm,
            std::span<const float> inputs, float* out) {
    const std::vector<EvalBlock<Scalar>> blocks = evaluation_of(net, batch_norm);
    kernels.predict_mlp({blocks.data(), static_cast<int>(blocks.size()), net.b2}, inputs.data(),
                        static_cast<std::int64_t>(inputs.size() / 2), out);
}

template <class Scalar>
void logits(const Kernels<Scalar>& kernels, const LinearNet<Scalar>& net, bool, std::span<const float> inputs,
            float* out) {
    kernels.predict_linear(net, inputs.data(), static_cast<std::int64_t>(inputs.size() / 2), out);
}

}  // namespace

template <class Net>
ReferenceEngine<Net>::ReferenceEngine(const EngineTask& task, const KernelSet& kernels)
    : NetEngine<Net>(task), kernels_(kernels_of<Scalar>(kernels)) {}

template <class Net>
void ReferenceEngine<Net>::train(std::int64_t count, const Live& live) {
    const std::vector<Replica>& replicas = this->task().setup.replicas;
    this->pool().run(static_cast<int>(replicas.size()), [&](int i) {
        if (!this->is_parked(i)) train_one(i, rules_of(replicas[static_cast<std::size_t>(i)], live), count);
    });
}

template <class Net>
void ReferenceEngine<Net>::train_one(int replica, const Rules& rules, std::int64_t count) {
    Net& net = this->trainable(replica);
    ScratchRoom<Scalar> room(this->largest_batch(), block_count(net));
    this->for_each_stretch(
        this->task().setup.replicas[static_cast<std::size_t>(replica)].seed, count,
        [&](const Stretch& stretch) { train_stretch(kernels_, net, stretch, rules, room.view()); });
}

template <class Net>
void ReferenceEngine<Net>::evaluate(const Net& net, bool batch_norm, std::span<const float> inputs,
                                    float* out) const {
    logits(kernels_, net, batch_norm, inputs, out);
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
                                 },
                                 [](const auto&) -> std::unique_ptr<Engine> { return nullptr; }},
                      task.model);
}

}  // namespace reweigh::reference
