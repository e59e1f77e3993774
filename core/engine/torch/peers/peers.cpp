#include "core/engine/torch/peers/peers.h"

#include "core/base/error.h"

namespace reweigh::torch_engine {
namespace {

// What every peer leaves out.
void require_plain(const EngineTask& task, const Live& live) {
    for (const LiveParams& params : live.variants)
        if (params.l2 != 0 || params.dropout != 0 || params.batch_norm || params.reduction != Reduction::R0)
            throw Error("LibTorch's peers train plain steps with the reduction R0 alone.");
    if (!task.data->weights.empty()) throw Error("LibTorch's peers know no weights of single points.");
}

void require_mlp(const EngineTask& task) {
    if (!std::holds_alternative<MlpParams>(task.model))
        throw Error("Of LibTorch's peers \"eager\" alone trains other models than the MLP.");
}

}  // namespace

std::unique_ptr<StepLoop> make_peer(const EngineTask& task, const Live& live, TorchPeer kind) {
    require_plain(task, live);
    if (kind == TorchPeer::Eager) return make_eager_peer(task, live);
    require_mlp(task);
    return kind == TorchPeer::Aten ? make_aten_peer(task, live) : make_baddbmm_peer(task, live);
}

}  // namespace reweigh::torch_engine
