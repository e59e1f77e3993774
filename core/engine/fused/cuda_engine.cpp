#include "core/engine/fused/cuda_engine.h"

#include "core/base/error.h"
#include "core/base/overloaded.h"
#include "core/base/plugin.h"
#include "core/engine/evaluation.h"
#include "core/engine/fused/cuda_trial.h"
#include "core/engine/gpu_driver.h"
#include "core/engine/reference/kernels.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <iterator>
#include <map>
#include <mutex>

namespace reweigh::fused {
namespace {

using Sentence = std::array<char, 512>;

// Kernels for the next larger width.
int padded_blocks(const ModelParams& model) {
    const auto* mlp = std::get_if<MlpParams>(&model);
    if (mlp == nullptr) return 0;
    const int blocks = (mlp->hidden + block_units - 1) / block_units;
    const auto* const found = std::ranges::lower_bound(cuda_block_counts, blocks);
    assert(found != std::end(cuda_block_counts));  // cuda_refuses()
    return *found;
}

CudaSetup setup_of(const EngineTask& task, int blocks, int device) {
    return {.device = device,
            .inputs = task.data->inputs.data(),
            .labels = task.data->labels.data(),
            .points = static_cast<std::int32_t>(task.data->size()),
            .batch_size = batch_size(task.setup),
            .replicas = static_cast<std::int32_t>(task.setup.replicas.size()),
            .blocks = blocks};
}

void* opened(const CudaPlugin& plugin, const CudaSetup& setup) {
    Sentence sentence{};
    void* made = plugin.open(&setup, sentence.data(), sentence.size());
    if (made == nullptr) throw Error(sentence.data());
    return made;
}

void train(const CudaPlugin& plugin, void* opened, const CudaSlice& slice) {
    Sentence sentence{};
    if (plugin.train(opened, &slice, sentence.data(), sentence.size()) == 0) throw Error(sentence.data());
}

std::filesystem::path library_path() { return program_folder() / "libreweigh_cuda.so"; }

CudaPlugin open_plugin() {
    if (const std::optional<std::string> reason = gpu_driver_refuses()) throw Error(*reason);
    if (!std::filesystem::exists(library_path()))
        throw Error("This build trains on the CPU (" + library_path().string() + " is missing).");
    const Plugin library(library_path());
    const int version = library.function<int()>("reweigh_cuda_version")();
    if (version != cuda_plugin_version)
        throw Error(library_path().string() + " has version " + std::to_string(version) +
                    "; this program needs version " + std::to_string(cuda_plugin_version) + ".");
    CudaPlugin plugin;
    plugin.open = library.function<void*(const CudaSetup*, char*, std::size_t)>("reweigh_cuda_open");
    plugin.train = library.function<int(void*, const CudaSlice*, char*, std::size_t)>("reweigh_cuda_train");
    plugin.close = library.function<void(void*)>("reweigh_cuda_close");
    return plugin;
}

}  // namespace

template <class Net>
CudaEngine<Net>::CudaEngine(const EngineTask& task, const CudaPlugin& plugin, int device)
    : NetEngine<Net>(task),
      plugin_(plugin),
      blocks_(padded_blocks(task.model)),
      opened_(opened(plugin, setup_of(task, blocks_, device)), Close{plugin.close}) {}

template <class Net>
void CudaEngine<Net>::train(std::int64_t count, const Live& live) {
    nets_.clear();
    std::vector<CudaReplica> replicas;
    for (std::size_t i = 0; i < this->task().setup.replicas.size(); ++i) {
        const Replica& replica = this->task().setup.replicas[i];
        if (this->is_parked(static_cast<int>(i))) continue;
        replicas.push_back({replica.seed, rules_of(replica, live)});
        nets_.push_back(&this->trainable(static_cast<int>(i)));
    }
    if (replicas.empty()) return;
    for (std::int64_t done = 0; done < count; done += most_cuda_steps)
        train_slice(this->step() + done, std::min(most_cuda_steps, count - done), replicas);
}

template <>
void CudaEngine<MlpNet<float>>::train_slice(std::int64_t first_step, std::int64_t count,
                                            const std::vector<CudaReplica>& replicas) {
    const auto width = static_cast<std::size_t>(blocks_);
    std::vector<UnitBlock<float>> blocks(replicas.size() * width);
    std::vector<float> b2;
    for (std::size_t i = 0; i < nets_.size(); ++i) {
        std::ranges::copy(nets_[i]->blocks, blocks.begin() + static_cast<std::ptrdiff_t>(i * width));
        b2.push_back(nets_[i]->b2);
    }
    fused::train(plugin_, opened_.get(),
                 {.replicas = replicas.data(),
                  .blocks = blocks.data(),
                  .b2 = b2.data(),
                  .count = static_cast<std::int32_t>(replicas.size()),
                  .steps = static_cast<std::int32_t>(count),
                  .first_step = first_step});
    for (std::size_t i = 0; i < nets_.size(); ++i) {
        std::copy_n(blocks.begin() + static_cast<std::ptrdiff_t>(i * width), nets_[i]->blocks.size(),
                    nets_[i]->blocks.begin());
        nets_[i]->b2 = b2[i];
    }
}

template <>
void CudaEngine<LinearNet<float>>::train_slice(std::int64_t first_step, std::int64_t count,
                                               const std::vector<CudaReplica>& replicas) {
    std::vector<LinearNet<float>> lines;
    for (const LinearNet<float>* net : nets_) lines.push_back(*net);
    fused::train(plugin_, opened_.get(),
                 {.replicas = replicas.data(),
                  .lines = lines.data(),
                  .count = static_cast<std::int32_t>(replicas.size()),
                  .steps = static_cast<std::int32_t>(count),
                  .first_step = first_step});
    for (std::size_t i = 0; i < nets_.size(); ++i) *nets_[i] = lines[i];
}

template <>
void CudaEngine<MlpNet<float>>::evaluate(const MlpNet<float>& net, bool batch_norm,
                                         std::span<const float> inputs, float* out) const {
    const std::vector<EvalBlock<float>> blocks = evaluation_of(net, batch_norm);
    reference::supported_kernels().front().of_float.predict_mlp(
        {blocks.data(), static_cast<int>(blocks.size()), net.b2}, inputs.data(),
        static_cast<std::int64_t>(inputs.size() / 2), out);
}

template <>
void CudaEngine<LinearNet<float>>::evaluate(const LinearNet<float>& net, bool, std::span<const float> inputs,
                                            float* out) const {
    reference::supported_kernels().front().of_float.predict_linear(
        net, inputs.data(), static_cast<std::int64_t>(inputs.size() / 2), out);
}

template class CudaEngine<MlpNet<float>>;
template class CudaEngine<LinearNet<float>>;

std::optional<std::string> cuda_refuses(const EngineTask& task) {
    if (std::optional<std::string> reason = nets_refuse("The GPU's engine", task)) return reason;
    if (task.data && !task.data->weights.empty())
        return "The engine \"fused\" knows no weights of single points; use the engine \"reference\".";
    constexpr int widest = block_units * cuda_block_counts[std::size(cuda_block_counts) - 1];
    const auto* mlp = std::get_if<MlpParams>(&task.model);
    if (mlp && (mlp->hidden < 1 || mlp->hidden > widest))
        return "The GPU has 1 to " + std::to_string(widest) + " hidden units; the model has " +
               std::to_string(mlp->hidden) + ".";
    return std::nullopt;
}

const CudaPlugin& cuda_plugin() {
    static const CudaPlugin plugin = open_plugin();  // tried again after a failure
    return plugin;
}

// A device is tried once, by one thread after another.
static void require_exact(int device) {
    static std::mutex one_at_a_time;
    static std::map<int, bool> tried;
    const std::lock_guard lock(one_at_a_time);
    const auto known = tried.find(device);
    const bool is_exact = known != tried.end() ? known->second : trains_exactly(cuda_plugin(), device);
    tried.emplace(device, is_exact);
    if (!is_exact) throw Error("The GPU gives other numbers than the CPU.");
}

std::unique_ptr<Engine> make_cuda_engine(const EngineTask& task, int device) {
    require_exact(device);
    return std::visit(
        overloaded{[&](const LogisticRegressionParams&) -> std::unique_ptr<Engine> {
                       return std::make_unique<CudaEngine<LinearNet<float>>>(task, cuda_plugin(), device);
                   },
                   [&](const MlpParams&) -> std::unique_ptr<Engine> {
                       return std::make_unique<CudaEngine<MlpNet<float>>>(task, cuda_plugin(), device);
                   },
                   [](const auto&) -> std::unique_ptr<Engine> { return nullptr; }},
        task.model);
}

}  // namespace reweigh::fused
