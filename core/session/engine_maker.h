#pragma once

#include "core/engine/engine.h"

#include <functional>
#include <memory>

namespace reweigh {

// Where engines come from: make_engine, or what a test puts in its place. Throws Error with the reason.
using EngineMaker = std::function<std::unique_ptr<Engine>(const EngineTask&)>;

}  // namespace reweigh
