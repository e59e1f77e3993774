#include "core/base/philox.h"

#include <doctest/doctest.h>

namespace reweigh {

TEST_CASE("philox of key 0 and counter 0 gives the published block") {
    CHECK(philox(0, {0, 0, 0, 0}) == PhiloxBlock{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
}

TEST_CASE("a uniform lies in [0, 1) and an integer below n stays below n") {
    CHECK(to_uniform(0) == 0.0f);
    CHECK(to_uniform(0xFFFFFFFFu) < 1.0f);
    CHECK(to_integer_below(0xFFFFFFFFu, 7) == 6);
    CHECK(to_integer_below(0, 7) == 0);
}

}  // namespace reweigh
