#include "core/engine/gpu_driver.h"

#include <doctest/doctest.h>

namespace reweigh {

TEST_CASE("a GPU that is not among those found is refused by its number") {
    CHECK_FALSE(gpu_index_refuses(0, 1));
    CHECK_FALSE(gpu_index_refuses(3, 4));
    CHECK(gpu_index_refuses(0, 0) == "No NVIDIA GPU found (the driver offers none).");
    CHECK(gpu_index_refuses(1, 1) == "No GPU \"cuda:1\" found; there is cuda:0.");
    CHECK(gpu_index_refuses(4, 4) == "No GPU \"cuda:4\" found; there are cuda:0 to cuda:3.");
}

}  // namespace reweigh
