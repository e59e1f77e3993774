#include "core/config/table.h"
#include "core/experiment/sections.h"
#include "core/figure/agreement_plot.h"
#include "core/state/readout_kinds.h"

#include <algorithm>

namespace reweigh {
namespace {

const std::vector<std::string> kinds{"paper_grid", "curves", "stage", "overview", "final", "fan"},
    kinds_of_pictures{"curves", "final", "agreement"};
const std::vector<std::string> grid_layers{"surface:model", "points",  "edge:model",     "edge:companion",
                                           "max_margin",    "margins", "support_vectors"};

std::vector<std::string> kinds_for(const DataParams& data) {
    return are_pictures(data) ? kinds_of_pictures : kinds;
}

std::vector<std::string> keys_of_axes() {
    std::vector<std::string> keys;
    for (const auto& name : names_of<CurvesX>) keys.emplace_back(name.key);
    return keys;
}

std::vector<std::string> read_plots(const Node& list, const Setup& setup) {
    std::vector<std::string> known, plots;
    for (const ReadoutKind& kind : readout_kinds())
        if (kind.serves(setup)) known.emplace_back(kind.key);
    for (const Node& item : list_items(list, "figures.plots"))
        plots.push_back(read_word(item, "figures.plots", known));
    return plots;
}

// A read-out; of agreement a set of pictures.
std::string read_y(const Node& node, const FigureSpec& figure, const Setup& setup) {
    if (figure.kind != "agreement") return read_word(node, "figures.y", setup.readouts);
    std::vector<std::string> sets;
    for (const VotedSet& set : voted_sets) sets.emplace_back(set.key);
    return read_word(node, "figures.y", sets);
}

std::vector<std::int64_t> read_epochs(const Node& columns) {
    constexpr std::int64_t last_epoch = std::int64_t{1} << 40;
    check_keys(columns, "figures.columns", {"epochs"});
    std::vector<std::int64_t> epochs;
    if (const Node* list = columns.find("epochs"))
        for (const Node& item : list_items(*list, "figures.columns.epochs"))
            epochs.push_back(read_whole_number(item, "figures.columns.epochs",
                                               epochs.empty() ? 0 : epochs.back() + 1, last_epoch));
    return epochs;
}

bool is_file_name(const std::string& name) {
    return !name.empty() && name.find_first_of("/\\\n") == std::string::npos && name.front() != '.';
}

std::string read_name(const Node& node, const std::vector<FigureSpec>& before) {
    const std::string name = read_text(node, "figures.name");
    if (!is_file_name(name)) refuse_value(node, "figures.name", "the beginning of a file name");
    for (const FigureSpec& figure : before)
        if (figure.name == name) refuse_value(node, "figures.name", "a name that no other figure has");
    return name;
}

FigureSpec read_figure(const Node& table, const Experiment& experiment,
                       const std::vector<FigureSpec>& before) {
    check_keys(table, "figures",
               {"kind", "name", "title", "columns", "rows", "layers", "x", "y", "group", "plots", "panels",
                "band", "width_mm"});
    for (const char* key : {"kind", "name"})
        if (table.find(key) == nullptr)
            refuse(table.place, "A figure " + to_text(table.place) + " has no \"" + key + "\".");
    FigureSpec figure;
    figure.kind = read_word(*table.find("kind"), "figures.kind", kinds_for(experiment.setup.data));
    figure.name = read_name(*table.find("name"), before);
    figure.title = experiment.title;
    if (const Node* node = table.find("title")) figure.title = read_text(*node, "figures.title");
    if (const Node* node = table.find("columns")) figure.epochs = read_epochs(*node);
    for (const char* key : {"rows", "group"})
        if (const Node* node = table.find(key)) read_word(*node, "figures." + std::string(key), {"weights"});
    if (const Node* node = table.find("layers"))
        for (const Node& item : list_items(*node, "figures.layers"))
            figure.layers.push_back(read_word(item, "figures.layers", grid_layers));
    if (const Node* node = table.find("x")) figure.x = read_word(*node, "figures.x", keys_of_axes());
    if (figure.kind == "agreement") figure.y = voted_sets.front().key;
    if (const Node* node = table.find("y")) figure.y = read_y(*node, figure, experiment.setup);
    if (const Node* node = table.find("plots")) figure.plots = read_plots(*node, experiment.setup);
    if (const Node* node = table.find("panels"))
        figure.panel_per_variant = read_word(*node, "figures.panels", {"variants"}) == "variants";
    if (const Node* node = table.find("band")) {
        figure.band = *value_of_word<Band>(read_word(*node, "figures.band", words_of<Band>()));
        if (figure.band == Band::Variants && figure.panel_per_variant)
            refuse(node->place, "Figure \"" + figure.name + "\" has a panel per variant " +
                                    to_text(node->place) + "; its band cannot be over the variants.");
    }
    if (const Node* node = table.find("width_mm"))
        figure.width_mm = read_number(*node, "figures.width_mm", 20, 400);
    return figure;
}

}  // namespace

std::vector<FigureSpec> read_figures(const Node& list, const Experiment& experiment) {
    std::vector<FigureSpec> figures;
    for (const Node& item : list_items(list, "figures"))
        figures.push_back(read_figure(item, experiment, figures));
    return figures;
}

}  // namespace reweigh
