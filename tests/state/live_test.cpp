#include "core/state/live.h"

#include "core/state/setup.h"

#include <doctest/doctest.h>

namespace reweigh {

TEST_CASE("the heavier class weighs one, the other is down-weighted") {
    CHECK(class_weights(-4, WeightScale::Heavier).positive == 1.0 / 16);
    CHECK(class_weights(-4, WeightScale::Heavier).negative == 1);
    CHECK(class_weights(4, WeightScale::Heavier).positive == 1);
    CHECK(class_weights(4, WeightScale::Heavier).negative == 1.0 / 16);
}

TEST_CASE("weight scales mean and sum keep the ratio") {
    for (const WeightScale scale : {WeightScale::Mean, WeightScale::Sum}) {
        const ClassWeights weights = class_weights(3, scale);
        CHECK(weights.positive / weights.negative == doctest::Approx(8));
    }
    const ClassWeights mean = class_weights(3, WeightScale::Mean), sum = class_weights(3, WeightScale::Sum);
    CHECK(mean.positive + mean.negative == doctest::Approx(2));
    CHECK(sum.positive + sum.negative == doctest::Approx(1));
}

TEST_CASE("the effective importance is the sweep weight plus the live one, clamped") {
    Live live;
    live.variants[0].importance = 6;
    CHECK(effective_importance({.weight = 4}, live) == 8);
    CHECK(effective_importance({.weight = -8}, live) == -2);
}

TEST_CASE("a log2 weight reads as a ratio") {
    CHECK(weight_label(-4) == "1:16");
    CHECK(weight_label(0) == "1:1");
    CHECK(weight_label(8) == "256:1");
    CHECK(weight_label(-1.5) == "1:2.8");
}

}  // namespace reweigh
