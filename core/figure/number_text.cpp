#include "core/figure/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace reweigh {
namespace {

constexpr std::string_view minus = "\u2212";
constexpr double longest_number = 1e7;  // from here on powers of ten

std::string fixed(double value, int decimals) {
    std::array<char, 400> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, decimals).ptr;
    return {text.data(), end};
}

std::string with_separators(std::string_view digits) {
    const std::size_t whole = std::min(digits.find('.'), digits.size());
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0) text += ',';
        text += digits[i];
    }
    return text;
}

bool is_zero(std::string_view digits) { return digits.find_first_not_of("0.,") == std::string_view::npos; }

}  // namespace

std::string number_text(double value, int decimals) {
    if (std::isnan(value)) return "\u2013";
    if (std::isinf(value)) return std::string(value < 0 ? minus : "") + "\u221e";
    if (std::abs(value) >= longest_number) return short_text(value, 2);
    const std::string digits = with_separators(fixed(std::abs(value), decimals));
    return std::string(value < 0 && !is_zero(digits) ? minus : "") + digits;
}

std::string signed_text(double value, int decimals) {
    const std::string text = number_text(value, decimals);
    const bool positive = value > 0 && !is_zero(text);
    return (positive ? "+" : "") + text;
}

std::string count_text(std::int64_t value) {
    const std::string digits = std::to_string(value);
    return value < 0 ? std::string(minus) + with_separators(digits.substr(1)) : with_separators(digits);
}

std::string epoch_text(double epoch) {
    if (epoch < 10 && epoch != std::floor(epoch)) return number_text(std::floor(epoch * 100 + 1e-6) / 100, 2);
    return count_text(static_cast<std::int64_t>(epoch));
}

std::string short_text(double value, int digits) {
    if (!std::isfinite(value) || value == 0) return number_text(value, 0);
    std::array<char, 64> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), std::abs(value),
                                   std::chars_format::scientific, digits - 1)
                         .ptr;
    const std::string_view written(text.data(), static_cast<std::size_t>(end - text.data()));
    const std::size_t e = written.find('e');
    std::string mantissa(written.substr(0, e));
    if (mantissa.find('.') != std::string::npos) {
        mantissa.erase(mantissa.find_last_not_of('0') + 1);
        if (mantissa.back() == '.') mantissa.pop_back();
    }
    int exponent = 0;
    const std::string_view power = written.substr(e + 1);
    std::from_chars(power.data() + (power.front() == '+' ? 1 : 0), power.data() + power.size(), exponent);
    const std::string sign(value < 0 ? minus : "");
    if (exponent < -2 || exponent > 6) return sign + mantissa + "e" + std::to_string(exponent);
    const int significant = static_cast<int>(mantissa.size()) - (mantissa.size() > 1 ? 1 : 0);
    return sign + with_separators(fixed(std::abs(value), std::max(0, significant - 1 - exponent)));
}

}  // namespace reweigh
