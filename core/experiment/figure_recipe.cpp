#include "core/experiment/figure_recipe.h"

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/config/json.h"
#include "core/config/make_node.h"
#include "core/config/table.h"
#include "core/experiment/resolved.h"
#include "core/experiment/sections.h"
#include "core/figure/csv.h"

namespace reweigh {
namespace {

constexpr int recipe_format = 1;

const Node& member(const Node& table, const char* key) { return required(table, key, "The recipe"); }

bool read_truth(const Node& node, const char* key) {
    const auto value = can_be<bool>(node) ? boolean_from(node.text) : std::optional<bool>();
    if (!value) refuse_value(node, key, "true or false");
    return *value;
}

FigureOptions read_options(const Node& table, const Setup& setup) {
    const auto replicas = static_cast<int>(setup.replicas.size()),
               variants = static_cast<int>(setup.variants.size());
    FigureOptions options;
    if (read_word(member(table, "theme"), "theme", {"light", "dark"}) == "dark") options.theme = Theme::Dark;
    options.font_pt = read_number(member(table, "font_pt"), "font_pt", 5, 24);
    options.transparent = read_truth(member(table, "transparent"), "transparent");
    options.focus = static_cast<int>(read_whole_number(member(table, "focus"), "focus", 0, replicas - 1));
    if (const Node* variant = table.find("variant"))
        options.variant = static_cast<int>(read_whole_number(*variant, "variant", 0, variants - 1));
    options.width_mm = read_number(member(table, "width_mm"), "width_mm", 0, 400);
    return options;
}

Node options_node(const FigureOptions& options) {
    std::vector<std::pair<std::string, Node>> members{
        {"theme", text_node(options.theme == Theme::Dark ? "dark" : "light")},
        {"font_pt", number_node(options.font_pt)},
        {"transparent", boolean_node(options.transparent)},
        {"focus", whole_number_node(options.focus)},
        {"width_mm", number_node(options.width_mm)}};
    if (options.variant) members.emplace_back("variant", whole_number_node(*options.variant));
    return table_node(std::move(members));
}

}  // namespace

std::string numbers_digest(const Figure& figure) {
    Figure numbers;
    numbers.rows = figure.rows;
    return sha256(figure_csv(numbers));
}

FigureRecipe recipe_of(const Experiment& experiment, const Snapshot& snapshot, const FigureSpec& spec,
                       const FigureOptions& options, const Figure& figure, const std::string& program) {
    const std::int64_t step = snapshot.readout_steps.empty() ? 0 : snapshot.readout_steps.back();
    std::vector<Edit> log = snapshot.edits;
    std::erase_if(log, [&](const Edit& edit) { return edit.step > 0 && edit.step >= step; });
    FigureRecipe recipe{program,
                        with_log(experiment, log),
                        spec,
                        options,
                        step,
                        snapshot.scene->data->digest,
                        numbers_digest(figure)};
    recipe.experiment.setup.engine = snapshot.scene->setup.engine;
    return recipe;
}

std::string to_json(const FigureRecipe& recipe) {
    return to_json(table_node({{"reweigh_recipe", whole_number_node(recipe_format)},
                               {"program", text_node(recipe.program)},
                               {"step", whole_number_node(recipe.step)},
                               {"figure", figure_node(recipe.figure)},
                               {"options", options_node(recipe.options)},
                               {"data", text_node(recipe.data)},
                               {"numbers", text_node(recipe.numbers)},
                               {"experiment", resolved_node(recipe.experiment)}}));
}

FigureRecipe read_figure_recipe(std::string_view json, const std::string& source) {
    constexpr std::int64_t last_step = std::int64_t{1} << 52;
    const Node root = read_json(json, source);
    const Node& format = member(root, "reweigh_recipe");
    if (format.text != std::to_string(recipe_format))
        throw Error(source + " was written by Reweigh " + member(root, "program").text + " (recipe format " +
                    format.text + "); this one reads format " + std::to_string(recipe_format) + ".");
    FigureRecipe recipe;
    recipe.program = read_text(member(root, "program"), "program");
    recipe.experiment = experiment_from(member(root, "experiment"));
    Node figures = list_node({member(root, "figure")});
    recipe.figure = read_figures(figures, recipe.experiment).front();
    recipe.options = read_options(member(root, "options"), recipe.experiment.setup);
    recipe.step = read_whole_number(member(root, "step"), "step", 0, last_step);
    recipe.data = read_text(member(root, "data"), "data");
    recipe.numbers = read_text(member(root, "numbers"), "numbers");
    return recipe;
}

Start start_of(const FigureRecipe& recipe, const std::string& source) {
    constexpr std::size_t shown_digits = 12;
    Start start = prepare(recipe.experiment);
    if (start.data->digest != recipe.data)
        throw Error(source + " used data " + recipe.data.substr(0, shown_digits) + ", " + start.data->source +
                    " is " + start.data->digest.substr(0, shown_digits) + ".");
    start.setup.stop = {{}, recipe.step, {}, {}};
    return start;
}

}  // namespace reweigh
