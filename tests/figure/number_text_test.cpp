#include "core/figure/number_text.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace reweigh {

TEST_CASE("numbers have separators, a true minus and equal decimals") {
    CHECK(number_text(1204, 0) == "1,204");
    CHECK(number_text(-1234567.891, 2) == "\u22121,234,567.89");
    CHECK(number_text(123, 0) == "123");
    CHECK(number_text(0.5, 1) == "0.5");
    CHECK(count_text(10'000) == "10,000");
    CHECK(count_text(-1'234'567'890'123) == "\u22121,234,567,890,123");
    CHECK(number_text(7.5235e24, 1) == "7.5e24");
    CHECK(number_text(-2e7, 0) == "\u22122e7");
    CHECK(number_text(9'999'999, 0) == "9,999,999");
}

TEST_CASE("an epoch is not shown before it is reached") {
    CHECK(epoch_text(0) == "0");
    CHECK(epoch_text(0.9999) == "0.99");
    CHECK(epoch_text(4.73) == "4.73");
    CHECK(epoch_text(9.9922) == "9.99");
    CHECK(epoch_text(10) == "10");
    CHECK(epoch_text(8989.95) == "8,989");
}

TEST_CASE("a number that rounds to zero has no sign") {
    CHECK(number_text(-0.0004, 3) == "0.000");
    CHECK(signed_text(0.0004, 3) == "0.000");
    CHECK(signed_text(-0.0004, 3) == "0.000");
    CHECK(signed_text(0.048, 3) == "+0.048");
    CHECK(signed_text(-0.048, 3) == "\u22120.048");
}

TEST_CASE("values that are no number have a text of their own") {
    CHECK(number_text(std::nan(""), 3) == "\u2013");
    CHECK(signed_text(std::nan(""), 3) == "\u2013");
    CHECK(number_text(-std::numeric_limits<double>::infinity(), 0) == "\u2212\u221e");
}

TEST_CASE("short texts keep three digits and write small numbers with a power of ten") {
    CHECK(short_text(0.001) == "1e-3");
    CHECK(short_text(0.00025) == "2.5e-4");
    CHECK(short_text(0.5) == "0.5");
    CHECK(short_text(0.044781) == "0.0448");
    CHECK(short_text(3) == "3");
    CHECK(short_text(10) == "10");
    CHECK(short_text(1500) == "1,500");
    CHECK(short_text(0) == "0");
    CHECK(short_text(-0.25) == "\u22120.25");
}

}  // namespace reweigh
