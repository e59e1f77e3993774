#include "core/data/normal_quantile.h"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>
#include <numbers>

namespace reweigh {

TEST_CASE("the normal quantile agrees with values computed to 20 digits") {
    struct Row {
        double p, x;
    };
    const Row rows[] = {{0.0749, -1.4402382675279636232},  {0.0751, -1.4388253927525399831},
                        {0.6, 0.2533471031357997988},      {0.9, 1.281551565544600467},
                        {0.975, 1.9599639845400542355},    {0.999, 3.0902323061678135415},
                        {1e-5, -4.2648907939228246285},    {1e-10, -6.3613409024040562047},
                        {1.4e-11, -6.6567230915181836369}, {1.3e-11, -6.6676114565107408386},
                        {1e-20, -9.2623400897984075737},   {1e-300, -37.047096299361199237}};
    for (const auto& [p, x] : rows) {
        CAPTURE(p);
        CHECK(std::abs(normal_quantile(p) - x) < 3e-15 * std::abs(x));
    }
    CHECK(normal_quantile(0.5) == 0);
}

TEST_CASE("the normal quantile inverts the error function and is odd around one half") {
    for (int k = 1; k < 4000; ++k) {
        const double p = k / 4000.0, x = normal_quantile(p);
        CAPTURE(p);
        CHECK(0.5 * std::erfc(-x / std::numbers::sqrt2) == doctest::Approx(p).epsilon(1e-14));
        CHECK(normal_quantile(1 - p) == doctest::Approx(-x).epsilon(1e-12));
    }
}

TEST_CASE("a truncated normal stays inside its cut and halves at 0") {
    for (const double cut : {0.01, 0.5, 1.0, 2.0, 8.0, 80.0}) {
        CAPTURE(cut);
        CHECK(std::abs(truncated_normal_quantile(cut, 0.5)) < 1e-15);
        CHECK(std::abs(truncated_normal_quantile(cut, 0x1p-54)) <= cut * (1 + 1e-12));
        CHECK(std::abs(truncated_normal_quantile(cut, 1 - 0x1p-53)) <= cut * (1 + 1e-12));
    }
    // Phi spans 0.6826894921370859 between -1 and 1.
    const double x = truncated_normal_quantile(1, 0.25);
    CHECK(normal_probability(x) == doctest::Approx(0.5 - 0.6826894921370859 / 4).epsilon(1e-14));
}

}  // namespace reweigh
