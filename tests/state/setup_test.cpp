#include "core/state/setup.h"

#include <doctest/doctest.h>

#include <limits>

namespace reweigh {

TEST_CASE("the next seed counts up everywhere and never begins again") {
    constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
    Setup setup;
    setup.seed = 7;
    setup.data_seed = 3;
    setup.replicas = {{0, -4, 7}, {0, -4, 8}};
    const auto next = with_next_seed(setup);
    REQUIRE(next);
    CHECK(next->seed == 8);
    CHECK(next->data_seed == 3);
    CHECK(next->replicas == std::vector<Replica>{{0, -4, 8}, {0, -4, 9}});
    setup.replicas[1].seed = largest - 1;
    CHECK(with_next_seed(setup)->replicas[1].seed == largest);
    setup.replicas[1].seed = largest;
    CHECK_FALSE(with_next_seed(setup));
    setup.replicas.pop_back();
    setup.seed = largest;
    CHECK_FALSE(with_next_seed(setup));
}

TEST_CASE("weights and replicas are named as people read them") {
    CHECK(weight_label(0) == "1:1");
    CHECK(weight_label(-4) == "1:16");
    CHECK(weight_label(8) == "256:1");
    CHECK(weight_label(1.5) == "2.8:1");
    Setup setup;
    setup.variants = {"plain", "l2"};
    CHECK(replica_name(setup, {1, -4, 9}) == "l2/-4/9");
}

}  // namespace reweigh
