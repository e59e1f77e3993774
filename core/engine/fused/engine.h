#pragma once

#include "core/engine/fused/lanes.h"
#include "core/engine/fused/packing.h"
#include "core/engine/net_engine.h"

#include <optional>
#include <string>
#include <vector>

namespace reweigh::fused {

// What tests and benchmarks pin; users get the fastest of both.
struct FusedOptions {
    std::optional<Layout> layout = {};
    const Kernels* kernels = nullptr;  // one of supported_kernels()
};

// All steps of many replicas fused into kernels that use every lane of the processor. Its bits are those of
// the reference engine. A parked replica is in no group, so nothing can change it.
template <class Net>
class FusedEngine final : public NetEngine<Net> {
public:
    explicit FusedEngine(const EngineTask& task, const FusedOptions& options = {});

    // How the replicas were packed for the last steps.
    const std::vector<Group>& groups() const { return groups_; }

private:
    void train(std::int64_t count, const Live& live) override;
    void train_group(std::size_t group, std::int64_t count, const std::vector<Rules>& rules);
    void pack_again(const std::vector<Rules>& rules);
    void evaluate(const Net& net, bool batch_norm, std::span<const float> inputs, float* out) const override;

    const Kernels& kernels_;
    PackingRules packing_;
    std::vector<Packable> packed_;  // what groups_ was made from
    std::vector<Group> groups_;
    std::vector<LaneRoom> rooms_;  // of the groups
};

// Why there is no such engine: one sentence naming what it does not serve.
std::optional<std::string> fused_refuses(const EngineTask& task);

std::unique_ptr<Engine> make_fused_engine(const EngineTask& task);

}  // namespace reweigh::fused
