#include "core/session/measurement.h"

#include "core/session/boundary.h"
#include "core/state/readout_kinds.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace reweigh {
namespace {

constexpr int area_cells = 200;              // a side
constexpr int most_replicas_per_thread = 4;  // in one call: their logits stay in the cache
constexpr auto part_time = std::chrono::milliseconds(10);

void append(std::vector<float>& inputs, Vec2 point) {
    inputs.push_back(static_cast<float>(point.x));
    inputs.push_back(static_cast<float>(point.y));
}

bool any_needs(const std::vector<std::string_view>& keys, Probe probe) {
    return std::ranges::any_of(keys,
                               [probe](std::string_view key) { return readout_row(key).needs == probe; });
}

}  // namespace

MeasurementPlan::MeasurementPlan(std::shared_ptr<const Scene> its_scene) : scene(std::move(its_scene)) {
    for (const std::string& key : scene->setup.readouts) keys.push_back(readout_row(key).key);
    if (keys.empty())
        for (const ReadoutKind& kind : readout_kinds()) keys.push_back(kind.key);
    inputs = scene->data->inputs;
    training = scene->data->labels.size();
    if (any_needs(keys, Probe::Area)) {
        const Grid<float> grid{area_cells, area_cells, scene->data->area_box, {}};
        for (int row = 0; row < area_cells; ++row)
            for (int column = 0; column < area_cells; ++column) append(inputs, grid.cell_center(column, row));
        area = static_cast<std::size_t>(area_cells) * area_cells;
    }
    if (scene->separator && any_needs(keys, Probe::Axis)) {
        for (std::size_t i = 0; i < axis_samples; ++i)
            append(inputs, axis_point(*scene, axis_place(*scene, i)));
        axis = axis_samples;
    }
}

Measurement::Measurement(const MeasurementPlan& plan, const Training& training)
    : plan_(plan), training_(training), step_(training.step()), live_(training.live()) {
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    const std::size_t replicas = training.setup().replicas.size();
    states_.push_back(training.engine(ModelRole::Model).export_state());
    if (training.has_companion()) states_.push_back(training.engine(ModelRole::Companion).export_state());
    values_.assign(states_.size() * replicas * plan.keys.size(), nothing);
    errors_.assign(replicas, nothing);
    losses_.assign(replicas, nothing);
}

void Measurement::measure_part(Pool& pool, const Now& now) {
    const auto begin = now();
    while (true) {
        measure_some(pool);
        if (is_complete() || now() - begin >= part_time) return;
        replicas_per_thread_ = std::min(2 * replicas_per_thread_, most_replicas_per_thread);
    }
}

void Measurement::measure_some(Pool& pool) {
    const auto role = static_cast<ModelRole>(next_model_);
    const int replicas = static_cast<int>(training_.setup().replicas.size());
    std::vector<int> some;
    for (; next_replica_ < replicas && static_cast<int>(some.size()) < replicas_per_thread_ * pool.threads();
         ++next_replica_)
        if (!training_.is_parked(role, next_replica_)) some.push_back(next_replica_);
    measure_replicas(role, some, pool);
    if (next_replica_ < replicas) return;
    ++next_model_;
    next_replica_ = 0;
}

void Measurement::measure_replicas(ModelRole role, std::span<const int> replicas, Pool& pool) {
    if (replicas.empty()) return;
    const std::size_t points = plan_.inputs.size() / 2;
    logits_.resize(replicas.size() * points);
    training_.engine(role).predict(replicas, nullptr, live_, plan_.inputs, logits_);
    pool.run(static_cast<int>(replicas.size()), [&](int task) {
        const auto i = static_cast<std::size_t>(task);
        measure_replica(role, replicas[i], std::span(logits_).subspan(i * points, points));
    });
}

void Measurement::predict_one(ModelRole role, int replica, std::span<const float> inputs,
                              std::span<float> logits) {
    const std::lock_guard lock(predicting_);
    training_.engine(role).predict({&replica, 1}, nullptr, live_, inputs, logits);
}

void Measurement::measure_replica(ModelRole role, int replica, std::span<const float> logits) {
    const Setup& setup = training_.setup();
    const auto model = static_cast<std::size_t>(role);
    const std::span training = logits.subspan(0, plan_.training);
    const std::vector<float> losses = logistic_losses(*plan_.scene->data, training);
    const ReadoutInput input{.scene = *plan_.scene,
                             .model = role == ModelRole::Model ? setup.model : *setup.companion,
                             .state = states_[model],
                             .replica = replica,
                             .live = live_,
                             .training = training,
                             .losses = losses,
                             .area = logits.subspan(plan_.training, plan_.area),
                             .axis = logits.subspan(plan_.training + plan_.area, plan_.axis),
                             .predict = [&](std::span<const float> inputs, std::span<float> out) {
                                 predict_one(role, replica, inputs, out);
                             }};
    const auto place = static_cast<std::size_t>(replica);
    const std::size_t first = (model * setup.replicas.size() + place) * plan_.keys.size();
    for (std::size_t key = 0; key < plan_.keys.size(); ++key)
        values_[first + key] = readout_row(plan_.keys[key]).value(input);
    if (role != ModelRole::Model) return;
    errors_[place] = readout_row("errors").value(input);
    losses_[place] = readout_row("loss").value(input);
}

double Measurement::value(ModelRole role, int replica, std::size_t key) const {
    const std::size_t replicas = training_.setup().replicas.size();
    return values_[(static_cast<std::size_t>(role) * replicas + static_cast<std::size_t>(replica)) *
                       plan_.keys.size() +
                   key];
}

}  // namespace reweigh
