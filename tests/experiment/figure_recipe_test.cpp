#include "core/experiment/figure_recipe.h"

#include "core/figure/agreement_plot.h"
#include "tests/support/example_snapshot.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace reweigh {

TEST_CASE("a recipe names the precision of the GPU that trained, and nothing of one where none did") {
    const Experiment experiment = load_experiment("boundary/fig1");
    FigureRecipe recipe;
    recipe.experiment = experiment;
    recipe.figure = experiment.figures.front();
    CHECK(to_json(recipe).find("gpu_precision") == std::string::npos);
    CHECK_FALSE(read_figure_recipe(to_json(recipe), "f").gpu_precision);
    recipe.gpu_precision = Precision::Bf16;
    CHECK(read_figure_recipe(to_json(recipe), "f").gpu_precision == Precision::Bf16);
}

TEST_CASE("a figure of agreement comes back from its recipe, with the set that it is about") {
    const Experiment experiment = load_experiment("images/fig4-small");
    const auto shipped = std::ranges::find(experiment.figures, "agreement", &FigureSpec::kind);
    REQUIRE(shipped != experiment.figures.end());
    Snapshot snapshot = example_snapshot(experiment.setup.replicas);
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    scene->setup = experiment.setup;
    snapshot.scene = scene;
    snapshot.live = experiment.live;
    snapshot.edits = {{0, snapshot.live}};
    add_example_steps(snapshot, {0, 1, 10});
    for (const VotedSet& set : voted_sets) {
        FigureSpec spec = *shipped;
        spec.y = set.key;
        FigureOptions options;
        options.variant = 1;
        const FigureRecipe recipe = recipe_of(experiment, snapshot, spec, options, {}, "0.1.0");
        const FigureRecipe back = read_figure_recipe(to_json(recipe), "f");
        CHECK(to_json(back) == to_json(recipe));
        CHECK(back.figure.kind == "agreement");
        CHECK(back.figure.y == set.key);
        CHECK(back.figure.panel_per_variant);
        CHECK(back.figure.width_mm == spec.width_mm);
        CHECK(back.options.variant == 1);
        CHECK(back.readouts == 3);
    }
}

}  // namespace reweigh
