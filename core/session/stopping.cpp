#include "core/session/stopping.h"

#include "core/config/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace reweigh {
namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

std::int64_t times(std::int64_t a, std::int64_t b) { return b != 0 && a > never / b ? never : a * b; }

std::string shortest(double value) {
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

// Whether at least one value is a number and all numbers are at most `limit`.
bool all_within(std::span<const double> values, double limit) {
    const auto number = [](double value) { return !std::isnan(value); };
    return std::ranges::any_of(values, number) &&
           std::ranges::all_of(values, [&](double value) { return !number(value) || value <= limit; });
}

}  // namespace

std::int64_t stop_step(const Stop& stop, std::int64_t steps_per_epoch) {
    return std::min(times(stop.epochs.value_or(never), steps_per_epoch), stop.steps.value_or(never));
}

std::optional<std::string> step_reason(const Stop& stop, std::int64_t step, std::int64_t steps_per_epoch) {
    if (stop.epochs && step >= times(*stop.epochs, steps_per_epoch))
        return with_thousands(*stop.epochs) + (*stop.epochs == 1 ? " epoch reached." : " epochs reached.");
    if (stop.steps && step >= *stop.steps)
        return with_thousands(*stop.steps) + (*stop.steps == 1 ? " step reached." : " steps reached.");
    return std::nullopt;
}

std::optional<std::string> readout_reason(const Stop& stop, std::span<const double> errors,
                                          std::span<const double> losses) {
    if (stop.errors && all_within(errors, static_cast<double>(*stop.errors)))
        return with_thousands(*stop.errors) + (*stop.errors == 1 ? " error reached." : " errors reached.");
    if (stop.loss && all_within(losses, *stop.loss)) return "Loss " + shortest(*stop.loss) + " reached.";
    return std::nullopt;
}

Stop extended(const Stop& stop, std::int64_t step, std::int64_t steps_per_epoch) {
    Stop next = stop;
    const auto ten_times = [](std::int64_t limit) { return times(std::max<std::int64_t>(limit, 1), 10); };
    const bool epochs_met = stop.epochs && step >= times(*stop.epochs, steps_per_epoch);
    const bool steps_met = stop.steps && step >= *stop.steps;
    if (epochs_met) next.epochs = ten_times(*stop.epochs);
    if (steps_met) next.steps = ten_times(*stop.steps);
    if (!epochs_met && !steps_met) next.errors.reset(), next.loss.reset();
    return next;
}

}  // namespace reweigh
