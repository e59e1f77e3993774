#include "core/state/sampling.h"

namespace reweigh {

bool is_kept(const Dataset& data, const Weighing& weighing, std::size_t i) {
    return data.ranks.empty() || weighing.keeps_all() ||
           double{data.ranks[i]} < weighing.share(data.labels[i]);
}

std::vector<std::size_t> kept_points(const Dataset& data, const Weighing& weighing) {
    std::vector<std::size_t> kept;
    kept.reserve(data.labels.size());
    for (std::size_t i = 0; i < data.labels.size(); ++i)
        if (is_kept(data, weighing, i)) kept.push_back(i);
    return kept;
}

}  // namespace reweigh
