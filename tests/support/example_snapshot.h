#pragma once

#include "core/figure/spec.h"
#include "core/state/snapshot.h"

#include <cmath>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace reweigh {

// A small run made by hand: 8 points on a grid, a max-margin line through 0, 2 steps an epoch.
inline std::shared_ptr<Dataset> example_dataset() {
    auto data = std::make_shared<Dataset>();
    data->inputs = {0.5F, 0.5F, 1, 1, 0.5F, 1, 1, 0.5F, -0.5F, -0.5F, -1, -1, -0.5F, -1, -1, -0.5F};
    data->labels = {1, 1, 1, 1, 0, 0, 0, 0};
    data->kind = "points";
    data->source = "eight points";
    data->digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    data->area_box = {{-1.8, -1.8}, {1.8, 1.8}};
    return data;
}

inline Separator example_separator() {
    const double half = std::sqrt(0.5);
    return {Separator::Kind::MaxMargin, {{half, half}, 0}, {0, 0}, half, {0, 4}, "max margin"};
}

// `replicas` of one variant; batch 4 of 8 points.
inline Snapshot example_snapshot(std::vector<Replica> replicas) {
    auto scene = std::make_shared<Scene>();
    scene->data = example_dataset();
    scene->separator = example_separator();
    scene->setup.experiment = "test/example";
    scene->setup.optimizer = SgdParams{.batch_size = 4};
    scene->setup.replicas = std::move(replicas);
    Snapshot snapshot;
    snapshot.steps_per_epoch = 2;
    snapshot.health.resize(scene->setup.replicas.size());
    snapshot.scene = std::move(scene);
    snapshot.edits = {{0, snapshot.live}};
    return snapshot;
}

// value(replica, epoch) at each of `epochs`.
using ExampleCurve = std::function<double(int replica, double epoch)>;

inline void add_example_steps(Snapshot& snapshot, const std::vector<std::int64_t>& epochs) {
    for (const std::int64_t epoch : epochs) {
        snapshot.step = epoch * snapshot.steps_per_epoch;
        snapshot.readout_steps.append(snapshot.step);
        snapshot.readout_seconds.append(0.5 * static_cast<double>(epoch));
    }
}

inline void add_example_curves(Snapshot& snapshot, ModelRole role, const std::string& readout,
                               const ExampleCurve& value) {
    for (std::size_t i = 0; i < snapshot.scene->setup.replicas.size(); ++i) {
        Curve& curve = snapshot.curves.emplace_back(Curve{role, static_cast<int>(i), readout, {}});
        for (std::size_t k = 0; k < snapshot.readout_steps.size(); ++k)
            curve.values.append(
                value(static_cast<int>(i), static_cast<double>(snapshot.readout_steps[k]) /
                                               static_cast<double>(snapshot.steps_per_epoch)));
    }
}

// Answers every wanted view with logit(request, point).
inline void answer_views(Snapshot& snapshot, const std::vector<ViewRequest>& wanted,
                         const std::function<double(const ViewRequest&, Vec2)>& logit) {
    for (const ViewRequest& request : wanted) {
        auto grid = std::make_shared<Grid<float>>(Grid<float>{
            .width = request.width, .height = request.height, .world = request.world, .values = {}});
        for (int row = 0; row < grid->height; ++row)
            for (int column = 0; column < grid->width; ++column)
                grid->values.push_back(static_cast<float>(logit(request, grid->cell_center(column, row))));
        snapshot.views.push_back({request, request.step.value_or(snapshot.step), std::move(grid)});
    }
}

}  // namespace reweigh
