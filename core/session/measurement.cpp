#include "core/session/measurement.h"

#include "core/session/boundary.h"
#include "core/state/readout_kinds.h"
#include "core/state/sampling.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace reweigh {
namespace {

constexpr int area_cells = 200;              // a side
constexpr int most_replicas_per_thread = 4;  // in one call: their logits stay in the cache
constexpr std::size_t most_pictures_at_once = 512;
constexpr auto part_time = std::chrono::milliseconds(10);

struct EvaluationProbe {
    Probe probe;
    std::string_view key;  // of the data's evaluation set
};
constexpr std::array evaluation_probes{EvaluationProbe{Probe::Test, "test"},
                                       EvaluationProbe{Probe::Other, "other"},
                                       EvaluationProbe{Probe::Noise, "noise"}};

constexpr std::size_t index_of(Probe probe) { return static_cast<std::size_t>(probe); }

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
    const Setup& setup = scene->setup;
    for (const std::string& key : setup.readouts) keys.push_back(readout_row(key).key);
    if (keys.empty())
        for (const ReadoutKind& kind : readout_kinds())
            if (kind.serves(setup)) keys.push_back(kind.key);
    add(Probe::Training, scene->data->inputs);
    if (scene->data->is_plane() && any_needs(keys, Probe::Area)) {
        const Grid<float> grid{area_cells, area_cells, scene->data->area_box, {}};
        for (int row = 0; row < area_cells; ++row)
            for (int column = 0; column < area_cells; ++column) append(area_, grid.cell_center(column, row));
        add(Probe::Area, area_);
    }
    if (scene->separator && any_needs(keys, Probe::Axis)) {
        for (std::size_t i = 0; i < axis_samples; ++i)
            append(axis_, axis_point(*scene, axis_place(*scene, i)));
        add(Probe::Axis, axis_);
    }
    for (const auto& [probe, key] : evaluation_probes)
        if (const EvaluationSet* set = scene->data->evaluation_set(key); set && any_needs(keys, probe))
            add(probe, set->inputs);
}

bool MeasurementPlan::asks_for_votes() const {
    return std::ranges::any_of(evaluation_probes,
                               [&](const EvaluationProbe& each) { return count[index_of(each.probe)] > 0; });
}

Votes MeasurementPlan::ballot(std::int64_t step) const {
    const std::size_t replicas = scene->setup.replicas.size();
    Votes votes{step, std::vector<std::uint8_t>(replicas), {}};
    for (const auto& [probe, key] : evaluation_probes)
        if (const std::size_t pictures = count[index_of(probe)]; pictures > 0)
            votes.sets.emplace_back(std::string(key), pictures, replicas);
    return votes;
}

// Pictures cost so much that commands are looked at between parts.
void MeasurementPlan::add(Probe probe, std::span<const float> inputs) {
    const auto width = static_cast<std::size_t>(scene->data->width), all = inputs.size() / width;
    const std::size_t most = scene->data->is_plane() ? all : most_pictures_at_once;
    first[index_of(probe)] = points;
    count[index_of(probe)] = all;
    for (std::size_t i = 0; i < all; i += most) {
        const std::size_t some = std::min(most, all - i);
        parts.push_back({probe, inputs.subspan(i * width, some * width), points + i, some});
    }
    points += all;
}

Measurement::Measurement(const MeasurementPlan& plan, const Training& training)
    : plan_(plan),
      training_(training),
      step_(training.step()),
      live_(training.live()),
      weights_(training.present()),
      models_(training.has_companion() ? 2 : 1) {
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    const std::size_t replicas = training.setup().replicas.size();
    values_.assign(models_ * replicas * plan.keys.size(), nothing);
    errors_.assign(replicas, nothing);
    losses_.assign(replicas, nothing);
    if (plan.asks_for_votes()) votes_ = std::make_shared<Votes>(plan.ballot(step_));
}

void Measurement::measure_part(Pool& pool, const Now& now) {
    const auto begin = now();
    while (true) {
        measure_some(pool);
        if (is_complete() || now() - begin >= part_time) return;
        replicas_per_thread_ = std::min(2 * replicas_per_thread_, most_replicas_per_thread);
    }
}

double Measurement::share() const {
    const auto replicas = static_cast<double>(training_.setup().replicas.size());
    const double asked = plan_.parts.empty() ? 0
                                             : static_cast<double>(group_.size() * next_part_) /
                                                   static_cast<double>(plan_.parts.size());
    const double done = static_cast<double>(next_model_) * replicas + next_replica_ -
                        static_cast<double>(group_.size()) + asked;
    return done / (static_cast<double>(models_) * replicas);
}

