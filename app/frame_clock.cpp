#include "app/frame_clock.h"

#include <algorithm>
#include <cmath>

namespace reweigh {

double FrameTimes::percentile(double share) const {
    if (times_.empty()) return 0;
    std::vector<double> sorted = times_;
    std::ranges::sort(sorted);
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    return sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1];
}

}  // namespace reweigh
