#include "core/state/tensors.h"

#include "core/base/error.h"

namespace reweigh {

const Tensor& EngineState::tensor(std::string_view name) const {
    for (const Tensor& each : tensors)
        if (each.name == name) return each;
    throw Error("The state has no tensor \"" + std::string(name) + "\".");
}

}  // namespace reweigh
