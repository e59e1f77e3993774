#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace reweigh {

enum class Scale { Linear, Log };

// The type of a range's ends; a text has none.
template <class T>
using Bound = std::conditional_t<std::is_same_v<T, std::string>, std::string_view, T>;

// One row of a parameter table: all that the window, the command line, JSON and the manual know about a
// parameter. For a std::string member the range is not looked at; for an enum it is its first and last value.
template <class Owner, class T>
struct Param {
    T Owner::*member;
    std::string_view key, label, help;
    Bound<T> min, max;
    Scale scale = Scale::Linear;
    std::string_view unit = "";
};
template <class Owner, class T, class... Rest>
Param(T Owner::*, Rest...) -> Param<Owner, T>;

// The table of a parameter struct, specialised beside the struct.
template <class Owner>
inline constexpr auto params_of = std::tuple<>{};

// The words of an enum, in order of its values: {value, word in files, label in the window}.
template <class E>
struct Name {
    E value;
    std::string_view key, label;
};
template <class E>
Name(E, std::string_view, std::string_view) -> Name<E>;
template <class E>
inline constexpr auto names_of = std::array<Name<E>, 0>{};

// Calls `visit` with every row of the table.
template <class Owner, class Visit>
constexpr void for_each_param(Visit&& visit) {
    std::apply([&](const auto&... row) { (visit(row), ...); }, params_of<Owner>);
}

namespace detail {

struct Anything {
    template <class T>
    operator T() const;
};

template <class T, std::size_t... I>
constexpr bool braces_accept(std::index_sequence<I...>) {
    return requires { T{((void)I, Anything{})...}; };
}

template <class T, std::size_t N = 0>
constexpr std::size_t member_count() {
    if constexpr (braces_accept<T>(std::make_index_sequence<N + 1>{}))
        return member_count<T, N + 1>();
    else
        return N;
}

template <class A, class B>
constexpr bool clash(const A& a, const B& b) {
    if constexpr (std::is_same_v<A, B>)
        return a.key == b.key || a.member == b.member;
    else
        return a.key == b.key;
}

template <class Owner>
constexpr bool rows_distinct() {
    bool distinct = true;
    std::size_t i = 0;
    for_each_param<Owner>([&](const auto& a) {
        std::size_t j = 0;
        for_each_param<Owner>([&](const auto& b) {
            if (j++ > i && clash(a, b)) distinct = false;
        });
        ++i;
    });
    return distinct;
}

}  // namespace detail

// True when the table has exactly one row for every member and no key twice. The compiler counts the members.
template <class Owner>
inline constexpr bool every_member_described =
    detail::member_count<Owner>() ==
    std::tuple_size_v<std::remove_cvref_t<decltype(params_of<Owner>)>>&& detail::rows_distinct<Owner>();

}  // namespace reweigh
