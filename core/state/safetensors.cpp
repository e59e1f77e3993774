#include "core/state/safetensors.h"

#include "core/base/error.h"
#include "core/config/json.h"
#include "core/config/make_node.h"
#include "core/config/text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>

namespace reweigh {
namespace {

static_assert(std::endian::native == std::endian::little, "values are copied as they lie in memory");

constexpr std::size_t length_bytes = 8, alignment = 8;
constexpr std::uint64_t longest_header = std::uint64_t{8} << 20;
constexpr std::string_view metadata_key = "__metadata__";

struct TypeRow {
    TensorType type;
    std::string_view word;
    std::uint64_t bytes;
};
constexpr std::array types{TypeRow{TensorType::F32, "F32", 4}, TypeRow{TensorType::F64, "F64", 8},
                           TypeRow{TensorType::I64, "I64", 8}, TypeRow{TensorType::F16, "F16", 2},
                           TypeRow{TensorType::BF16, "BF16", 2}};

const TypeRow& row_of(TensorType type) { return *std::ranges::find(types, type, &TypeRow::type); }

[[noreturn]] void refuse_format(const std::string& source, const std::string& reason) {
    throw Error(source + " is no safetensors file: " + reason + ".");
}

[[noreturn]] void refuse_tensor(const std::string& source, const std::string& name,
                                const std::string& reason) {
    throw Error(source + ": tensor " + json_quoted(name) + " " + reason + ".");
}

[[noreturn]] void refuse_length(const std::string& source, std::uint64_t found, std::uint64_t expected) {
    throw Error(source + " ends early: " + with_thousands(static_cast<std::int64_t>(found)) + " of " +
                with_thousands(static_cast<std::int64_t>(expected)) + " bytes.");
}

// How many bytes a shape needs; nothing when that is no number of bytes.
std::optional<std::uint64_t> bytes_of(const std::vector<std::int64_t>& shape, TensorType type) {
    std::uint64_t bytes = row_of(type).bytes;
    for (const std::int64_t length : shape)
        if (__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(length), &bytes)) return {};
    return bytes;
}

std::vector<std::int64_t> whole_numbers(const Node* list, const std::string& source, const std::string& name,
                                        const std::string& what) {
    std::vector<std::int64_t> numbers;
    if (list == nullptr || list->type != Node::Type::List) refuse_tensor(source, name, "has no " + what);
    for (const Node& item : list->items) {
        const auto number =
            item.type == Node::Type::Number ? whole_number_from(item.text) : std::optional<std::int64_t>();
        if (!number || *number < 0) refuse_tensor(source, name, "has " + shown(item) + " in its " + what);
        numbers.push_back(*number);
    }
    return numbers;
}

// A tensor as its header says, and where it begins.
struct Declared {
    StoredTensor tensor;
    std::uint64_t begin = 0, end = 0;
};

Declared declared(const Node& entry, const std::string& source) {
    Declared found;
    found.tensor.name = entry.key;
    const Node* word = entry.find("dtype");
    const auto row = word == nullptr ? types.end() : std::ranges::find(types, word->text, &TypeRow::word);
    if (row == types.end())
        refuse_tensor(source, entry.key,
                      word == nullptr
                          ? "has no dtype"
                          : "has the dtype " + shown(*word) + ", expected F32, F64, I64, F16 or BF16");
    found.tensor.type = row->type;
    found.tensor.shape = whole_numbers(entry.find("shape"), source, entry.key, "shape");
    const auto offsets = whole_numbers(entry.find("data_offsets"), source, entry.key, "data_offsets");
    const auto needed = bytes_of(found.tensor.shape, found.tensor.type);
    if (offsets.size() != 2 || offsets[1] < offsets[0] ||
        needed != static_cast<std::uint64_t>(offsets[1] - offsets[0]))
        refuse_tensor(source, entry.key, "has data_offsets that do not fit its shape and dtype");
    found.begin = static_cast<std::uint64_t>(offsets[0]);
    found.end = static_cast<std::uint64_t>(offsets[1]);
    return found;
}

Metadata read_metadata(const Node& table, const std::string& source) {
    Metadata metadata;
    for (const Node& item : table.items) {
        if (item.type != Node::Type::Text) refuse_format(source, "its metadata is not text");
        metadata.emplace(item.key, item.text);
    }
    return metadata;
}

std::uint64_t header_length(std::string_view bytes, const std::string& source) {
    if (bytes.size() < length_bytes) refuse_length(source, bytes.size(), length_bytes);
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), length_bytes);
    if (length > longest_header)
        refuse_format(source, "a header of " + std::to_string(length) + " bytes, expected at most " +
                                  with_thousands(static_cast<std::int64_t>(longest_header)));
    if (bytes.size() < length_bytes + length) refuse_length(source, bytes.size(), length_bytes + length);
    return length;
}

template <class T>
std::vector<T> copied(std::string_view bytes) {
    std::vector<T> values(bytes.size() / sizeof(T));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
    return values;
}

template <class T>
StoredTensor stored_as(TensorType type, std::string name, std::vector<std::int64_t> shape,
                       const std::vector<T>& values) {
    return {std::move(name),
            type,
            std::move(shape),
            {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)}};
}

void require_type(const StoredTensor& tensor, TensorType type, const std::string& source) {
    if (tensor.type != type)
        refuse_tensor(source, tensor.name,
                      "has the dtype " + std::string(row_of(tensor.type).word) + ", expected " +
                          std::string(row_of(type).word));
}

