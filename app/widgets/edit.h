#pragma once

#include "app/widgets/choice.h"
#include "app/widgets/field.h"
#include "app/widgets/toggle.h"
#include "app/widgets/weight_slider.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace reweigh {

// One row for a parameter: edit(row of its table, value) for every type that tables know. True when the value
// changed. The label, help, range, scale and unit are the table's.

struct EditOptions {
    std::string_view label = "";  // instead of the table's
    std::string_view note = "";   // muted, behind the label
    // A number with a switch beside it: what "on" sets; off is 0.
    std::optional<double> value_when_on;
    // A number with a button beside it that sets what can be derived: its words and the value.
    struct Derived {
        std::string_view words;
        double value = 0;
    };
    std::optional<Derived> derived;
};

namespace detail {

bool edit_number(const Row& row, std::string_view label, const NumberKind& kind, const EditOptions& options,
                 double& value);
bool edit_weight(std::string_view label, std::string_view help, std::string_view note, double& value);

template <class Owner, class T>
NumberKind kind_of_number(const Param<Owner, T>& row) {
    const auto reading = std::is_integral_v<T> ? NumberKind::Reading::Whole : NumberKind::Reading::Number;
    return {static_cast<double>(row.min), static_cast<double>(row.max), row.scale, reading};
}

}  // namespace detail

template <class Owner>
bool edit(const Param<Owner, double>& param, double& value, const EditOptions& options = {}) {
    const std::string_view label = options.label.empty() ? param.label : options.label;
    if (param.unit == "log2") return detail::edit_weight(label, param.help, options.note, value);
    const Row row(label, param.help, options.note);
    return detail::edit_number(row, label, detail::kind_of_number(param), options, value);
}

template <class Owner>
bool edit(const Param<Owner, int>& param, int& value, const EditOptions& options = {}) {
    const std::string_view label = options.label.empty() ? param.label : options.label;
    const Row row(label, param.help, options.note);
    double number = value;
    const bool changed = detail::edit_number(row, label, detail::kind_of_number(param), options, number);
    value = static_cast<int>(number);
    return changed;
}

template <class Owner>
bool edit(const Param<Owner, bool>& param, bool& value, const EditOptions& options = {}) {
    const std::string_view label = options.label.empty() ? param.label : options.label;
    const Row row(label, param.help, options.note);
    return toggle(label, row, value);
}

// All texts of these tables are paths.
template <class Owner>
bool edit(const Param<Owner, std::string>& param, std::string& value, const EditOptions& options = {}) {
    const std::string_view label = options.label.empty() ? param.label : options.label;
    const Row row(label, param.help, options.note);
    return path_field(label, row.field(column::choice_width), param.help, value);
}

template <class Owner, class E>
requires std::is_enum_v<E>
bool edit(const Param<Owner, E>& param, E& value, const EditOptions& options = {}) {
    const std::string_view label = options.label.empty() ? param.label : options.label;
    std::string help(param.help);  // the choice takes the room of a note
    if (!options.note.empty()) help += " (" + std::string(options.note) + ")";
    const Row row(label, help);
    std::array<std::string_view, names_of<E>.size()> words;
    std::ranges::transform(names_of<E>, words.begin(), [](const auto& name) { return name.label; });
    const auto current = std::ranges::find(names_of<E>, value, [](const auto& name) { return name.value; });
    int chosen = static_cast<int>(current - names_of<E>.begin());
    if (!choice(label, row.field(column::choice_width), words, chosen)) return false;
    value = names_of<E>[static_cast<std::size_t>(chosen)].value;
    return true;
}

}  // namespace reweigh
