#include "core/experiment/curve_rows.h"

#include <algorithm>
#include <cmath>

namespace reweigh {

std::string model_key(const Setup& setup, ModelRole role) {
    return std::string(kind_of_value(role == ModelRole::Model ? setup.model : *setup.companion).key);
}

std::vector<FigureRow> curve_rows(const Snapshot& snapshot) {
    std::vector<FigureRow> rows;
    for (const Curve& curve : snapshot.curves) {
        const Setup& setup = snapshot.scene->setup;
        const Replica& replica = setup.replicas[static_cast<std::size_t>(curve.replica)];
        FigureRow row;
        row.panel = "curves";
        row.series = model_key(setup, curve.role);
        row.variant = setup.variants[static_cast<std::size_t>(replica.variant)];
        row.weight = replica.weight;
        row.seed = std::to_string(replica.seed);
        row.name = curve.readout;
        for (std::size_t i = 0; i < curve.values.size(); ++i) {
            row.step = snapshot.readout_steps[i];
            row.epoch = static_cast<double>(row.step) / static_cast<double>(snapshot.steps_per_epoch);
            row.value = curve.values[i];
            if (std::isfinite(row.value)) rows.push_back(row);
        }
    }
    return rows;
}

}  // namespace reweigh
