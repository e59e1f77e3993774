#include "core/figure/recipe.h"

#include "core/base/error.h"
#include "core/experiment/figure_recipe.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace reweigh;
    try {
        read_figure_recipe(read_recipe({reinterpret_cast<const char*>(data), size}, "f.png"), "f");
    } catch (const Error&) {
    }
    return 0;
}
