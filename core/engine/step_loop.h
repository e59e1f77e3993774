#pragma once

#include "core/state/tensors.h"

#include <cstdint>

namespace reweigh {

// The least that can be timed and compared: something that trains, and shows what it has trained.
class StepLoop {
public:
    virtual ~StepLoop() = default;
    virtual void advance(std::int64_t count) = 0;  // optimizer steps of every replica
    virtual EngineState export_state() const = 0;
};

}  // namespace reweigh
