#include "core/session/logits.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace reweigh {

int Logits::label(std::size_t i) const {
    const std::span row = of(i);
    if (each_ == 1) return row.front() > 0 ? 1 : 0;
    return static_cast<int>(std::ranges::max_element(row) - row.begin());
}

float Logits::lead(std::size_t i, int label) const {
    const std::span row = of(i);
    if (each_ == 1) return label == 1 ? row.front() : -row.front();
    float largest = -std::numeric_limits<float>::infinity();
    for (int k = 0; k < each_; ++k)
        if (k != label) largest = std::max(largest, row[static_cast<std::size_t>(k)]);
    return row[static_cast<std::size_t>(label)] - largest;
}

float Logits::signed_logit(std::size_t i, int label) const {
    const float lead_over_largest = lead(i, label);
    if (each_ == 1) return lead_over_largest;
    const std::span row = of(i);
    const float largest = row[static_cast<std::size_t>(label)] - lead_over_largest;
    double sum = 0;
    for (int k = 0; k < each_; ++k)
        if (k != label) sum += std::exp(double{row[static_cast<std::size_t>(k)]} - double{largest});
    return static_cast<float>(double{lead_over_largest} - std::log(sum));
}

}  // namespace reweigh
