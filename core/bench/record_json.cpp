#include "core/base/error.h"
#include "core/bench/record.h"
#include "core/config/json.h"
#include "core/config/make_node.h"
#include "core/config/text.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace reweigh::bench {
namespace {

constexpr std::size_t most_records = 10'000, longest_text = 100;

[[noreturn]] void refuse_value(const Node& node, const std::string& expected) {
    throw Error(node.place.source + ", line " + std::to_string(node.place.line) + ": \"" + node.key +
                "\" is " + shown(node) + ", expected " + expected + ".");
}

const Node& member(const Node& table, const char* key) {
    if (const Node* found = table.find(key)) return *found;
    throw Error(table.place.source + ", line " + std::to_string(table.place.line) + ": a case lacks \"" +
                key + "\".");
}

std::string text_of(const Node& node) {
    const bool is_plain = std::ranges::none_of(
        node.text, [](char letter) { return std::iscntrl(static_cast<unsigned char>(letter)) != 0; });
    if (node.type != Node::Type::Text || node.text.size() > longest_text || !is_plain)
        refuse_value(node, "a text of at most " + std::to_string(longest_text) + " letters");
    return node.text;
}

double number_of(const Node& node, double low, double high) {
    const std::optional<double> value =
        node.type == Node::Type::Number ? number_from(node.text) : std::nullopt;
    if (!value || !(*value >= low && *value <= high))
        refuse_value(node, "a number from " + to_text(low) + " to " + to_text(high));
    return *value;
}

int whole_of(const Node& node, int most) {
    const std::optional<std::int64_t> value =
        node.type == Node::Type::Number ? whole_number_from(node.text) : std::nullopt;
    if (!value || *value < 1 || *value > most)
        refuse_value(node, "a whole number from 1 to " + std::to_string(most));
    return static_cast<int>(*value);
}

Record record_from(const Node& node) {
    if (node.type != Node::Type::Table)
        throw Error(node.place.source + ", line " + std::to_string(node.place.line) + ": a case is " +
                    shown(node) + ", expected a table in braces.");
    check_keys(node, "cases",
               {"name", "engine", "replicas", "variant", "threads", "isa", "ns", "spread", "rounds", "loss"});
    Record record{.name = text_of(member(node, "name")),
                  .engine = text_of(member(node, "engine")),
                  .replicas = whole_of(member(node, "replicas"), 1'000'000),
                  .variant = text_of(member(node, "variant")),
                  .threads = whole_of(member(node, "threads"), 1'000'000),
                  .isa = text_of(member(node, "isa")),
                  .ns = number_of(member(node, "ns"), 1e-6, 1e15),
                  .spread = number_of(member(node, "spread"), 0, 1e6),
                  .rounds = whole_of(member(node, "rounds"), 1'000'000)};
    if (const Node* loss = node.find("loss")) record.loss = number_of(*loss, 0, 1e6);
    return record;
}

}  // namespace

std::vector<Record> read_records(std::string_view text, const std::string& source) {
    const Node root = read_json(text, source);
    check_keys(root, "", {"machine", "cases", "goals"});
    const Node* cases = root.find("cases");
    if (!cases) throw Error(source + ": \"cases\" is missing, expected a list of measured cases.");
    if (cases->type != Node::Type::List || cases->items.size() > most_records)
        refuse_value(*cases, "a list of at most " + std::to_string(most_records) + " cases");
    std::vector<Record> records;
    for (const Node& item : cases->items) records.push_back(record_from(item));
    return records;
}

Node to_node(const Record& record) {
    return table_node({{"name", text_node(record.name)},
                       {"engine", text_node(record.engine)},
                       {"replicas", number_node(record.replicas)},
                       {"variant", text_node(record.variant)},
                       {"threads", number_node(record.threads)},
                       {"isa", text_node(record.isa)},
                       {"ns", number_node(record.ns)},
                       {"spread", number_node(record.spread)},
                       {"rounds", number_node(record.rounds)}});
}

}  // namespace reweigh::bench
