#include "core/config/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>

namespace reweigh {
namespace {

template <class T>
std::optional<T> whole_text(std::string_view text) {
    T value{};
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size()) return {};
    return value;
}

// Levenshtein's distance: letters to insert, delete or replace.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row.back();
}

}  // namespace

std::string to_text(double value) {
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

std::optional<double> number_from(std::string_view text) { return whole_text<double>(text); }

std::optional<std::int64_t> whole_number_from(std::string_view text) {
    if (const auto value = whole_text<std::int64_t>(text)) return value;
    const std::optional<double> value = number_from(text);
    constexpr double largest = 9007199254740992;  // 2^53: beyond, doubles skip whole numbers
    if (!value || !(std::abs(*value) <= largest) || std::trunc(*value) != *value) return {};
    return static_cast<std::int64_t>(*value);
}

std::optional<std::uint64_t> seed_from(std::string_view text) { return whole_text<std::uint64_t>(text); }

std::optional<bool> boolean_from(std::string_view text) {
    if (text == "true" || text == "on") return true;
    if (text == "false" || text == "off") return false;
    return {};
}

std::string nearest_or_all(std::string_view unknown, const std::vector<std::string>& known) {
    const std::string ending = "." + std::string(unknown);
    for (const std::string& path : known)
        if (path.ends_with(ending)) return "Did you mean \"" + path + "\"?";
    const auto nearest = std::min_element(known.begin(), known.end(), [&](const auto& a, const auto& b) {
        return edit_distance(unknown, a) < edit_distance(unknown, b);
    });
    if (nearest != known.end() && edit_distance(unknown, *nearest) <= 2)
        return "Did you mean \"" + *nearest + "\"?";
    return "Known are " + joined(known) + ".";
}

std::string with_thousands(std::int64_t number) {
    std::string text = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t i = text.size(); i > first + 3; i -= 3) text.insert(i - 3, ",");
    return text;
}

std::string joined(const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words) line += (line.empty() ? "" : ", ") + word;
    return line;
}

}  // namespace reweigh
