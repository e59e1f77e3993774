#include "core/config/json.h"

#include "core/base/error.h"
#include "core/config/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iterator>
#include <unordered_set>
#include <utility>
#include <vector>

namespace reweigh {
namespace {

using nlohmann::json;

// The line of the last character that the reader consumed: nlohmann tells no line of a key.
struct LineCount {
    int line = 1;
    bool is_at_end = false;  // the last character ended it
    void pass(char letter) {
        line += is_at_end ? 1 : 0;
        is_at_end = letter == '\n';
    }
};

struct CountingIterator {
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    const char* at;
    LineCount* lines;

    reference operator*() const { return *at; }
    CountingIterator& operator++() {
        lines->pass(*at++);
        return *this;
    }
    CountingIterator operator++(int) {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator& other) const { return at == other.at; }
    bool operator!=(const CountingIterator& other) const { return at != other.at; }
};

// "[json...] parse error at line 1, column 5: syntax error while parsing object key - ...; last read: '...'":
// the reason alone. What was read may be no text at all.
std::string reason_of(const std::string& message) {
    const std::string start = "syntax error ", quote = "; last read: ", end = "; expected ";
    std::string reason = message.substr(std::min(message.find(start), message.size()));
    if (const std::size_t read = reason.find(quote); read != std::string::npos)
        reason.erase(read, std::min(reason.rfind(end), reason.size()) - read);
    return reason.empty() ? message : reason;
}

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char letter) { return std::iscntrl(static_cast<unsigned char>(letter)) != 0; });
}

class NodeBuilder : public nlohmann::json_sax<json> {
public:
    NodeBuilder(std::string source, const LineCount& lines) : source_(std::move(source)), lines_(lines) {}

    Node take() { return std::move(root_); }

    bool null() override { return add(Node::Type::Null, ""); }
    bool boolean(bool value) override { return add(Node::Type::Boolean, value ? "true" : "false"); }
    bool number_integer(number_integer_t value) override {
        return add(Node::Type::Number, std::to_string(value));
    }
    bool number_unsigned(number_unsigned_t value) override {
        return add(Node::Type::Number, std::to_string(value));
    }
    // Not the text that was read: it carries the decimal point of the program's locale.
    bool number_float(number_float_t value, const string_t&) override {
        return add(Node::Type::Number, to_text(value));
    }
    bool string(string_t& text) override { return add(Node::Type::Text, text); }
    bool binary(binary_t&) override { return false; }

    bool start_object(std::size_t) override { return open(Node::Type::Table); }
    bool start_array(std::size_t) override { return open(Node::Type::List); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        if (!keys_.back().insert(name).second) {
            const Node* first = open_.back().find(name);
            throw Error("Parameter \"" + name + "\" is written twice in " + source_ + " (lines " +
                        std::to_string(first->place.line) + " and " + std::to_string(line()) + ").");
        }
        if (has_control_character(name)) refuse_here("a key holds a control character");
        key_ = name;
        key_line_ = line();
        return true;
    }

    bool parse_error(std::size_t, const std::string& token, const json::exception& problem) override {
        if (dynamic_cast<const json::out_of_range*>(&problem) != nullptr)
            refuse_here(token + " is out of range, expected a number from -1.8e308 to 1.8e308");
        refuse_here("not valid JSON (" + reason_of(problem.what()) + ")");
    }

private:
    static constexpr std::size_t deepest = 64;

    int line() const { return lines_.line; }

    [[noreturn]] void refuse_here(const std::string& problem) const {
        throw Error(source_ + ", line " + std::to_string(line()) + ": " + problem + ".");
    }

    // A value's line is its key's.
    Node make(Node::Type type) {
        const bool has_key = !open_.empty() && open_.back().type == Node::Type::Table;
        return {
            has_key ? std::exchange(key_, {}) : "", type, "", {}, {source_, has_key ? key_line_ : line()}};
    }

    bool add(Node::Type type, std::string text) {
        Node node = make(type);
        node.text = std::move(text);
        return attach(std::move(node));
    }

    bool open(Node::Type type) {
        if (open_.size() == deepest) refuse_here("nested deeper than 64");
        open_.push_back(make(type));
        keys_.emplace_back();
        return true;
    }

    bool close() {
        Node node = std::move(open_.back());
        open_.pop_back();
        keys_.pop_back();
        return attach(std::move(node));
    }

    bool attach(Node node) {
        (open_.empty() ? root_ : open_.back().items.emplace_back()) = std::move(node);
        return true;
    }

    std::string source_;
    const LineCount& lines_;
    std::string key_;
    int key_line_ = 1;
    std::vector<Node> open_;
    std::vector<std::unordered_set<std::string>> keys_;  // of each open table: they may be many
    Node root_;
};

std::string scalar_json(const Node& node) {
    switch (node.type) {
        case Node::Type::Null:
            return "null";
        case Node::Type::Boolean:
        case Node::Type::Number:
            return node.text;
        case Node::Type::Word:
            if (const auto value = number_from(node.text); value && std::isfinite(*value))
                return to_text(*value);
            if (const auto value = boolean_from(node.text)) return value_text(*value);
            break;
        default:
            break;
    }
    return json_quoted(node.text);
}

}  // namespace

Node read_json(std::string_view text, const std::string& source) {
    LineCount lines;
    NodeBuilder builder(source, lines);
    json::sax_parse(CountingIterator{text.data(), &lines},
                    CountingIterator{text.data() + text.size(), &lines}, &builder);
    Node root = builder.take();
    if (root.type != Node::Type::Table)
        throw Error(source + ", line 1: " + shown(root) + ", expected a table in braces.");
    return root;
}

std::string to_json(const Node& node) {
    if (node.type != Node::Type::Table && node.type != Node::Type::List) return scalar_json(node);
    const bool is_table = node.type == Node::Type::Table;
    std::string text;
    for (const Node& item : node.items) {
        if (!text.empty()) text += ",";
        if (is_table) text += json_quoted(item.key) + ":";
        text += to_json(item);
    }
    return is_table ? "{" + text + "}" : "[" + text + "]";
}

std::string json_quoted(std::string_view text) {
    return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace reweigh
