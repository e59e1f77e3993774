#include "app/widgets/typed_number.h"

#include "core/config/text.h"
#include "core/figure/number_text.h"
#include "core/state/setup.h"

#include <cmath>

namespace reweigh {
namespace {

// ASCII minus, no plus, no spaces at the ends.
std::string plain(std::string_view text) {
    constexpr std::string_view minus = "\u2212";
    std::string result(text);
    for (auto at = result.find(minus); at != std::string::npos; at = result.find(minus))
        result.replace(at, minus.size(), "-");
    const auto first = result.find_first_not_of(" \t");
    if (first == std::string::npos) return "";
    result = result.substr(first, result.find_last_not_of(" \t") - first + 1);
    if (result.front() == '+') result.erase(0, 1);
    return result;
}

// above `sign` below, both positive.
std::optional<double> ratio(std::string_view text, char sign) {
    const auto at = text.find(sign);
    if (at == std::string_view::npos) return std::nullopt;
    const auto above = number_from(text.substr(0, at));
    const auto below = number_from(text.substr(at + 1));
    if (!above || !below || !(*above > 0) || !(*below > 0)) return std::nullopt;
    return *above / *below;
}

Typed refused(std::string_view text, std::string_view is_not) {
    return {std::nullopt, "\"" + std::string(text) + "\" is not a " + std::string(is_not) + "."};
}

Typed outside(std::string_view text, std::string_view low, std::string_view high) {
    return {std::nullopt,
            std::string(text) + " is outside " + std::string(low) + " to " + std::string(high) + "."};
}

}  // namespace

Typed read_number(std::string_view text, double min, double max) {
    const std::string digits = plain(text);
    auto value = number_from(digits);
    if (!value) value = ratio(digits, '/');
    if (!value || !std::isfinite(*value)) return refused(text, "number");
    if (*value < min || *value > max) return outside(text, short_text(min), short_text(max));
    return {value, ""};
}

Typed read_whole(std::string_view text, double min, double max) {
    std::string digits = plain(text);
    std::erase(digits, ',');
    const auto value = number_from(digits);
    if (!value || *value != std::floor(*value)) return refused(text, "whole number");
    if (*value < min || *value > max)
        return outside(text, count_text(static_cast<std::int64_t>(min)),
                       count_text(static_cast<std::int64_t>(max)));
    return {value, ""};
}

Typed read_weight(std::string_view text, double min, double max) {
    const std::string digits = plain(text);
    auto weights = ratio(digits, ':');
    if (!weights) weights = ratio(digits, '/');
    const auto value = weights ? std::optional(std::log2(*weights)) : number_from(digits);
    if (!value || !std::isfinite(*value)) return refused(text, "weight such as 1:16");
    if (*value < min || *value > max) return outside(text, weight_label(min), weight_label(max));
    return {value, ""};
}

std::string weight_text(double weight) {
    const auto is_whole = [](double value) { return std::abs(value - std::round(value)) < 1e-9; };
    if (weight < 1 && weight > 0 && is_whole(1 / weight)) return "1/" + short_text(1 / weight, 6);
    return short_text(weight, weight >= 1 && is_whole(weight) ? 6 : 3);
}

}  // namespace reweigh
