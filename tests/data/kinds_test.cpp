#include "core/data/kinds.h"

#include <doctest/doctest.h>

#include <bit>

namespace reweigh {
namespace {

// ENGINE.md, section 4: over the bits of the floats, in order.
std::uint64_t contract_hash(const std::vector<float>& values) {
    std::uint64_t hash = 14695981039346656037u;
    for (const float value : values) hash = (hash ^ std::bit_cast<std::uint32_t>(value)) * 1099511628211u;
    return hash;
}

}  // namespace

TEST_CASE("the caps of data seed 1 have the documented bits and singular value") {
    const Dataset data = make_dataset(TruncatedNormalParams{}, 1);
    CHECK(contract_hash(data.inputs) == 0xc49d6c8763c86ba1u);
    CHECK(data.sigma_max == doctest::Approx(22.3307).epsilon(3e-6));
}

}  // namespace reweigh
