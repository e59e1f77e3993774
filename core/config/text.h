#pragma once

#include "core/config/param.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// Numbers <-> text, the same in every locale. Reading wants the whole text to be the number.
std::string to_text(double value);  // the shortest that reads back as the same bits
std::optional<double> number_from(std::string_view text);
std::optional<std::int64_t> whole_number_from(std::string_view text);  // 1000, also 1e3
std::optional<std::uint64_t> seed_from(std::string_view text);
std::optional<bool> boolean_from(std::string_view text);  // true, on, false, off

// `Did you mean "l2"?` for a path that ends in the unknown key, or the nearest within two letters; else
// `Known are l2, dropout.`
std::string nearest_or_all(std::string_view unknown, const std::vector<std::string>& known);

std::string with_thousands(std::int64_t number);  // "12,340"

// "R0, R1, R2": the words in one line.
std::string joined(const std::vector<std::string>& words);

// The word of an enum's value in files.
template <class E>
std::string word_of(E value) {
    for (const auto& name : names_of<E>)
        if (name.value == value) return std::string(name.key);
    return {};
}

template <class E>
std::optional<E> value_of_word(std::string_view word) {
    for (const auto& name : names_of<E>)
        if (name.key == word) return name.value;
    return {};
}

template <class E>
std::vector<std::string> words_of() {
    std::vector<std::string> words;
    for (const auto& name : names_of<E>) words.emplace_back(name.key);
    return words;
}

// A parameter's value in files and on the command line.
template <class T>
std::string value_text(const T& value) {
    if constexpr (std::is_same_v<T, std::string>)
        return value;
    else if constexpr (std::is_same_v<T, bool>)
        return value ? "true" : "false";
    else if constexpr (std::is_enum_v<T>)
        return word_of(value);
    else if constexpr (std::is_integral_v<T>)
        return std::to_string(value);
    else
        return to_text(value);
}

// The value that `text` stands for; nothing when it has another type, lies outside the row's range, is not
// finite or has trailing text.
template <class Owner, class T>
std::optional<T> value_from(const Param<Owner, T>& row, std::string_view text) {
    if constexpr (std::is_same_v<T, std::string>) {
        return std::string(text);
    } else if constexpr (std::is_same_v<T, bool>) {
        return boolean_from(text);
    } else if constexpr (std::is_enum_v<T>) {
        return value_of_word<T>(text);
    } else if constexpr (std::is_integral_v<T>) {
        const std::optional<std::int64_t> value = whole_number_from(text);
        if (!value || *value < row.min || *value > row.max) return {};
        return static_cast<T>(*value);
    } else {
        const std::optional<double> value = number_from(text);
        if (!value || !(*value >= row.min && *value <= row.max)) return {};
        return static_cast<T>(*value);
    }
}

// What a row takes, as the end of a sentence: "a number from 0 to 1", "one of R0, R1, R2".
template <class Owner, class T>
std::string expected_by(const Param<Owner, T>& row) {
    if constexpr (std::is_same_v<T, std::string>)
        return "a text";
    else if constexpr (std::is_same_v<T, bool>)
        return "true or false";
    else if constexpr (std::is_enum_v<T>)
        return "one of " + joined(words_of<T>());
    else
        return (std::is_integral_v<T> ? "a whole number from " : "a number from ") + value_text(row.min) +
               " to " + value_text(row.max);
}

// The keys of a table, in its order.
template <class Owner>
std::vector<std::string> keys_of() {
    std::vector<std::string> keys;
    for_each_param<Owner>([&](const auto& row) { keys.emplace_back(row.key); });
    return keys;
}

}  // namespace reweigh