// IEEE 754 binary16, subnormal numbers too.
float from_half(std::uint16_t bits) {
    const std::uint32_t sign = static_cast<std::uint32_t>(bits >> 15) << 31;
    const std::uint32_t exponent = (bits >> 10) & 31, fraction = bits & 1023;
    if (exponent == 0) {
        const float value = static_cast<float>(fraction) * 0x1p-24f;
        return sign != 0 ? -value : value;
    }
    const std::uint32_t widened = exponent == 31 ? 255 : exponent + 112;
    return std::bit_cast<float>(sign | widened << 23 | fraction << 13);
}

float from_brain(std::uint16_t bits) { return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16); }

template <class Widen>
std::vector<float> widened(std::string_view bytes, Widen widen) {
    std::vector<float> values;
    for (const std::uint16_t bits : copied<std::uint16_t>(bytes)) values.push_back(widen(bits));
    return values;
}

Node header_node(const TensorFile& file) {
    Node header;
    if (!file.metadata.empty()) {
        std::vector<std::pair<std::string, Node>> metadata;
        for (const auto& [key, text] : file.metadata) metadata.emplace_back(key, text_node(text));
        header = table_node({{std::string(metadata_key), table_node(std::move(metadata))}});
    }
    std::int64_t begin = 0;
    for (const StoredTensor& tensor : file.tensors) {
        const std::int64_t end =
            begin + static_cast<std::int64_t>(bytes_of(tensor.shape, tensor.type).value());
        std::vector<Node> shape;
        for (const std::int64_t length : tensor.shape) shape.push_back(whole_number_node(length));
        Node entry =
            table_node({{"dtype", text_node(std::string(row_of(tensor.type).word))},
                        {"shape", list_node(std::move(shape))},
                        {"data_offsets", list_node({whole_number_node(begin), whole_number_node(end)})}});
        entry.key = tensor.name;
        header.items.push_back(std::move(entry));
        begin = end;
    }
    return header;
}

}  // namespace

std::string safetensors_head(const TensorFile& file) {
    std::string header = to_json(header_node(file));
    header.append((alignment - header.size() % alignment) % alignment, ' ');
    const std::uint64_t length = header.size();
    std::string bytes(length_bytes, '\0');
    std::memcpy(bytes.data(), &length, length_bytes);
    return bytes + header;
}

std::string to_safetensors(const TensorFile& file) {
    std::string bytes = safetensors_head(file);
    for (const StoredTensor& tensor : file.tensors) bytes += tensor.bytes;
    return bytes;
}

TensorFile read_safetensors(std::string_view bytes, const std::string& source) {
    const std::uint64_t length = header_length(bytes, source);
    const std::string_view header = bytes.substr(length_bytes, length);
    const std::string_view values = bytes.substr(length_bytes + length);
    if (header.empty() || header.front() != '{') refuse_format(source, "its header is no JSON table");
    const Node root = read_json(header, source + " (header)");

    TensorFile file;
    std::vector<Declared> found;
    for (const Node& entry : root.items) {
        if (entry.type != Node::Type::Table) refuse_format(source, json_quoted(entry.key) + " is no table");
        if (entry.key == metadata_key)
            file.metadata = read_metadata(entry, source);
        else
            found.push_back(declared(entry, source));
    }
    std::ranges::stable_sort(found, {}, [](const Declared& each) { return std::pair(each.begin, each.end); });
    std::uint64_t at = 0;
    for (const Declared& each : found) {
        if (each.begin != at)
            refuse_tensor(source, each.tensor.name, "does not begin where the one before ends");
        at = each.end;
    }
    if (values.size() < at) refuse_length(source, bytes.size(), length_bytes + length + at);
    if (values.size() > at)
        refuse_format(source, with_thousands(static_cast<std::int64_t>(values.size() - at)) +
                                  " bytes follow the last tensor");
    for (Declared& each : found) {
        each.tensor.bytes = values.substr(each.begin, each.end - each.begin);
        file.tensors.push_back(std::move(each.tensor));
    }
    return file;
}

StoredTensor stored(std::string name, std::vector<std::int64_t> shape, const std::vector<float>& values) {
    return stored_as(TensorType::F32, std::move(name), std::move(shape), values);
}
StoredTensor stored(std::string name, std::vector<std::int64_t> shape, const std::vector<double>& values) {
    return stored_as(TensorType::F64, std::move(name), std::move(shape), values);
}
StoredTensor stored(std::string name, std::vector<std::int64_t> shape,
                    const std::vector<std::int64_t>& values) {
    return stored_as(TensorType::I64, std::move(name), std::move(shape), values);
}

std::vector<float> floats_of(const StoredTensor& tensor, const std::string& source) {
    if (tensor.type == TensorType::F16) return widened(tensor.bytes, from_half);
    if (tensor.type == TensorType::BF16) return widened(tensor.bytes, from_brain);
    require_type(tensor, TensorType::F32, source);
    return copied<float>(tensor.bytes);
}

std::vector<double> doubles_of(const StoredTensor& tensor, const std::string& source) {
    require_type(tensor, TensorType::F64, source);
    return copied<double>(tensor.bytes);
}

std::vector<std::int64_t> whole_numbers_of(const StoredTensor& tensor, const std::string& source) {
    require_type(tensor, TensorType::I64, source);
    return copied<std::int64_t>(tensor.bytes);
}

}  // namespace reweigh
