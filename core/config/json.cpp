#include "core/config/json.h"

#include "core/base/error.h"
#include "core/config/text.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <iterator>
#include <utility>
#include <vector>

namespace reweigh {
namespace {

using nlohmann::json;

// Counts newlines as the reader consumes characters: nlohmann tells no line of a key.
struct CountingIterator {
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    const char* at;
    int* line;

    reference operator*() const { return *at; }
    CountingIterator& operator++() {
        if (*at == '\n') ++*line;
        ++at;
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

// "[json...] parse error at line 1, column 5: syntax error while parsing object key - ...": the last part.
std::string reason_of(const std::string& message) {
    for (const std::string marker : {"syntax error ", ": "})
        if (const std::size_t found = message.find(marker); found != std::string::npos)
            return message.substr(found + (marker == ": " ? marker.size() : 0));
    return message;
}

class NodeBuilder : public nlohmann::json_sax<json> {
public:
    NodeBuilder(std::string source, const int& line) : source_(std::move(source)), line_(line) {}

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
        if (const Node* first = open_.back().find(name))
            throw Error("Parameter \"" + name + "\" is written twice in " + source_ + " (lines " +
                        std::to_string(first->place.line) + " and " + std::to_string(line_) + ").");
        key_ = name;
        key_line_ = line_;
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const json::exception& problem) override {
        throw Error(source_ + ", line " + std::to_string(line_) + ": not valid JSON (" +
                    reason_of(problem.what()) + ").");
    }

private:
    static constexpr std::size_t deepest = 64;

    // A value's line is its key's; a number's own line is known only after the character that follows it.
    Node make(Node::Type type) {
        const bool has_key = !open_.empty() && open_.back().type == Node::Type::Table;
        const bool is_container = type == Node::Type::Table || type == Node::Type::List;
        const int line = has_key                         ? key_line_
                         : is_container || open_.empty() ? line_
                                                         : open_.back().place.line;
        return {has_key ? std::exchange(key_, {}) : "", type, "", {}, {source_, line}};
    }

    bool add(Node::Type type, std::string text) {
        Node node = make(type);
        node.text = std::move(text);
        return attach(std::move(node));
    }

    bool open(Node::Type type) {
        if (open_.size() == deepest)
            throw Error(source_ + ", line " + std::to_string(line_) + ": nested deeper than 64.");
        open_.push_back(make(type));
        return true;
    }

    bool close() {
        Node node = std::move(open_.back());
        open_.pop_back();
        return attach(std::move(node));
    }

    bool attach(Node node) {
        (open_.empty() ? root_ : open_.back().items.emplace_back()) = std::move(node);
        return true;
    }

    std::string source_;
    const int& line_;
    std::string key_;
    int key_line_ = 1;
    std::vector<Node> open_;
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
    int line = 1;
    NodeBuilder builder(source, line);
    json::sax_parse(CountingIterator{text.data(), &line}, CountingIterator{text.data() + text.size(), &line},
                    &builder);
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
