#include "core/experiment/resolved.h"

#include "core/config/live_params.h"
#include "core/config/make_node.h"
#include "core/config/table.h"
#include "core/experiment/chain.h"
#include "core/experiment/sections.h"

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

void add(Node& table, std::string key, Node value) {
    value.key = std::move(key);
    table.items.push_back(std::move(value));
}

Node point_node(const LabelledPoint& point) {
    return list_of(
        std::vector<double>{point.at.x, point.at.y, static_cast<double>(point.label), point.weight});
}

Node points_node(const DrawnParams& drawn) {
    std::vector<Node> points;
    for (const LabelledPoint& point : drawn.points) points.push_back(point_node(point));
    return list_node(std::move(points));
}

// Paths hold wherever the file is read from.
template <class Params>
Params with_whole_path(Params params) {
    const auto make_whole = [](std::string& path) {
        if (!path.empty()) path = std::filesystem::absolute(path).string();
    };
    if constexpr (std::is_same_v<Params, CsvParams>) make_whole(params.file);
    if constexpr (requires { params.path; }) make_whole(params.path);
    return params;
}

// "kind", then the parameters of that kind.
template <class Variant>
Node kind_node(const Variant& value) {
    Node table = table_node({{"kind", text_node(std::string(kind_of_value(value).key))}});
    std::visit(
        [&]<class Params>(const Params& params) {
            if constexpr (std::is_same_v<Params, DrawnParams>)
                add(table, "points", points_node(params));
            else
                for (Node& item : to_node(with_whole_path(params)).items)
                    table.items.push_back(std::move(item));
        },
        value);
    return table;
}

Node data_node(const Setup& setup) {
    Node table = kind_node(setup.data);
    if (setup.data_seed) add(table, "seed", seed_node(*setup.data_seed));
    return table;
}

Node model_node(const Setup& setup) {
    Node table = kind_node(setup.model);
    if (!setup.weights_file.empty())
        add(table, "weights", text_node(std::filesystem::absolute(setup.weights_file).string()));
    return table;
}

// What differs from `base`; a rate that is still to be derived by its name.
Node live_node(const LiveParams& live, const LiveParams* base) {
    Node table;
    for (Node& item : to_node(live).items) {
        if (item.key == "learning_rate" && std::isnan(live.learning_rate)) item = derived_rate_node();
        table.items.push_back(std::move(item));
    }
    if (base == nullptr) return table;
    const Node before = live_node(*base, nullptr);
    std::erase_if(table.items, [&](const Node& item) { return before.find(item.key)->text == item.text; });
    return table;
}

std::vector<double> weights_of(const Setup& setup, std::size_t variant) {
    std::vector<double> weights;
    for (const Replica& replica : setup.replicas)
        if (static_cast<std::size_t>(replica.variant) == variant &&
            std::ranges::find(weights, replica.weight) == weights.end())
            weights.push_back(replica.weight);
    return weights;
}

Node variants_node(const Experiment& experiment) {
    Node table;
    for (std::size_t i = 0; i < experiment.setup.variants.size(); ++i) {
        Node own = live_node(experiment.live.variants[i], &experiment.live.variants.front());
        const std::vector<double> weights = weights_of(experiment.setup, i);
        if (weights != experiment.weights) add(own, "weights", list_of(weights));
        add(table, experiment.setup.variants[i], std::move(own));
    }
    return table;
}

Node edit_node(std::int64_t step, Node changes, const std::string* variant) {
    Node table = table_node({{"step", whole_number_node(step)}});
    if (variant != nullptr) add(table, "variant", text_node(*variant));
    for (Node& item : changes.items) table.items.push_back(std::move(item));
    return table;
}

// An edit as what it changes of the one before, variant by variant.
void append_edit(std::vector<Node>& list, const Edit& edit, const Live& before,
                 const std::vector<std::string>& variants) {
    const std::size_t first = list.size();
    for (std::size_t i = 0; i < variants.size(); ++i)
        if (edit.live.variants[i] != before.variants[i])
            list.push_back(edit_node(edit.step, live_node(edit.live.variants[i], &before.variants[i]),
                                     variants.size() > 1 ? &variants[i] : nullptr));
    if (list.size() == first) list.push_back(edit_node(edit.step, {}, nullptr));
}

