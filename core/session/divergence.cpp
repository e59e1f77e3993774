#include "core/session/divergence.h"

#include "core/session/edit_log.h"
#include "core/session/parameters.h"

#include <algorithm>

namespace reweigh {
namespace {

EngineState alone(const EngineState& state, int replica) {
    EngineState one{state.step, {}};
    for (const Tensor& tensor : state.tensors) {
        const auto values = of_replica(tensor, replica);
        std::vector<std::int64_t> shape = tensor.shape;
        shape.front() = 1;
        one.tensors.push_back({tensor.name, std::move(shape), {values.begin(), values.end()}});
    }
    return one;
}

void advance_to(Engine& engine, std::int64_t step, const std::vector<Edit>& edits) {
    while (engine.step() < step) {
        const std::int64_t end = std::min(step, next_edit_after(edits, engine.step()));
        engine.advance(end - engine.step(), live_at(edits, engine.step()));
    }
}

}  // namespace

std::int64_t first_non_finite_step(const EngineMaker& make_engine, EngineTask task, int replica,
                                   const EngineState& finite, std::int64_t found_at,
                                   const std::vector<Edit>& edits) {
    task.setup.replicas = {task.setup.replicas[static_cast<std::size_t>(replica)]};
    const std::unique_ptr<Engine> engine = make_engine(task);
    EngineState good = alone(finite, replica);
    std::int64_t bad = found_at;
    while (bad - good.step > 1) {
        engine->import_state(good);
        advance_to(*engine, good.step + (bad - good.step) / 2, edits);
        if (engine->diverged().empty())
            good = engine->export_state();
        else
            bad = engine->step();
    }
    return bad;
}

}  // namespace reweigh