void Measurement::measure_some(Pool& pool) {
    if (group_.empty()) choose_group(pool);
    if (!group_.empty() && next_part_ < plan_.parts.size()) ask(plan_.parts[next_part_++]);
    if (!group_.empty() && next_part_ < plan_.parts.size()) return;
    const auto role = static_cast<ModelRole>(next_model_);
    pool.run(static_cast<int>(group_.size()), [&](int task) {
        const auto i = static_cast<std::size_t>(task);
        const std::size_t size = plan_.points * static_cast<std::size_t>(logits_each(role));
        measure_replica(role, group_[i], std::span(logits_).subspan(i * size, size));
    });
    group_.clear();
    next_part_ = 0;
    if (next_replica_ < static_cast<int>(training_.setup().replicas.size())) return;
    ++next_model_;
    next_replica_ = 0;
}

void Measurement::choose_group(const Pool& pool) {
    const auto role = static_cast<ModelRole>(next_model_);
    const int replicas = static_cast<int>(training_.setup().replicas.size());
    for (;
         next_replica_ < replicas && static_cast<int>(group_.size()) < replicas_per_thread_ * pool.threads();
         ++next_replica_)
        if (!training_.is_parked(role, next_replica_)) group_.push_back(next_replica_);
    logits_.resize(group_.size() * plan_.points * static_cast<std::size_t>(logits_each(role)));
}

void Measurement::ask(const MeasurementPlan::Part& part) {
    const auto role = static_cast<ModelRole>(next_model_);
    const auto each = static_cast<std::size_t>(logits_each(role));
    of_part_.resize(group_.size() * part.count * each);
    training_.engine(role).predict(group_, nullptr, live_, part.inputs, of_part_);
    for (std::size_t i = 0; i < group_.size(); ++i)
        std::ranges::copy(
            std::span(of_part_).subspan(i * part.count * each, part.count * each),
            logits_.begin() + static_cast<std::ptrdiff_t>((i * plan_.points + part.first) * each));
}

void Measurement::predict_one(ModelRole role, int replica, std::span<const float> inputs,
                              std::span<float> logits) {
    const std::lock_guard lock(predicting_);
    training_.engine(role).predict({&replica, 1}, nullptr, live_, inputs, logits);
}

void Measurement::measure_replica(ModelRole role, int replica, std::span<const float> logits) {
    const Setup& setup = training_.setup();
    const auto model = static_cast<std::size_t>(role);
    const auto of = [&](Probe probe) { return of_probe(role, probe, logits); };
    const auto logits_of = [&](Probe probe) { return Logits(of(probe), logits_each(role)); };
    const Dataset& data = *plan_.scene->data;
    const Weighing weighing =
        weighing_of(setup.replicas[static_cast<std::size_t>(replica)], live_, data.classes);
    const std::vector<std::size_t> kept = kept_points(data, weighing);
    const Logits training = logits_of(Probe::Training);
    const std::vector<float> losses = logistic_losses(data, kept, training);
    const ReadoutInput input{.scene = *plan_.scene,
                             .model = role == ModelRole::Model ? setup.model : *setup.companion,
                             .state = weights_->state(role),
                             .replica = replica,
                             .live = live_,
                             .weighing = weighing,
                             .kept = kept,
                             .training = training,
                             .losses = losses,
                             .area = of(Probe::Area),
                             .axis = of(Probe::Axis),
                             .test = logits_of(Probe::Test),
                             .other = logits_of(Probe::Other),
                             .noise = logits_of(Probe::Noise),
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
    if (votes_) cast_votes(place, logits, weighing.target);
}

void Measurement::cast_votes(std::size_t replica, std::span<const float> logits, int target) {
    votes_->voters[replica] = 1;
    for (SetVotes& set : votes_->sets)
        for (const auto& [probe, key] : evaluation_probes)
            if (set.key() == key) {
                const Logits answers(of_probe(ModelRole::Model, probe, logits),
                                     logits_each(ModelRole::Model));
                std::vector<float> leads(answers.size());
                for (std::size_t i = 0; i < leads.size(); ++i) leads[i] = answers.lead(i, target);
                set.cast(replica, leads);
            }
}

int Measurement::logits_each(ModelRole role) const {
    const Setup& setup = training_.setup();
    return logit_count(role == ModelRole::Model ? setup.model : *setup.companion);
}

std::span<const float> Measurement::of_probe(ModelRole role, Probe probe,
                                             std::span<const float> logits) const {
    const auto each = static_cast<std::size_t>(logits_each(role));
    return logits.subspan(each * plan_.first[index_of(probe)], each * plan_.count[index_of(probe)]);
}

double Measurement::value(ModelRole role, int replica, std::size_t key) const {
    const std::size_t replicas = training_.setup().replicas.size();
    return values_[(static_cast<std::size_t>(role) * replicas + static_cast<std::size_t>(replica)) *
                       plan_.keys.size() +
                   key];
}

}  // namespace reweigh
