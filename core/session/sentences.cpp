#include "core/session/sentences.h"

#include "core/base/error.h"
#include "core/config/text.h"
#include "core/engine/live_rules.h"

#include <array>
#include <charconv>
#include <type_traits>

namespace reweigh {
namespace {

std::optional<std::string> range_objection(const LiveParams& params, const LiveParams& current) {
    std::optional<std::string> found;
    for_each_param<LiveParams>([&]<class T>(const Param<LiveParams, T>& row) {
        if constexpr (std::is_floating_point_v<T>) {
            const T value = params.*row.member;
            if (!found && value != current.*row.member && !(value >= row.min && value <= row.max))
                found = std::string(row.key) + " is " + brief(value) + "; it must lie between " +
                        brief(row.min) + " and " + brief(row.max) + ".";
        }
    });
    return found;
}

}  // namespace

std::string brief(double value) {
    std::array<char, 32> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 3).ptr;
    return {text.data(), end};
}

std::string non_finite_sentence(const Setup& setup, int replica, const Live& live, std::int64_t step,
                                const std::string& model) {
    const Replica& which = setup.replicas[static_cast<std::size_t>(replica)];
    const auto variant = static_cast<std::size_t>(which.variant);
    const LiveParams& params = live.variants[variant];
    return (setup.variants.size() > 1 ? setup.variants[variant] + " " : std::string()) +
           weight_label(which.weight) + ", seed " + std::to_string(which.seed) +
           (model.empty() ? "" : " (" + model + ")") + " became non-finite at step " + with_thousands(step) +
           " (lr " + brief(params.learning_rate) + ", L2 " + brief(params.l2) + ").";
}

std::optional<std::string> objection(const Live& live, const Live& current, const Setup& setup) {
    if (live.variants.size() != setup.variants.size())
        return "The run has " + std::to_string(setup.variants.size()) + " variants, the edit " +
               std::to_string(live.variants.size()) + ".";
    for (std::size_t i = 0; i < live.variants.size(); ++i)
        if (auto found = range_objection(live.variants[i], current.variants[i])) return found;
    try {
        require_trainable(live, setup);
    } catch (const Error& error) {
        return error.what();
    }
    return std::nullopt;
}

}  // namespace reweigh
