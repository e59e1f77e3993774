#include "core/session/divergence.h"

#include "core/session/edit_log.h"
#include "core/session/parameters.h"

#include <algorithm>
#include <utility>

namespace reweigh {
namespace {

// Rows of a state, in the order of `rows`.
EngineState rows_of(const EngineState& state, const std::vector<int>& rows) {
    EngineState some{state.step, {}};
    for (const Tensor& tensor : state.tensors) {
        Tensor& chosen = some.tensors.emplace_back(Tensor{tensor.name, tensor.shape, {}});
        chosen.shape.front() = static_cast<std::int64_t>(rows.size());
        for (const int row : rows) {
            const auto values = of_replica(tensor, row);
            chosen.values.insert(chosen.values.end(), values.begin(), values.end());
        }
    }
    return some;
}

// Replicas that are finite at good.step and not at `bad`.
struct Suspects {
    std::vector<std::size_t> places;  // in the answer
    EngineState good;                 // of them alone
    std::int64_t bad = 0;
};

Suspects part_of(const Suspects& all, const std::vector<int>& rows, const EngineState& good,
                 std::int64_t bad) {
    Suspects part{{}, rows_of(good, rows), bad};
    for (const int row : rows) part.places.push_back(all.places[static_cast<std::size_t>(row)]);
    return part;
}

void advance_to(Engine& engine, std::int64_t step, const std::vector<Edit>& edits) {
    while (engine.step() < step) {
        const std::int64_t end = std::min(step, next_edit_after(edits, engine.step()));
        engine.advance(end - engine.step(), live_at(edits, engine.step()));
    }
}

std::vector<int> others(const std::vector<int>& ascending, std::size_t count) {
    std::vector<int> rest;
    for (int i = 0; i < static_cast<int>(count); ++i)
        if (!std::ranges::binary_search(ascending, i)) rest.push_back(i);
    return rest;
}

// Narrows the steps down as long as all of the group are alike: one engine serves. Gives the parts in which
// they differ; none when the steps are found.
std::vector<Suspects> bisect(Engine& engine, Suspects& group, const std::vector<Edit>& edits) {
    while (group.bad - group.good.step > 1) {
        engine.import_state(group.good);
        advance_to(engine, group.good.step + (group.bad - group.good.step) / 2, edits);
        std::vector<int> diverged = engine.diverged();
        if (diverged.empty()) {
            group.good = engine.export_state();
        } else if (diverged.size() == group.places.size()) {
            group.bad = engine.step();
        } else {
            std::ranges::sort(diverged);
            return {part_of(group, others(diverged, group.places.size()), engine.export_state(), group.bad),
                    part_of(group, diverged, group.good, engine.step())};
        }
    }
    return {};
}

}  // namespace

std::vector<std::int64_t> first_non_finite_steps(const EngineMaker& make_engine, EngineTask task,
                                                 const std::vector<int>& replicas, const EngineState& finite,
                                                 std::int64_t found_at, const std::vector<Edit>& edits) {
    const std::vector<Replica> known = std::exchange(task.setup.replicas, {});
    Suspects all{{}, rows_of(finite, replicas), found_at};
    for (std::size_t i = 0; i < replicas.size(); ++i) all.places.push_back(i);
    std::vector<std::int64_t> first(replicas.size());
    std::vector<Suspects> open{std::move(all)};
    while (!open.empty()) {
        Suspects group = std::move(open.back());
        open.pop_back();
        task.setup.replicas.clear();
        for (const std::size_t place : group.places)
            task.setup.replicas.push_back(known[static_cast<std::size_t>(replicas[place])]);
        const std::unique_ptr<Engine> engine = make_engine(task);
        const std::vector<Suspects> parts = bisect(*engine, group, edits);
        if (parts.empty())
            for (const std::size_t place : group.places) first[place] = group.bad;
        open.insert(open.end(), parts.begin(), parts.end());
    }
    return first;
}

}  // namespace reweigh
