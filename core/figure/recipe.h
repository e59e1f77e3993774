#pragma once

#include <string>
#include <string_view>

namespace reweigh {

// Whether the first bytes are those of a PNG, SVG, PDF, of a CSV of a figure or of its recipe in a file.
bool is_figure(std::string_view bytes);

// The recipe inside of a PNG, SVG, PDF, CSV or file of its own, told apart by their first bytes, as it was
// put in: JSON. The bytes are hostile until read: nothing outside of them is looked at. Throws Error: `{f}
// carries no Reweigh recipe (re-encoding removes it). Look for fig1.recipe.json beside the original.`, `{f}
// is no figure: ...`
std::string read_recipe(std::string_view bytes, const std::string& source);

}  // namespace reweigh
