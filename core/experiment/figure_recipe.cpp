#include "core/experiment/figure_recipe.h"

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/config/json.h"
#include "core/config/make_node.h"
#include "core/config/table.h"
#include "core/experiment/resolved.h"
#include "core/experiment/sections.h"
#include "core/figure/csv.h"

#include <algorithm>

namespace reweigh {
namespace {

constexpr int recipe_format = 2;

const Node& member(const Node& table, const char* key) { return required(table, key, "The recipe"); }

bool read_truth(const Node& node, const char* key) {
    const auto value = can_be<bool>(node) ? boolean_from(node.text) : std::optional<bool>();
    if (!value) refuse_value(node, key, "true or false");
    return *value;
}

// `count` numbers, ascending in pairs: lows, then highs.
std::vector<double> read_bounds(const Node& list, const char* key, std::size_t count) {
    constexpr double far = 1e300;
    std::vector<double> bounds;
    for (const Node& item : list_items(list, key)) bounds.push_back(read_number(item, key, -far, far));
    bool is_ascending = bounds.size() == count;
    for (std::size_t i = 0; is_ascending && i < count / 2; ++i)
        is_ascending = bounds[i] < bounds[i + count / 2];
    if (!is_ascending) refuse_value(list, key, std::to_string(count) + " numbers, lows before their highs");
    return bounds;
}

Range read_range(const Node& list) {
    const std::vector<double> bounds = read_bounds(list, "x_range", 2);
    return {bounds[0], bounds[1]};
}

Rect read_world(const Node& list) {
    const std::vector<double> bounds = read_bounds(list, "world", 4);
    return {{bounds[0], bounds[1]}, {bounds[2], bounds[3]}};
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
    if (const Node* world = table.find("world")) options.world = read_world(*world);
    if (const Node* range = table.find("x_range")) options.x_range = read_range(*range);
    if (const Node* hidden = table.find("hidden"))
        for (const Node& item : list_items(*hidden, "hidden"))
            options.hidden.insert(read_text(item, "hidden"));
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
    if (const auto& world = options.world)
        members.emplace_back("world",
                             list_of(std::vector{world->min.x, world->min.y, world->max.x, world->max.y}));
    if (const auto& range = options.x_range)
        members.emplace_back("x_range", list_of(std::vector{range->low, range->high}));
    if (!options.hidden.empty())
        members.emplace_back("hidden", list_of(std::vector(options.hidden.begin(), options.hidden.end())));
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
    FigureRecipe recipe{program,
                        with_log(experiment, snapshot.edits),
                        spec,
                        options,
                        snapshot.step,
                        snapshot.readout_steps.size(),
                        snapshot.gestures,
                        snapshot.scene->data->digest,
                        numbers_digest(figure)};
    recipe.experiment.setup.engine = snapshot.scene->setup.engine;
    recipe.experiment.setup.precision = snapshot.scene->setup.precision;
    recipe.gpu_precision = snapshot.scene->gpu_precision;
    return recipe;
}

std::string to_json(const FigureRecipe& recipe) {
    Node table = table_node({{"reweigh_recipe", whole_number_node(recipe_format)},
                             {"program", text_node(recipe.program)},
                             {"step", whole_number_node(recipe.step)},
                             {"readouts", whole_number_node(static_cast<std::int64_t>(recipe.readouts))},
                             {"gestures", list_of(recipe.gestures)},
                             {"figure", figure_node(recipe.figure)},
                             {"options", options_node(recipe.options)},
                             {"data", text_node(recipe.data)},
                             {"numbers", text_node(recipe.numbers)},
                             {"experiment", resolved_node(recipe.experiment)}});
    if (recipe.gpu_precision)
        table = merged(std::move(table),
                       table_node({{"gpu_precision", text_node(word_of(*recipe.gpu_precision))}}));
    return to_json(table);
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
    recipe.readouts =
        static_cast<std::size_t>(read_whole_number(member(root, "readouts"), "readouts", 0, last_step));
    for (const Node& item : list_items(member(root, "gestures"), "gestures"))
        recipe.gestures.push_back(read_whole_number(
            item, "gestures", recipe.gestures.empty() ? 0 : recipe.gestures.back() + 1, last_step));
    recipe.data = read_text(member(root, "data"), "data");
    recipe.numbers = read_text(member(root, "numbers"), "numbers");
    recipe.gpu_precision = read_gpu_precision(root);
    return recipe;
}

Start start_of(const FigureRecipe& recipe, const std::string& source) {
    constexpr std::size_t shown_digits = 12;
    Start start = prepare(recipe.experiment);
    if (start.data->digest != recipe.data)
        throw Error(source + " used data " + recipe.data.substr(0, shown_digits) + ", " + start.data->source +
                    " is " + start.data->digest.substr(0, shown_digits) + ".");
    start.setup.stop = {{}, recipe.step, {}, {}};
    start.gestures = recipe.gestures;
    return start;
}

Figure figure_again(const FigureRecipe& recipe, const Snapshot& again) {
    Snapshot snapshot = again;
    const std::size_t readouts = std::min(recipe.readouts, again.readout_steps.size());
    snapshot.readout_steps = first_of(again.readout_steps, readouts);
    snapshot.readout_seconds = first_of(again.readout_seconds, readouts);
    for (Curve& curve : snapshot.curves) curve.values = first_of(curve.values, readouts);
    const std::vector<Edit>& edits = recipe.experiment.edits;  // one at the last step waits for the next
    if (!edits.empty() && edits.back().step >= recipe.step && snapshot.edits.back() != edits.back()) {
        snapshot.edits.push_back(edits.back());
        snapshot.live = edits.back().live;
    }
    snapshot.gestures = recipe.gestures;
    return build(recipe.figure, snapshot, recipe.options);
}

}  // namespace reweigh
