// Runs that were on screen before, as pale lines under the run that is.
#include "core/figure/curves_plot.h"
#include "core/state/run_record.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace reweigh {
namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

// The replicas of a past run that the focus's line stands for: of its variant and weight.
std::vector<int> alike(const Setup& past, const Setup& setup, const Replica& focus) {
    std::vector<int> found;
    const std::string& variant = setup.variants[static_cast<std::size_t>(focus.variant)];
    for (std::size_t i = 0; i < past.replicas.size(); ++i) {
        const Replica& each = past.replicas[i];
        if (each.weight == focus.weight && past.variants[static_cast<std::size_t>(each.variant)] == variant)
            found.push_back(static_cast<int>(i));
    }
    return found;
}

// Per read-out, of those that were not parked.
std::vector<double> mean_of(const RunRecord& record, ModelRole role, std::string_view readout,
                            const std::vector<int>& replicas) {
    std::vector<const Curve*> curves;
    for (const Curve& curve : record.curves)
        if (curve.role == role && std::ranges::find(replicas, curve.replica) != replicas.end() &&
            curve.readout == readout && !record.health[static_cast<std::size_t>(curve.replica)].parked_at)
            curves.push_back(&curve);
    std::vector<double> mean(record.readout_steps.size(), curves.empty() ? no_value : 0);
    for (const Curve* curve : curves)
        for (std::size_t i = 0; i < mean.size(); ++i)
            mean[i] +=
                (i < curve->values.size() ? curve->values[i] : no_value) / static_cast<double>(curves.size());
    return mean;
}

double place_of(const Snapshot& snapshot, CurvesX x, const RunRecord& past, std::size_t readout) {
    if (x == CurvesX::Seconds) return past.readout_seconds[readout];
    const Scene& scene = *past.scene;
    const double epoch = static_cast<double>(past.readout_steps[readout]) /
                         static_cast<double>(steps_per_epoch(scene.setup, scene.data->size()));
    return curves_x(snapshot, x, std::llround(epoch * static_cast<double>(snapshot.steps_per_epoch)));
}

std::vector<Vec2> line_of(const CurvesPlot& plot, const RunRecord& past, ModelRole role,
                          const std::vector<int>& replicas) {
    const std::vector<double> values = mean_of(past, role, plot.kind.key, replicas);
    std::vector<Vec2> line;
    for (std::size_t i = 0; i < values.size(); ++i)
        line.push_back({place_of(plot.snapshot, plot.options.x, past, i), values[i]});
    return line;
}

void add_line(CurvesPlot& plot, const std::vector<Vec2>& values, Color color, std::vector<double> dash) {
    if (values.empty()) return;
    CurveLayer curve;
    curve.values = values;
    curve.stroke = {blend(color, plot.colors.plot, 0.45), 1.5 * plot.unit(), std::move(dash)};
    plot.panel.layers.push_back(std::move(curve));
}

}  // namespace

double curves_end(const Snapshot& snapshot, CurvesX x, EarlierRuns earlier) {
    double end = snapshot.readout_steps.empty() ? 0 : curves_x(snapshot, x, snapshot.readout_steps.back());
    if (!std::isfinite(end)) end = 0;
    if (earlier == EarlierRuns::Hidden) return end;
    for (const auto& past : snapshot.past)
        if (const std::size_t count = past->record->readout_steps.size(); count > 0)
            if (const double place = place_of(snapshot, x, *past->record, count - 1); std::isfinite(place))
                end = std::max(end, place);
    return end;
}

void collect_ghosts(CurvesPlot& plot) {
    if (plot.options.earlier == EarlierRuns::Hidden) return;
    const Replica& focus = plot.setup().replicas[static_cast<std::size_t>(plot.focus)];
    const auto is_hidden = [&](ModelRole role) {
        return plot.options.hidden.contains(model_name(plot.setup(), role));
    };
    for (const auto& past : plot.snapshot.past) {
        const RunRecord& record = *past->record;
        const std::vector<int> replicas = alike(record.scene->setup, plot.setup(), focus);
        if (replicas.empty()) continue;
        PlotGhost ghost;
        if (!is_hidden(ModelRole::Model)) ghost.model = line_of(plot, record, ModelRole::Model, replicas);
        if (plot.companion && record.scene->setup.companion)
            ghost.companion = line_of(plot, record, ModelRole::Companion, replicas);
        plot.ghosts.push_back(std::move(ghost));
    }
}

void add_ghosts(CurvesPlot& plot) {
    const Replica& focus = plot.setup().replicas[static_cast<std::size_t>(plot.focus)];
    for (const PlotGhost& ghost : plot.ghosts) {
        add_line(plot, ghost.companion, plot.colors.logistic,
                 companion_stroke(plot.colors, plot.unit()).dash);
        add_line(plot, ghost.model, weight_line_color(focus.weight, plot.colors), {});
    }
}

}  // namespace reweigh
