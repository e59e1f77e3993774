#include "core/session/schedule.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace reweigh {
namespace {

std::vector<std::int64_t> pinned_steps(const Setup& setup, std::int64_t steps_per_epoch) {
    std::vector<std::int64_t> steps;
    for (const std::int64_t epoch : setup.pinned_epochs) steps.push_back(epoch * steps_per_epoch);
    return steps;
}

}  // namespace

Schedule::Schedule(int per_decade, std::vector<std::int64_t> pinned)
    : per_decade_(per_decade), pinned_(std::move(pinned)) {
    std::ranges::sort(pinned_);
}

Schedule Schedule::of_epochs(std::int64_t steps_per_epoch, std::vector<std::int64_t> pinned) {
    Schedule schedule(1, std::move(pinned));
    schedule.steps_per_epoch_ = steps_per_epoch;
    return schedule;
}

std::int64_t Schedule::log_spaced(int index) const {
    return std::llround(std::pow(10.0, static_cast<double>(index) / per_decade_));
}

void Schedule::begin_again(std::int64_t origin, std::int64_t first) {
    origin_ = origin;
    first_ = first;
}

// The smallest log-spaced number > distance.
std::int64_t Schedule::log_spaced_after(std::int64_t distance) const {
    int index = 0;
    if (distance > 1)
        index = std::max(0, static_cast<int>(std::log10(static_cast<double>(distance)) * per_decade_) - 1);
    while (log_spaced(index) <= distance) ++index;
    return log_spaced(index);
}

std::int64_t Schedule::regular_after(std::int64_t step) const {
    if (steps_per_epoch_ == 0) return log_spaced_after(step);
    const std::int64_t epoch = step / steps_per_epoch_;
    const std::int64_t every = epoch < 20 ? 1 : epoch < 100 ? 5 : 20;
    return (epoch / every + 1) * every * steps_per_epoch_;
}

std::int64_t Schedule::next_after(std::int64_t step) const {
    if (step < 0) return 0;
    std::int64_t next = regular_after(step);
    if (origin_ > 0) next = std::min(next, origin_ + log_spaced_after(std::max(step - origin_, first_ - 1)));
    const auto pinned = std::ranges::upper_bound(pinned_, step);
    return pinned == pinned_.end() ? next : std::min(*pinned, next);
}

bool Schedule::contains(std::int64_t step) const { return next_after(step - 1) == step; }

bool Schedule::is_pinned(std::int64_t step) const { return std::ranges::binary_search(pinned_, step); }

std::int64_t Schedule::count(std::int64_t from, std::int64_t to) const {
    constexpr std::int64_t most_counted = 1'000;
    std::int64_t found = 0, at = from;
    while (found < most_counted) {
        const std::int64_t next = next_after(at);
        if (next > to) return found;
        at = next;
        ++found;
    }
    return static_cast<std::int64_t>(static_cast<double>(found) / static_cast<double>(at - from) *
                                     static_cast<double>(to - from));
}

Schedule readout_schedule(const Setup& setup, std::int64_t steps_per_epoch) {
    if (are_pictures(setup.data))
        return Schedule::of_epochs(steps_per_epoch, pinned_steps(setup, steps_per_epoch));
    return {16, pinned_steps(setup, steps_per_epoch)};
}

Schedule keyframe_schedule(const Setup& setup, std::int64_t steps_per_epoch) {
    return {8, pinned_steps(setup, steps_per_epoch)};
}

}  // namespace reweigh
