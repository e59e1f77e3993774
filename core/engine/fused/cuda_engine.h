#pragma once

#include "core/engine/fused/cuda_abi.h"
#include "core/engine/net_engine.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace reweigh::fused {

// Trains on a GPU, a warp a replica; predicts on the processor. Its bits are those of the reference engine.
// ENGINE.md 5.
template <class Net>
class CudaEngine final : public NetEngine<Net> {
public:
    // Throws Error with the plug-in's sentence.
    CudaEngine(const EngineTask& task, const CudaPlugin& plugin, int device);

private:
    bool reads_orders() const override { return false; }
    void train(std::int64_t count, const Live& live) override;
    void train_slice(std::int64_t first_step, std::int64_t count, const std::vector<CudaReplica>& replicas);
    void evaluate(const Net& net, bool batch_norm, std::span<const float> inputs, float* out) const override;

    struct Close {
        void (*close)(void*);
        void operator()(void* opened) const { close(opened); }
    };

    CudaPlugin plugin_;
    int blocks_;  // of the padded net
    std::unique_ptr<void, Close> opened_;
    std::vector<Net*> nets_;  // of the replicas that are not parked
};

// Why a GPU cannot serve the task, in one sentence; nothing where it can.
std::optional<std::string> cuda_refuses(const EngineTask& task);

// The plug-in beside the program, opened once. Throws Error with the reason, as PRODUCT.md 11 says it.
const CudaPlugin& cuda_plugin();

std::unique_ptr<Engine> make_cuda_engine(const EngineTask& task, int device);

}  // namespace reweigh::fused
