#include "core/data/cifar_side_file.h"

#include "core/base/error.h"
#include "core/config/json.h"
#include "core/config/text.h"

#include <algorithm>
#include <optional>

namespace reweigh {
namespace {

constexpr std::int64_t official_count = 10'000;
constexpr std::int64_t most_records = 100'000;  // of one file
constexpr std::int64_t training_files = 5;

std::string source_of(ImageOrigin origin) { return make_cifar10_like(origin).source; }

const Node& member(const Node& table, const char* key, Node::Type type, const char* expected) {
    const Node* node = table.find(key);
    if (node == nullptr) throw Error(table.place.source + " has no \"" + std::string(key) + "\".");
    if (node->type != type)
        refuse(node->place, "\"" + std::string(key) + "\" is " + shown(*node) + " " + to_text(node->place) +
                                ", expected " + expected + ".");
    return *node;
}

ImageOrigin origin_from(const Node& table) {
    const Node* synthetic = table.find("synthetic");
    if (synthetic != nullptr && synthetic->text == "true") return ImageOrigin::StandIn;
    const Node& node = member(table, "source", Node::Type::Text, "a text");
    std::vector<std::string> known;
    for (const ImageOrigin origin :
         {ImageOrigin::Original, ImageOrigin::Recompressed, ImageOrigin::StandIn}) {
        known.push_back(json_quoted(source_of(origin)));
        if (node.type == Node::Type::Text && node.text == source_of(origin)) return origin;
    }
    refuse(node.place, "Source is " + shown(node) + " " + to_text(node.place) + ", expected one of " +
                           joined(known) + ".");
}

std::int64_t count_of(const Node& node) {
    const std::optional<std::int64_t> count =
        node.type == Node::Type::Number ? whole_number_from(node.text) : std::nullopt;
    if (!count || *count < 1 || *count > most_records)
        refuse(node.place, "\"" + node.key + "\" is " + shown(node) + " " + to_text(node.place) +
                               ", expected a whole number from 1 to " + with_thousands(most_records) + ".");
    return *count;
}

}  // namespace

SideFile official_side_file() {
    SideFile side;
    for (const char* name : record_file_names) side.files.push_back({name, official_count});
    return side;
}

SideFile side_file_of(const ImageSet& set) {
    SideFile side{set.origin, set.seed, {}};
    const std::int64_t all = set.train.size();
    const std::int64_t each = std::max(official_count, (all + training_files - 1) / training_files);
    for (std::int64_t first = 0; first < all; first += each)
        side.files.push_back({record_file_names[side.files.size()], std::min(each, all - first)});
    side.files.push_back({test_records_name, set.test.size()});
    return side;
}

const char* side_file_name(ImageOrigin origin) {
    return origin == ImageOrigin::StandIn ? "lobes10.json" : "source.json";
}

std::string to_text(const SideFile& side) {
    std::string counts;
    for (const RecordFile& file : side.files)
        counts += (counts.empty() ? "" : ", ") + json_quoted(file.name) + ": " + std::to_string(file.count);
    return "{\"source\": " + json_quoted(source_of(side.origin)) +
           ", \"synthetic\": " + (side.origin == ImageOrigin::StandIn ? "true" : "false") +
           (side.seed ? ", \"seed\": " + std::to_string(*side.seed) : "") + ", \"counts\": {" + counts +
           "}}\n";
}

SideFile read_side_file(std::string_view text, const std::string& name) {
    const Node table = read_json(text, name);
    check_keys(table, "", {"source", "synthetic", "seed", "counts"});
    SideFile side{origin_from(table), {}, {}};
    if (const Node* seed = table.find("seed")) side.seed = seed_from(seed->text);
    const Node& counts = member(table, "counts", Node::Type::Table, "a table");
    check_keys(counts, "counts", {record_file_names.begin(), record_file_names.end()});
    for (const char* file : record_file_names)
        if (const Node* count = counts.find(file)) side.files.push_back({file, count_of(*count)});
    return side;
}

}  // namespace reweigh
