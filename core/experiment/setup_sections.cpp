#include "core/config/table.h"
#include "core/experiment/sections.h"
#include "core/state/readout_kinds.h"

namespace reweigh {
namespace {

constexpr std::int64_t most_steps = std::int64_t{1} << 52;

// Points drawn by hand come from the window and from files that it wrote; nobody types them.
template <class Params>
constexpr bool is_for_files = !std::is_same_v<Params, DrawnParams>;

template <class Variant>
std::vector<std::string> kinds_for_files() {
    std::vector<std::string> kinds;
    for_each_kind<Variant>([&]<class Params>(const Params&) {
        if (is_for_files<Params>) kinds.emplace_back(kind_of<Params>.key);
    });
    return kinds;
}

std::vector<std::string> operator+(std::vector<std::string> first, const std::vector<std::string>& more) {
    first.insert(first.end(), more.begin(), more.end());
    return first;
}

// The kind that a table names, else the fallback's.
template <class Variant>
std::string kind_named(const Node& table, const std::string& path, const Variant& fallback,
                       const std::vector<std::string>& more_kinds = {}) {
    const Node* node = table.find("kind");
    if (node == nullptr) return std::string(kind_of_value(fallback).key);
    return read_word(*node, path + ".kind", kinds_for_files<Variant>() + more_kinds);
}

// The parameters of that kind: its defaults, then what the table names.
template <class Variant>
Variant read_kind(const Node& table, const std::string& path, const std::string& kind,
                  const std::vector<std::string>& more_keys = {}) {
    Variant chosen;
    for_each_kind<Variant>([&]<class Params>(Params params) {
        if (kind_of<Params>.key != kind) return;
        check_keys(table, path, std::vector<std::string>{"kind"} + keys_of<Params>() + more_keys);
        read_params(table, path, params);
        chosen = params;
    });
    return chosen;
}

// x, y, label (1: positive), weight.
LabelledPoint read_point(const Node& node) {
    constexpr double farthest = 1e30, heaviest = 1e30;
    if (node.type != Node::Type::List || node.items.size() != 4)
        refuse_value(node, "data.points", "lists of x, y, label and weight");
    return {{read_number(node.items[0], "data.points", -farthest, farthest),
             read_number(node.items[1], "data.points", -farthest, farthest)},
            static_cast<int>(read_whole_number(node.items[2], "data.points", 0, 1)),
            read_number(node.items[3], "data.points", 0, heaviest)};
}

void read_drawn(const Node& table, Setup& setup) {
    check_keys(table, "data", {"kind", "points", "seed"});
    DrawnParams drawn;
    if (const Node* list = table.find("points"))
        for (const Node& item : list_items(*list, "data.points")) drawn.points.push_back(read_point(item));
    setup.data = std::move(drawn);
}

bool is_drawn(const Node& table) {
    const Node* kind = table.find("kind");
    return kind != nullptr && kind->text == kind_of<DrawnParams>.key;
}

}  // namespace

void read_data(const Node& table, Setup& setup) {
    if (const Node* seed = table.find("seed")) setup.data_seed = read_seed(*seed, "data.seed");
    if (is_drawn(table)) return read_drawn(table, setup);
    const std::string kind = kind_named(table, "data", setup.data);
    setup.data = read_kind<DataParams>(table, "data", kind, {"seed"});
}

void read_model(const Node& table, Setup& setup) {
    if (const Node* file = table.find("weights")) setup.weights_file = read_text(*file, "model.weights");
    setup.model =
        read_kind<ModelParams>(table, "model", kind_named(table, "model", setup.model), {"weights"});
}

void read_companion(const Node& table, Setup& setup) {
    const std::string kind = kind_named(table, "companion", ModelParams{}, {"none"});
    if (kind == "none") {
        check_keys(table, "companion", {"kind"});
        setup.companion.reset();
    } else {
        setup.companion = read_kind<ModelParams>(table, "companion", kind);
    }
}

void read_optimizer(const Node& table, Setup& setup) {
    const std::string kind = kind_named(table, "optimizer", setup.optimizer);
    setup.optimizer = read_kind<OptimizerParams>(table, "optimizer", kind);
}

void read_stop(const Node& table, Setup& setup) {
    check_keys(table, "stop", {"epochs", "steps", "errors", "loss"});
    setup.stop = {{}, {}, {}, {}};
    if (const Node* node = table.find("epochs"))
        setup.stop.epochs = read_whole_number(*node, "stop.epochs", 0, most_steps);
    if (const Node* node = table.find("steps"))
        setup.stop.steps = read_whole_number(*node, "stop.steps", 0, most_steps);
    if (const Node* node = table.find("errors"))
        setup.stop.errors = read_whole_number(*node, "stop.errors", 0, most_steps);
    if (const Node* node = table.find("loss")) setup.stop.loss = read_number(*node, "stop.loss", 0, 1e9);
}

void read_readouts(const Node& list, Setup& setup) {
    std::vector<std::string> known;
    for (const ReadoutKind& kind : readout_kinds())
        if (kind.serves(setup)) known.emplace_back(kind.key);
    setup.readouts.clear();
    for (const Node& item : list_items(list, "readouts"))
        setup.readouts.push_back(read_word(item, "readouts", known));
}

EngineChoice read_engine(const Node& node) {
    return *value_of_word<EngineChoice>(read_word(node, "engine", words_of<EngineChoice>()));
}

Precision read_precision(const Node& node) {
    return *value_of_word<Precision>(read_word(node, "precision", words_of<Precision>()));
}

std::optional<Precision> read_gpu_precision(const Node& table) {
    const Node* node = table.find("gpu_precision");
    if (node == nullptr) return std::nullopt;
    return value_of_word<Precision>(read_word(*node, "gpu_precision", words_of<Precision>()));
}

}  // namespace reweigh
