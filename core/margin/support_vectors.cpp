#include "core/margin/support_vectors.h"

namespace reweigh {

std::vector<int> support_vectors(const Dataset& data, const Line2& line, double half_margin) {
    // Thin margins: room for the rounding of coordinates that are large beside the margin.
    const double limit = half_margin * (1 + 1e-6) + 1e-15 * data.sigma_max;
    std::vector<int> found;
    for (std::int64_t i = 0; i < data.size(); ++i) {
        const double distance = line.signed_distance(data.point(i));
        const bool positive = data.labels[static_cast<std::size_t>(i)] == 1;
        if ((positive ? distance : -distance) <= limit) found.push_back(static_cast<int>(i));
    }
    return found;
}

}  // namespace reweigh
