#include "core/figure/fitted.h"

#include "core/figure/number_text.h"

#include <algorithm>
#include <vector>

namespace reweigh {
namespace {

// The epoch of the first read-out at which a replica has every training picture right.
std::optional<double> fitted_epoch(const Snapshot& snapshot, int replica) {
    for (const Curve& curve : snapshot.curves)
        if (curve.role == ModelRole::Model && curve.replica == replica && curve.readout == "accuracy_train")
            for (std::size_t i = 0; i < curve.values.size(); ++i)
                if (curve.values[i] == 1)
                    return static_cast<double>(snapshot.readout_steps[i]) /
                           static_cast<double>(snapshot.steps_per_epoch);
    return std::nullopt;
}

}  // namespace

std::string fitted_text(const Snapshot& snapshot, std::optional<int> variant, std::string_view name) {
    const std::vector<Replica>& replicas = snapshot.scene->setup.replicas;
    int all = 0, fitted = 0;
    double first = 0, last = 0;
    for (std::size_t r = 0; r < replicas.size(); ++r) {
        if (variant.value_or(replicas[r].variant) != replicas[r].variant) continue;
        ++all;
        const std::optional<double> epoch = fitted_epoch(snapshot, static_cast<int>(r));
        if (!epoch) continue;
        first = fitted == 0 ? *epoch : std::min(first, *epoch);
        last = std::max(last, *epoch);
        ++fitted;
    }
    if (fitted == 0) return "";
    const std::string to = last > first ? " to " + number_text(last, 0) : "";
    const std::string of = name.empty() ? "" : " of " + std::string(name);
    return std::to_string(fitted) + " of " + std::to_string(all) + " models" + of + ", from epoch " +
           number_text(first, 0) + to;
}

}  // namespace reweigh
