#pragma once

#include "core/engine/net_engine.h"
#include "core/engine/reference/kernels.h"
#include "core/engine/rules.h"

namespace reweigh::reference {

// The readable specification: one replica after the other, the operations of ENGINE.md 4 in their order.
// The bits do not depend on the kernels.
template <class Net>
class ReferenceEngine final : public NetEngine<Net> {
public:
    using Scalar = typename Net::Scalar;
    explicit ReferenceEngine(const EngineTask& task, const KernelSet& kernels = supported_kernels().front());

private:
    void train(std::int64_t count, const Live& live) override;
    void train_one(int replica, const Rules& rules, std::int64_t count);
    void evaluate(const Net& net, bool batch_norm, std::span<const float> inputs, float* out) const override;

    const Kernels<Scalar>& kernels_;
};

// In float, as users get it.
std::unique_ptr<Engine> make_reference_engine(const EngineTask& task);

}  // namespace reweigh::reference
