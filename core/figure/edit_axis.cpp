#include "core/figure/edit_axis.h"

#include "core/figure/number_text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace reweigh {

EditAxis::EditAxis(const Snapshot& snapshot) {
    for (const std::int64_t step : snapshot.gestures) {
        const double begin = static_cast<double>(step) / static_cast<double>(snapshot.steps_per_epoch);
        if (begin > 0) edits_.push_back({begin, std::max(0.0, place(begin))});
    }
}

double EditAxis::place(double epoch) const {
    const auto after = std::ranges::upper_bound(edits_, epoch, {}, &Section::epoch);
    if (after != edits_.begin()) {
        const Section& section = *(after - 1);
        return section.place + std::log10(1 + epoch - section.epoch);
    }
    return epoch > 0 ? std::log10(epoch) : std::numeric_limits<double>::quiet_NaN();
}

double EditAxis::epoch(double place) const {
    const auto after = std::ranges::upper_bound(edits_, place, {}, &Section::place);
    if (after == edits_.begin()) return std::pow(10.0, place);
    const Section& section = *(after - 1);
    return section.epoch + std::pow(10.0, place - section.place) - 1;
}

std::vector<Tick> EditAxis::ticks(double now) const {
    std::vector<Tick> found;
    const auto add = [&](double begin, double end, const char* sign) {
        for (double power = 1; begin + power <= end; power *= 10)
            found.push_back({place(begin + power), sign + count_text(std::llround(power))});
    };
    add(0, edits_.empty() ? now : edits_.front().epoch, "");
    for (std::size_t i = 0; i < edits_.size(); ++i)
        add(edits_[i].epoch, i + 1 < edits_.size() ? edits_[i + 1].epoch : now, "+");
    return found;
}

}  // namespace reweigh
