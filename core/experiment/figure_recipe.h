#pragma once

#include "core/experiment/experiment.h"
#include "core/state/snapshot.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// What a figure came from: enough to make it again and to tell whether it is the same. DESIGN.md 7.
struct FigureRecipe {
    std::string program;    // the version that made it
    Experiment experiment;  // with the log of the run up to the figure as its edits
    FigureSpec figure;
    FigureOptions options;
    std::int64_t step = 0;                     // that the picture shows
    std::size_t readouts = 0;                  // of the run by then
    std::vector<std::int64_t> gestures{};      // steps at which a gesture of edits began
    std::string data, numbers;                 // SHA-256 of the data and of the figure's rows
    std::optional<Precision> gpu_precision{};  // of the GPU that trained, where one did
};

// The recipe of a figure that was built from a snapshot of a run of `experiment`.
FigureRecipe recipe_of(const Experiment& experiment, const Snapshot& snapshot, const FigureSpec& spec,
                       const FigureOptions& options, const Figure& figure, const std::string& program);

// As JSON, and back. `source` names the file in sentences. Throws Error.
std::string to_json(const FigureRecipe& recipe);
FigureRecipe read_figure_recipe(std::string_view json, const std::string& source);

// The run of a figure, which ends where the picture shows it. Throws Error for a setup that cannot be
// trained and for data that are not the figure's: `{f} used data c4a3..., points.csv is 9b1e....`
Start start_of(const FigureRecipe& recipe, const std::string& source);

// The figure from such a run, as it was: without what its end added. `again`: at recipe.step. Throws Error.
Figure figure_again(const FigureRecipe& recipe, const Snapshot& again);

// SHA-256 of the rows at full precision.
std::string numbers_digest(const Figure& figure);

}  // namespace reweigh
