#include "core/margin/max_margin.h"

#include "core/data/kinds.h"

#include <doctest/doctest.h>

#include <numbers>

namespace reweigh {

TEST_CASE("the caps of data seed 1 have half margin .14390") {
    const auto separator = max_margin(make_dataset(TruncatedNormalParams{}, 1));
    REQUIRE(separator);
    CHECK(separator->half_margin == doctest::Approx(0.14390).epsilon(5e-5));
    CHECK(length(separator->origin) < 1e-6);
}

TEST_CASE("soudry's points are separated along u at sqrt 2 by four support vectors") {
    const auto separator = max_margin(make_dataset(SoudryParams{}, 1));
    REQUIRE(separator);
    CHECK(length(separator->line.normal - Vec2{std::numbers::sqrt2 / 2, std::numbers::sqrt2 / 2}) < 1e-9);
    CHECK(separator->half_margin == doctest::Approx(std::numbers::sqrt2).epsilon(1e-9));
    CHECK(separator->support_vectors == std::vector<int>{0, 1, 8, 9});
}

}  // namespace reweigh
