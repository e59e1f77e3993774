#include "core/base/digest.h"
#include "core/base/geometry.h"
#include "core/base/grid.h"
#include "core/base/series.h"
#include "tests/support/folder.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

namespace reweigh {

TEST_CASE("a copy of a series never changes and shares all that it holds") {
    Series<int, 4> series;
    CHECK(series.empty());
    for (int i = 0; i < 6; ++i) series.append(i);
    const Series<int, 4> copy = series;
    for (int i = 6; i < 20; ++i) series.append(i);
    REQUIRE(copy.size() == 6);
    CHECK(copy.back() == 5);
    CHECK(series.size() == 20);
    CHECK(series.back() == 19);
    for (std::size_t i = 0; i < 20; ++i) CHECK(series[i] == static_cast<int>(i));
    for (std::size_t i = 0; i < 6; ++i) CHECK(&copy[i] == &series[i]);
}

TEST_CASE("the first values of a series share what they hold and grow apart from it") {
    Series<int, 4> series;
    for (int i = 0; i < 10; ++i) series.append(i);
    for (const std::size_t count : {std::size_t{0}, std::size_t{4}, std::size_t{6}, std::size_t{10}}) {
        Series<int, 4> part = series.first(count);
        REQUIRE(part.size() == count);
        for (std::size_t i = 0; i < count; ++i) CHECK(&part[i] == &series[i]);
        Series<int, 4> other = series.first(count);
        part.append(-1);
        other.append(-2);
        CHECK(part.back() == -1);
        CHECK(other.back() == -2);
        for (std::size_t i = 0; i < count; ++i) CHECK(part[i] == static_cast<int>(i));
    }
    CHECK(series.first(99).size() == 10);
    for (std::size_t i = 0; i < 10; ++i) CHECK(series[i] == static_cast<int>(i));
}

TEST_CASE("cells of a grid lie from the lower left corner rightwards, then up") {
    const Grid<int> grid{.width = 2, .height = 3, .world = {{-1, 0}, {3, 6}}, .values = {0, 1, 2, 3, 4, 5}};
    CHECK(grid.at(1, 0) == 1);
    CHECK(grid.at(0, 2) == 4);
    CHECK(grid.cell_center(0, 0) == Vec2{0, 1});
    CHECK(grid.cell_center(1, 2) == Vec2{2, 5});
}

TEST_CASE("vectors, rectangles and lines of the plane") {
    const Vec2 a{3, 4}, b{-4, 3};
    CHECK(dot(a, b) == 0);
    CHECK(cross(a, b) == 25);
    CHECK(length(a) == 5);
    CHECK(a + b == Vec2{-1, 7});
    CHECK(2 * (a - b) == Vec2{14, 2});
    CHECK(-a == Vec2{-3, -4});
    const Rect box{{0, 1}, {4, 3}};
    CHECK(box.width() == 4);
    CHECK(box.height() == 2);
    CHECK(box.center() == Vec2{2, 2});
    for (const Vec2 inside : {Vec2{0, 1}, Vec2{4, 3}, Vec2{2, 2}}) CHECK(box.contains(inside));
    for (const Vec2 outside : {Vec2{-0.1, 2}, Vec2{4.1, 2}, Vec2{2, 0.9}, Vec2{2, 3.1}})
        CHECK_FALSE(box.contains(outside));
    const Line2 line{{0.6, 0.8}, 1};
    CHECK(line.signed_distance({0.6, 0.8}) == doctest::Approx(0).epsilon(1e-15));
    CHECK(line.signed_distance(a) == doctest::Approx(4));
}

TEST_CASE("base 64 gives the test vectors of RFC 4648") {
    CHECK(base64("").empty());
    CHECK(base64("f") == "Zg==");
    CHECK(base64("fo") == "Zm8=");
    CHECK(base64("foobar") == "Zm9vYmFy");
}

TEST_CASE("SHA-256 of the vectors of FIPS 180-4") {
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 of bytes in parts and of a file is that of the whole") {
    const std::string bytes(3'000'000, 'x');
    Sha256 digest;
    digest.add(std::string_view(bytes).substr(0, 5));
    CHECK(digest.text() == sha256("xxxxx"));
    digest.add(std::string_view(bytes).substr(5));
    CHECK(digest.text() == sha256(bytes));
    const TemporaryFolder folder;
    const std::string file = folder.write("f", bytes);
    std::uint64_t last = 0;
    CHECK(sha256_of_file(file, [&](std::uint64_t done, std::uint64_t all) {
              CHECK(all == 3'000'000);
              last = done;
              return true;
          }) == sha256(bytes));
    CHECK(last == 2 << 20);
    CHECK_THROWS_AS(sha256_of_file(file, [](auto, auto) { return false; }), Cancelled);
    CHECK(sentence_of([&] { sha256_of_file(folder.path / "g"); }) ==
          "Cannot read " + (folder.path / "g").string() + ": no such file or directory.");
    CHECK(short_digest(sha256("")) == "e3b0...");
}

}  // namespace reweigh