Node edits_node(const Experiment& experiment) {
    std::vector<Node> list;
    const Live* before = &experiment.live;
    for (const Edit& edit : experiment.edits) {
        append_edit(list, edit, *before, experiment.setup.variants);
        before = &edit.live;
    }
    return list_node(std::move(list));
}

Node figures_node(const std::vector<FigureSpec>& figures) {
    std::vector<Node> list;
    for (const FigureSpec& figure : figures) list.push_back(figure_node(figure));
    return list_node(std::move(list));
}

}  // namespace

Node figure_node(const FigureSpec& figure) {
    Node table = table_node({{"kind", text_node(figure.kind)},
                             {"name", text_node(figure.name)},
                             {"title", text_node(figure.title)},
                             {"columns", table_node({{"epochs", list_of(figure.epochs)}})},
                             {"layers", list_of(figure.layers)},
                             {"width_mm", number_node(figure.width_mm)}});
    const bool is_overview = figure.kind == "overview";
    const bool is_plot = figure.kind == "curves" || figure.kind == "final" || figure.kind == "agreement";
    if (is_plot || is_overview) add(table, "x", text_node(figure.x));
    if (is_plot) add(table, "y", text_node(figure.y));
    if (is_overview) add(table, "plots", list_of(figure.plots));
    if (figure.panel_per_variant) add(table, "panels", text_node("variants"));
    if (figure.band != Band::Seeds) add(table, "band", text_node(word_of(figure.band)));
    return table;
}

Node stop_node(const Stop& stop) {
    Node table;
    if (stop.epochs) add(table, "epochs", whole_number_node(*stop.epochs));
    if (stop.steps) add(table, "steps", whole_number_node(*stop.steps));
    if (stop.errors) add(table, "errors", whole_number_node(*stop.errors));
    if (stop.loss) add(table, "loss", number_node(*stop.loss));
    return table;
}

Node resolved_node(const Experiment& experiment) {
    const Setup& setup = experiment.setup;
    return table_node({{"experiment", text_node(experiment.id)},
                       {"title", text_node(experiment.title)},
                       {"caption", text_node(setup.caption)},
                       {"source", text_node(experiment.source)},
                       {"data", data_node(setup)},
                       {"model", model_node(setup)},
                       {"companion", setup.companion ? kind_node(*setup.companion)
                                                     : table_node({{"kind", text_node("none")}})},
                       {"optimizer", kind_node(setup.optimizer)},
                       {"engine", text_node(word_of(setup.engine))},
                       {"precision", text_node(word_of(setup.precision))},
                       {"live", live_node(experiment.live.variants.front(), nullptr)},
                       {"variants", variants_node(experiment)},
                       {"sweep", table_node({{"weights", list_of(experiment.weights)},
                                             {"seeds", whole_number_node(experiment.seeds)},
                                             {"variants", list_of(setup.variants)}})},
                       {"seed", seed_node(setup.seed)},
                       {"edits", edits_node(experiment)},
                       {"stop", stop_node(setup.stop)},
                       {"readouts", list_of(setup.readouts)},
                       {"claims", list_of(experiment.claims)},
                       {"figures", figures_node(experiment.figures)}});
}

Experiment experiment_from(const Node& resolved) {
    return read_experiment(resolved, read_text(required(resolved, "experiment", "The recipe"), "experiment"));
}

Experiment with_log(Experiment experiment, const std::vector<Edit>& edits) {
    experiment.live = edits.front().live;
    experiment.derives_learning_rate.assign(experiment.live.variants.size(), false);
    experiment.edits.assign(edits.begin() + 1, edits.end());
    return experiment;
}

void override_run(const Overrides& overrides, Setup& setup, Stop& stop) {
    const Node over = override_table(overrides);
    if (const Node* node = over.find("stop")) {
        Setup read;
        read_stop(merged(stop_node(stop), *node), read);
        stop = read.stop;
    }
    if (const Node* node = over.find("engine")) setup.engine = read_engine(*node);
    if (const Node* node = over.find("precision")) setup.precision = read_precision(*node);
}

}  // namespace reweigh
