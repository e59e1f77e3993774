#include "core/engine/dropout_mask.h"

#include <doctest/doctest.h>

#include <numeric>

namespace reweigh {

TEST_CASE("the first keep bytes of step 0 are as written down") {
    const DropoutBytes bytes{.run_seed = 1, .step = 0, .batch_size = 8};
    CHECK(bytes.at(0, 0) == 196);
    CHECK(bytes.at(1, 0) == 217);
    CHECK(bytes.at(2, 0) == 68);
    CHECK(bytes.at(3, 0) == 33);
}

TEST_CASE("a mask keeps where the byte reaches the threshold, in short batches too") {
    const DropoutBytes bytes{.run_seed = 4, .step = 77, .batch_size = 20};
    constexpr int points = 11, hidden = 70, threshold = 100;
    const std::vector<std::uint8_t> kept = keep_mask(bytes, points, hidden, threshold);
    for (int place = 0; place < points; ++place)
        for (int unit = 0; unit < hidden; ++unit)
            REQUIRE(kept[static_cast<std::size_t>(place * hidden + unit)] ==
                    (bytes.at(place, unit) >= threshold ? 1 : 0));
}

TEST_CASE("a mask keeps the asked share and is new in every step") {
    const DropoutRule rule = dropout_rule(0.25);
    const std::vector<std::uint8_t> first = keep_mask({1, 0, 64}, 64, 256, rule.threshold);
    const double share = std::accumulate(first.begin(), first.end(), 0.0) / static_cast<double>(first.size());
    CHECK(share == doctest::Approx(0.75).epsilon(0.02));
    CHECK(first != keep_mask({1, 1, 64}, 64, 256, rule.threshold));
    CHECK(first != keep_mask({2, 0, 64}, 64, 256, rule.threshold));
}

TEST_CASE("a dropout rate is rounded to a multiple of 1/256 and the kept units make up for the others") {
    CHECK(dropout_rule(0).threshold == 0);
    CHECK(dropout_rule(0).scale == 1.0f);
    CHECK(dropout_rule(0.5).threshold == 128);
    CHECK(dropout_rule(0.5).scale == 2.0f);
    CHECK(dropout_rule(0.9).threshold == 230);
    CHECK(dropout_rule(0.9).scale == static_cast<float>(256.0 / 26));
}

}  // namespace reweigh
