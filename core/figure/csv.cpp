#include "core/figure/csv.h"

#include "core/base/error.h"
#include "core/state/readout_kinds.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace reweigh {
namespace {

constexpr std::string_view header = "panel,series,variant,weight_log2,seed,step,epoch,name,value";

template <class Number>
std::string exact(Number number) {
    std::array<char, 32> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    return {buffer.data(), end};
}

// RFC 4180: quotes around a field with a comma, a quote or a line break.
std::string field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

std::string comment(const std::string& name, std::string text) {
    if (text.empty()) return {};
    std::ranges::replace_if(
        text, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return "# " + name + ": " + text + "\n";
}

std::string_view unit_of(std::string_view name) {
    const auto kinds = readout_kinds();
    const auto kind = std::ranges::find(kinds, name, &ReadoutKind::key);
    return kind == kinds.end() || kind->unit.empty() ? "1" : kind->unit;
}

std::string units(const Figure& figure) {
    std::set<std::string_view> names;
    for (const FigureRow& row : figure.rows) names.insert(row.name);
    std::string text;
    for (const std::string_view name : names)
        text += (text.empty() ? "" : ", ") + std::string(name) + " [" + std::string(unit_of(name)) + "]";
    return text;
}

std::string line(const FigureRow& row) {
    return field(row.panel) + "," + field(row.series) + "," + field(row.variant) + "," + exact(row.weight) +
           "," + field(row.seed) + "," + exact(row.step) + "," + exact(row.epoch) + "," + field(row.name) +
           "," + exact(row.value) + "\n";
}

// The length of the record that begins a text, with its line break; a quoted break does not end it.
std::size_t record_length(std::string_view text) {
    bool is_quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') is_quoted = !is_quoted;
        if (text[i] == '\n' && !is_quoted) return i + 1;
    }
    return text.size();
}

std::ptrdiff_t count_columns(std::string_view record) {
    bool is_quoted = false;
    return 1 + std::ranges::count_if(record, [&](char c) {
               if (c == '"') is_quoted = !is_quoted;
               return c == ',' && !is_quoted;
           });
}

}  // namespace

std::string figure_csv(const Figure& figure) {
    std::string csv = comment("figure", figure.title.empty() ? figure.name : figure.title);
    for (const FigureFact& fact : figure.facts) csv += comment(fact.name, fact.value);
    csv += comment("recipe", figure.recipe);
    csv += comment("note", figure.note) + comment("units", units(figure));
    csv += std::string(header) + "\n";
    for (const FigureRow& row : figure.rows) csv += line(row);
    return csv;
}

void check_csv(std::string_view csv, std::size_t rows, const std::string& name) {
    while (csv.starts_with('#')) csv.remove_prefix(std::min(csv.find('\n'), csv.size() - 1) + 1);
    if (!csv.starts_with(std::string(header) + "\n"))
        throw Error(name + " lacks the header \"" + std::string(header) + "\".");
    csv.remove_prefix(header.size() + 1);
    std::size_t found = 0;
    for (; !csv.empty(); ++found) {
        const std::string_view record = csv.substr(0, record_length(csv));
        if (!record.ends_with('\n') || count_columns(record) != 9)
            throw Error(name + ", row " + std::to_string(found + 1) + ": not nine columns and a line break.");
        csv.remove_prefix(record.size());
    }
    if (found != rows)
        throw Error(name + ": " + std::to_string(found) + " rows, expected " + std::to_string(rows) + ".");
}

}  // namespace reweigh
