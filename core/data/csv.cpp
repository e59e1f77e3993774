#include "core/data/csv.h"

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/other_kinds.h"
#include "core/data/points.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>

namespace reweigh {
namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 20;  // 100,000 rows of 670 characters
constexpr std::size_t most_columns = 4;
constexpr double largest_number = 1e15;  // the squares of 100,000 points have a finite sum in float

// A part of the file and where it stands, for the sentences. Lines and columns count from 1.
struct Place {
    std::string name;
    std::size_t line = 1;
};

struct Row {
    std::array<std::string_view, most_columns> fields;
    std::size_t columns = 0;  // as found; the fields hold the first four
};

[[noreturn]] void refuse(const Place& place, const std::string& problem) {
    throw Error(place.name + ", line " + std::to_string(place.line) + problem);
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::string_view unquoted(std::string_view text) {
    const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
    return quoted ? trimmed(text.substr(1, text.size() - 2)) : text;
}

// What a sentence shows of a field: short, and without control characters.
std::string shown(std::string_view field) {
    std::string text(field.substr(0, 24));
    for (char& c : text)
        if (std::iscntrl(static_cast<unsigned char>(c))) c = '?';
    return field.size() > text.size() ? text + "..." : text;
}

// Where the first of the wanted letters stands outside of quotes, as RFC 4180 has them; npos where none does.
std::size_t find_unquoted(std::string_view text, char wanted) {
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') quoted = !quoted;
        if (text[i] == wanted && !quoted) return i;
    }
    return std::string_view::npos;
}

char separator_of(std::string_view line) {
    for (const char candidate : {';', '\t'})
        if (find_unquoted(line, candidate) != std::string_view::npos) return candidate;
    return ',';
}

Row split(std::string_view line, char separator, const Place& place) {
    if (std::count(line.begin(), line.end(), '"') % 2 != 0)
        refuse(place, ": a quotation mark is not closed.");
    Row row;
    while (true) {
        const auto end = find_unquoted(line, separator);
        if (row.columns < most_columns) row.fields[row.columns] = unquoted(trimmed(line.substr(0, end)));
        ++row.columns;
        if (end == std::string_view::npos) return row;
        line.remove_prefix(end + 1);
    }
}

// A whole field as a number; std::from_chars knows no locale. Nothing where it is none.
struct Number {
    std::errc error{};
    double value = 0;
};
std::optional<Number> to_number(std::string_view field) {
    if (field.size() > 1 && field[0] == '+' && field[1] != '-') field.remove_prefix(1);
    Number number;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), number.value);
    if (error == std::errc::invalid_argument || end != field.data() + field.size()) return std::nullopt;
    number.error = error;
    return number;
}

double read_number(const Row& row, std::size_t column, const Place& place) {
    const std::string_view field = row.fields[column];
    const std::string where = ", column " + std::to_string(column + 1) + ": ";
    const std::optional<Number> number = to_number(field);
    if (!number) {
        const bool comma = field.find(',') != std::string_view::npos;
        refuse(place,
               where + '"' + shown(field) + "\" is not a number" + (comma ? " (use a decimal point)." : "."));
    }
    if (number->error == std::errc{} && !std::isfinite(number->value))
        refuse(place, where + shown(field) + " is not finite.");
    if (number->error != std::errc{} || std::abs(number->value) > largest_number)
        refuse(place, where + shown(field) + " is out of range, expected a number from -1e15 to 1e15.");
    return number->value;
}

// How files write the two classes; a file keeps to one of them.
struct LabelPair {
    std::string_view positive, negative;
};
constexpr std::array label_pairs{LabelPair{"+", "-"}, LabelPair{"1", "0"}, LabelPair{"1", "-1"}};

// Reads labels in order, of the pairs that all former ones belong to.
class LabelReader {
public:
    int read(std::string_view field, const Place& place) {
        const auto has = [field](const LabelPair& pair) {
            return field == pair.positive || field == pair.negative;
        };
        if (std::ranges::none_of(label_pairs, has))
            refuse(place, ": label \"" + shown(field) + "\" is not one of + - 1 0 -1.");
        if (std::ranges::none_of(possible_, has))
            refuse(place, ": label \"" + shown(field) + "\" does not go with the labels above, expected \"" +
                              std::string(possible_.front().positive) + "\" or \"" +
                              std::string(possible_.front().negative) + "\".");
        std::erase_if(possible_, [&](const LabelPair& pair) { return !has(pair); });
        return field == possible_.front().positive ? 1 : 0;
    }

private:
    std::vector<LabelPair> possible_{label_pairs.begin(), label_pairs.end()};
};

double read_weight(const Row& row, const Place& place) {
    const double weight = read_number(row, 3, place);
    if (!(static_cast<float>(weight) > 0))
        refuse(place, ", column 4: weight " + shown(row.fields[3]) + " is not greater than 0.");
    return weight;
}

LabelledPoint read_point(const Row& row, LabelReader& labels, const Place& place) {
    return {.at = {read_number(row, 0, place), read_number(row, 1, place)},
            .label = labels.read(row.fields[2], place),
            .weight = row.columns > 3 ? read_weight(row, place) : 1};
}

// The first row decides between three and four columns.
void check_columns(const Row& row, std::size_t expected, const Place& place) {
    if (row.columns == expected) return;
    refuse(place, ": " + std::to_string(row.columns) + (row.columns == 1 ? " column" : " columns") +
                      ", expected x,y,label" + (expected > 3 ? ",weight." : "."));
}

// Words, not numbers, stand where x and y belong: "x,y,label".
bool is_header(const Row& row) {
    const auto is_word = [](std::string_view field) {
        return !field.empty() && (std::isalpha(static_cast<unsigned char>(field[0])) || field[0] == '_') &&
               !to_number(field);
    };
    return row.columns >= 2 && is_word(row.fields[0]) && is_word(row.fields[1]);
}

std::vector<LabelledPoint> read_points(std::string_view bytes, const std::string& name) {
    std::vector<LabelledPoint> points;
    Place place{.name = name};
    std::optional<char> separator;
    LabelReader labels;
    std::size_t columns = 0;
    for (; !bytes.empty(); ++place.line) {
        const auto end = std::min(bytes.find('\n'), bytes.size());
        const std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
        if (trimmed(line).empty()) continue;
        const bool first = !separator;
        if (first) separator = separator_of(line);
        const Row row = split(line, *separator, place);
        if (first && is_header(row)) continue;
        if (columns == 0) columns = row.columns == 4 ? 4 : 3;
        check_columns(row, columns, place);
        if (points.size() == most_points) throw Error(name + ": more than 100,000 points.");
        points.push_back(read_point(row, labels, place));
    }
    if (!separator) throw Error(name + " is empty.");
    return points;
}

}  // namespace

Dataset parse_csv(std::string_view bytes, const std::string& name) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    refuse_other_kinds(bytes, name, "a CSV file");
    const std::vector<LabelledPoint> points = read_points(bytes, name);
    if (points.size() < 2)
        throw Error(name + (points.empty() ? ": 0 points" : ": 1 point") + ", expected 2 to 100,000.");
    Dataset data = to_dataset(points);
    require_two_classes(data, name);
    data.area_box = widened_box(data);
    return data;
}

Dataset read_csv(const std::filesystem::path& file) {
    if (file.empty()) throw Error("data.file names no file.");
    Dataset data = parse_csv(read_file(file, most_bytes), file.string());
    data.source = file.filename().string();
    return data;
}

}  // namespace reweigh
