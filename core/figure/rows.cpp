#include "core/figure/build_parts.h"

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

std::string series_of(const Setup& setup, ModelRole role) {
    return std::string(kind_of_value(role == ModelRole::Model ? setup.model : *setup.companion).key);
}

// The variant of a group, or all that its replicas are of.
std::string variants_text(const Setup& setup, const SeedGroup& group) {
    std::vector<int> variants;
    for (const int replica : group.replicas) {
        const int variant = setup.replicas[static_cast<std::size_t>(replica)].variant;
        if (std::ranges::find(variants, variant) == variants.end()) variants.push_back(variant);
    }
    return variants.size() > 1 ? "all" : setup.variants[static_cast<std::size_t>(variants.front())];
}

// A row without its seed and value.
FigureRow row_for(const Snapshot& snapshot, const SeedGroup& group, std::size_t readout, const Curve& curve,
                  const std::string& panel) {
    const Setup& setup = snapshot.scene->setup;
    FigureRow row;
    row.panel = panel;
    row.series = series_of(setup, curve.role);
    row.variant = variants_text(setup, group);
    row.weight = group.weight;
    row.step = snapshot.readout_steps[readout];
    row.epoch = static_cast<double>(row.step) / static_cast<double>(snapshot.steps_per_epoch);
    row.name = curve.readout;
    return row;
}

void append_value(std::vector<FigureRow>& rows, FigureRow row, std::string seed, double value) {
    if (!std::isfinite(value)) return;
    row.seed = std::move(seed);
    row.value = value;
    rows.push_back(std::move(row));
}

// Rows of one read-out of one model at one moment.
void append_moment(std::vector<FigureRow>& rows, const Snapshot& snapshot, const SeedGroup& group,
                   const std::vector<const Curve*>& curves, const GroupStatistics& values,
                   std::size_t readout, const std::string& panel) {
    const Setup& setup = snapshot.scene->setup;
    const Curve* any = nullptr;
    for (const int replica : group.replicas) {
        const auto i = static_cast<std::size_t>(replica);
        const Curve* curve = curves[i];
        if (!curve || readout >= curve->values.size()) continue;
        any = curve;
        const SeedGroup alone{setup.replicas[i].variant, group.weight, {replica}};
        append_value(rows, row_for(snapshot, alone, readout, *curve, panel),
                     std::to_string(setup.replicas[i].seed), curve->values[readout]);
    }
    if (!any || values.deviation.empty()) return;
    const FigureRow row = row_for(snapshot, group, readout, *any, panel);
    append_value(rows, row, "mean", values.mean[readout]);
    append_value(rows, row, "std", values.deviation[readout]);
}

std::vector<std::string> readouts_of(const Snapshot& snapshot) {
    std::vector<std::string> names;
    for (const Curve& curve : snapshot.curves)
        if (std::ranges::find(names, curve.readout) == names.end()) names.push_back(curve.readout);
    return names;
}

}  // namespace

void append_rows(std::vector<FigureRow>& rows, const Snapshot& snapshot, const SeedGroup& group,
                 std::size_t readout, const std::string& panel) {
    for (const ModelRole role : {ModelRole::Model, ModelRole::Companion})
        for (const std::string& name : readouts_of(snapshot)) {
            const auto curves = curves_of(snapshot, role, name);
            append_moment(rows, snapshot, group, curves, statistics(snapshot, group, curves), readout, panel);
        }
}

void append_curve_rows(std::vector<FigureRow>& rows, const Snapshot& snapshot, const std::string& readout,
                       const std::string& panel, std::optional<int> variant, Band band) {
    for (const ModelRole role : {ModelRole::Model, ModelRole::Companion}) {
        const auto curves = curves_of(snapshot, role, readout);
        for (const SeedGroup& group : seed_groups(snapshot.scene->setup.replicas, band)) {
            if (variant.value_or(group.variant) != group.variant) continue;
            const GroupStatistics values = statistics(snapshot, group, curves);
            for (std::size_t i = 0; i < snapshot.readout_steps.size(); ++i)
                append_moment(rows, snapshot, group, curves, values, i, panel);
        }
    }
}

void append_final_rows(std::vector<FigureRow>& rows, const Snapshot& snapshot, const std::string& readout,
                       const std::string& panel, Band band) {
    if (snapshot.readout_steps.empty()) return;
    for (const ModelRole role : {ModelRole::Model, ModelRole::Companion}) {
        const auto curves = curves_of(snapshot, role, readout);
        for (const SeedGroup& group : seed_groups(snapshot.scene->setup.replicas, band))
            append_moment(rows, snapshot, group, curves, statistics(snapshot, group, curves),
                          snapshot.readout_steps.size() - 1, panel);
    }
}

}  // namespace reweigh
