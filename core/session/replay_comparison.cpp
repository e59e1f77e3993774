#include "core/session/replay_comparison.h"

#include "core/config/text.h"
#include "core/engine/parity.h"
#include "core/session/sentences.h"

#include <cmath>

namespace reweigh {
namespace {

// "the weights are off by 2.1e-06 of their norm at most, within the bound of fp32, 1e-04"
std::string distance_text(const ReplayComparison& comparison) {
    const Precision precision = *comparison.gpu_precision;
    const std::string off = "the weights are off by " + brief(comparison.distance) + " of their norm at most";
    if (const std::optional<double> gate = comparison.gate())
        return off + (verdict_of(comparison) == ReplayVerdict::Pass ? ", within" : ", beyond") +
               " the bound of " + word_of(precision) + ", " + brief(*gate);
    const bool may_have_one = parity_gate(precision, most_gated_steps).has_value();
    return off + "; " + word_of(precision) + " on a GPU has no bound" +
           (may_have_one ? " after more than " + std::to_string(most_gated_steps) + " steps" : "");
}

}  // namespace

std::optional<double> ReplayComparison::gate() const {
    return gpu_precision ? parity_gate(*gpu_precision, to - from) : std::nullopt;
}

ReplayVerdict verdict_of(const ReplayComparison& comparison) {
    if (comparison.different == 0) return ReplayVerdict::Pass;
    if (!comparison.gpu_precision || !std::isfinite(comparison.largest) ||
        !std::isfinite(comparison.distance))
        return ReplayVerdict::Fail;
    const std::optional<double> gate = comparison.gate();
    if (!gate) return ReplayVerdict::NoBound;
    return comparison.distance <= *gate ? ReplayVerdict::Pass : ReplayVerdict::Fail;
}

std::string to_text(const ReplayComparison& comparison) {
    const std::string steps =
        "from step " + with_thousands(comparison.from) + " to " + with_thousands(comparison.to) + ": ";
    const std::string all = " of " + with_thousands(comparison.values) + " values";
    if (comparison.different == 0) return steps + "identical, " + with_thousands(comparison.values) + all;
    if (comparison.gpu_precision && std::isfinite(comparison.largest))
        return steps + distance_text(comparison);
    return steps + with_thousands(comparison.different) + all + " differ, at most by " +
           to_text(comparison.largest);
}

}  // namespace reweigh
