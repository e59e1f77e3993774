#include "core/experiment/figure_recipe.h"

#include <doctest/doctest.h>

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

}  // namespace reweigh
