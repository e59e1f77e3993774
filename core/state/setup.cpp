#include "core/state/setup.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace reweigh {
namespace {

std::string shortest(double value) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

// Whole ratios as they are, others with two significant decimals and a decimal point in every locale.
std::string ratio_text(double ratio) {
    const double rounded = ratio < 10 ? std::round(ratio * 10) / 10 : std::round(ratio);
    return shortest(rounded);
}

}  // namespace

std::optional<Setup> with_next_seed(Setup setup) {
    constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
    const auto is_last = [](const Replica& replica) { return replica.seed == largest; };
    if (setup.seed == largest || std::ranges::any_of(setup.replicas, is_last)) return std::nullopt;
    ++setup.seed;
    for (Replica& replica : setup.replicas) ++replica.seed;
    return setup;
}

int most_even_replica(const Setup& setup) {
    const auto evenness = [](const Replica& replica) { return std::abs(replica.weight); };
    const auto found = std::ranges::min_element(setup.replicas, {}, evenness);
    return static_cast<int>(found - setup.replicas.begin());
}

std::string replica_name(const Setup& setup, const Replica& replica) {
    return setup.variants[static_cast<std::size_t>(replica.variant)] + "/" + shortest(replica.weight) + "/" +
           std::to_string(replica.seed);
}

std::string weight_label(double log2_ratio) {
    const std::string ratio = ratio_text(std::exp2(std::abs(log2_ratio)));
    return log2_ratio < 0 ? "1:" + ratio : ratio + ":1";
}

}  // namespace reweigh
