#include "app/widgets/typed_number.h"

#include "app/widgets/field.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace reweigh;

TEST_CASE("a typed number is read whole or not at all") {
    CHECK(read_number("0.5", 0, 1).value == 0.5);
    CHECK(read_number(" 1e-3 ", 0, 1).value == 1e-3);
    CHECK(read_number("1/16", 0, 1).value == 0.0625);
    CHECK(read_number("\u22120.5", -1, 1).value == -0.5);
    CHECK(read_number("+0.5", -1, 1).value == 0.5);
    for (const char* half : {"", "0.5x", "1e", "-", "0,5", "1/", "/2", "nan", "inf", "1 2"}) {
        CAPTURE(half);
        const Typed typed = read_number(half, -10, 10);
        CHECK(!typed.value);
        CHECK(typed.refusal == "\"" + std::string(half) + "\" is not a number.");
    }
}

TEST_CASE("a number out of range is refused, naming the range") {
    CHECK(read_number("11", 1e-5, 10).refusal == "11 is outside 1e-5 to 10.");
    CHECK(read_whole("3", 4, 50'000).refusal == "3 is outside 4 to 50,000.");
    CHECK(read_weight("1:512", -8, 8).refusal == "1:512 is outside 1:256 to 256:1.");
}

TEST_CASE("a whole number has no fraction and may have commas") {
    CHECK(read_whole("1,024", 1, 2000).value == 1024);
    CHECK(read_whole("12.5", 1, 2000).refusal == "\"12.5\" is not a whole number.");
}

TEST_CASE("a weight is a ratio or a power of two") {
    CHECK(read_weight("1:16", -8, 8).value == -4);
    CHECK(read_weight("16:1", -8, 8).value == 4);
    CHECK(read_weight("1/4", -8, 8).value == -2);
    CHECK(read_weight("-3", -8, 8).value == -3);
    CHECK(!read_weight("0:1", -8, 8).value);
    CHECK(!read_weight("a:b", -8, 8).value);
}

TEST_CASE("weights below one read as fractions") {
    CHECK(weight_text(1) == "1");
    CHECK(weight_text(0.0625) == "1/16");
    CHECK(weight_text(1.0 / 256) == "1/256");
    CHECK(weight_text(256) == "256");
    CHECK(weight_text(0.6666) == "0.667");
}

TEST_CASE("a drag keeps to the range and to numbers that people type") {
    const NumberKind share{0, 0.9, Scale::Linear};
    CHECK(dragged(0, 1e6, share, false) == doctest::Approx(0.9));
    CHECK(dragged(0.5, -1e6, share, false) == 0);
    CHECK(dragged(0.5, 0, share, false) == doctest::Approx(0.5));
    const NumberKind rate{1e-5, 10, Scale::Log};
    CHECK(dragged(0.01, 400.0 / 6, rate, false) == doctest::Approx(0.1));  // a sixth of six decades
    CHECK(dragged(0.01, 40, rate, true) < dragged(0.01, 40, rate, false));
    const NumberKind count{4, 50'000, Scale::Log, NumberKind::Reading::Whole};
    const double some = dragged(512, 17, count, false);
    CHECK(some == std::round(some));
}

TEST_CASE("a log drag that may end at zero reaches it") {
    const NumberKind l2{0, 1, Scale::Log};
    CHECK(dragged(1e-3, -1e6, l2, false) == 0);
    CHECK(dragged(0, 1e6, l2, false) == 1);
    CHECK(dragged(0, 100, l2, false) > 1e-6);
}

TEST_CASE("keys step a number up and down again") {
    const NumberKind whole{1, 64, Scale::Linear, NumberKind::Reading::Whole};
    CHECK(stepped(1, 1, whole) == 2);
    CHECK(stepped(1, -1, whole) == 1);
    const NumberKind rate{1e-5, 10, Scale::Log};
    CHECK(stepped(0.1, 10, rate) == doctest::Approx(1));
    CHECK(stepped(0.1, -10, rate) == doctest::Approx(0.01));
}
