#include "core/state/live.h"

#include "core/state/setup.h"

#include <doctest/doctest.h>

#include <cmath>

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

TEST_CASE("of ten classes one weighs rho, the nine others share the rest") {
    for (const double rho : {0.1, 0.2, 0.5, 0.9}) {
        const ClassWeights weights = class_weights(std::log2(9 * rho / (1 - rho)), WeightScale::Sum, 10);
        CHECK(weights.positive == doctest::Approx(rho));
        CHECK(weights.negative == doctest::Approx((1 - rho) / 9));
    }
    const ClassWeights mean = class_weights(3, WeightScale::Mean, 10);
    CHECK(mean.positive + 9 * mean.negative == doctest::Approx(10));
    CHECK(mean.positive / mean.negative == doctest::Approx(8));
}

TEST_CASE("an importance weighs losses, or leaves points out and may lighten the other class as much") {
    Live live;
    const auto weighing = [&](Weighting weighting, double weight, int classes = 2) {
        live.variants[0].weighting = weighting;
        return weighing_of({.weight = weight}, live, classes);
    };
    CHECK(weighing(Weighting::Loss, -3).loss.positive == 1.0 / 8);
    CHECK(weighing(Weighting::Loss, -3).keeps_all());
    const Weighing fewer = weighing(Weighting::Sampling, -3);
    CHECK(fewer.weight(1) == 1);
    CHECK(fewer.weight(0) == 1);
    CHECK(fewer.share(1) == 1.0 / 8);
    CHECK(fewer.share(0) == 1);
    const Weighing balanced = weighing(Weighting::BalancedSampling, 2);
    CHECK(balanced.share(1) == 1);
    CHECK(balanced.share(0) == 0.25);
    CHECK(balanced.weight(1) == 0.25);
    CHECK(balanced.weight(0) == 1);
    live.variants[0].target_class = 6;
    CHECK(weighing(Weighting::Loss, 1, 10).weight(6) == 1);
    CHECK(weighing(Weighting::Loss, 1, 10).weight(1) == 0.5);
    CHECK(weighing(Weighting::Loss, 1, 2).target == 1);
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
