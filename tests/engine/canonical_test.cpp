#include "core/engine/canonical.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace reweigh {
namespace {

// Distance from the exact value in units of the last place of the nearest float.
double ulps(float found, double exact) {
    const float nearest = static_cast<float>(exact);
    const double unit = std::nextafter(nearest, std::numeric_limits<float>::infinity()) - double{nearest};
    return std::abs(double{found} - exact) / unit;
}

constexpr int sweep = 200'000;

}  // namespace

TEST_CASE("exp stays within 2 ulp over its range") {
    double worst = 0;
    for (int i = 0; i <= sweep; ++i) {
        const float x = static_cast<float>(-87 + 174.0 * i / sweep);
        worst = std::max(worst, ulps(canonical::exp(x), std::exp(double{x})));
    }
    CHECK(worst <= 2);
    CHECK(worst > 0.5);
}

TEST_CASE("exp clamps beyond 87 and at not-a-number") {
    CHECK(canonical::exp(0.0f) == 1.0f);
    CHECK(canonical::exp(1e9f) == canonical::exp(87.0f));
    CHECK(canonical::exp(-1e9f) == canonical::exp(-87.0f));
    CHECK(canonical::exp(std::numeric_limits<float>::quiet_NaN()) == canonical::exp(-87.0f));
}

TEST_CASE("log1p stays within 2.5 ulp on [0, 1]") {
    double worst = 0;
    for (int i = 1; i <= sweep; ++i) {
        const float t = static_cast<float>(static_cast<double>(i) / sweep);
        worst = std::max(worst, ulps(canonical::log1p(t), std::log1p(double{t})));
    }
    CHECK(worst <= 2.5);
    CHECK(worst > 0.5);
    CHECK(canonical::log1p(0.0f) == 0.0f);
}

TEST_CASE("the logistic loss holds on both sides and for large logits") {
    for (const float u : {-40.0f, -3.0f, -0.1f, 0.0f, 0.1f, 3.0f, 40.0f})
        CHECK(canonical::loss(u) == doctest::Approx(std::log1p(std::exp(-double{u}))).epsilon(1e-6));
}

}  // namespace reweigh
