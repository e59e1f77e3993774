#include "core/data/kinds.h"

#include "core/base/error.h"
#include "core/base/philox.h"
#include "core/data/points.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace reweigh {
namespace {

// ENGINE.md, section 4: over the bits of the floats, in order.
std::uint64_t contract_hash(const std::vector<float>& values) {
    std::uint64_t hash = 14695981039346656037u;
    for (const float value : values) hash = (hash ^ std::bit_cast<std::uint32_t>(value)) * 1099511628211u;
    return hash;
}

struct Moments {
    double mean = 0, deviation = 0;
};
Moments moments(const std::vector<double>& values) {
    const auto n = static_cast<double>(values.size());
    Moments moments;
    for (const double value : values) moments.mean += value / n;
    double squares = 0;
    for (const double value : values) squares += (value - moments.mean) * (value - moments.mean);
    moments.deviation = std::sqrt(squares / (n - 1));
    return moments;
}

double normal_density(double x) { return std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi); }

// The variance of a standard normal truncated to +-k.
double truncated_variance(double k) {
    return 1 - 2 * k * normal_density(k) / std::erf(k / std::numbers::sqrt2);
}

// The coordinates of the points first ... last-1 along a direction.
std::vector<double> along(const Dataset& data, Vec2 direction, std::int64_t first, std::int64_t last) {
    std::vector<double> values;
    for (std::int64_t i = first; i < last; ++i) values.push_back(dot(direction, data.point(i)));
    return values;
}

// Largest difference between the empirical distribution of U and the uniform one, times sqrt n.
double kolmogorov_distance(std::vector<double> uniforms) {
    std::sort(uniforms.begin(), uniforms.end());
    const auto n = static_cast<double>(uniforms.size());
    double distance = 0;
    for (std::size_t i = 0; i < uniforms.size(); ++i)
        distance = std::max({distance, std::abs(uniforms[i] - static_cast<double>(i) / n),
                             std::abs(uniforms[i] - static_cast<double>(i + 1) / n)});
    return distance * std::sqrt(n);
}

constexpr double kolmogorov_limit = 2.2;  // exceeded once in 8,000 samples

const DataParams made_sets[] = {TruncatedNormalParams{}, MoonsParams{}, GaussiansParams{}, SoudryParams{}};

}  // namespace

TEST_CASE("the caps of data seed 1 have the documented bits and singular value") {
    const Dataset data = make_dataset(TruncatedNormalParams{}, 1);
    CHECK(contract_hash(data.inputs) == 0xc49d6c8763c86ba1u);
    CHECK(data.sigma_max == doctest::Approx(22.3307).epsilon(3e-6));
    CHECK(derived_learning_rate(data) == doctest::Approx(0.0448).epsilon(1e-3));
}

TEST_CASE("the caps of any data seed have the singular value that gives the paper's rate") {
    std::vector<double> sigmas;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        sigmas.push_back(make_dataset(TruncatedNormalParams{}, seed).sigma_max);
        CHECK(std::abs(sigmas.back() - 22.24) <= 1.3);
    }
    CHECK(moments(sigmas).mean ==
          doctest::Approx(std::sqrt(1024 * (0.64 * 0.64 + truncated_variance(1) * 0.25))).epsilon(0.003));
    CHECK(moments(sigmas).deviation == doctest::Approx(0.38).epsilon(0.15));
}

TEST_CASE("the caps are point-symmetric to the bit") {
    const Dataset data = make_dataset(TruncatedNormalParams{}, 7);
    REQUIRE(data.size() == 1024);
    for (std::int64_t i = 0; i < 512; ++i) {
        CHECK(data.point(512 + i) == -data.point(i));
        CHECK(data.labels[static_cast<std::size_t>(i)] == 1);
        CHECK(data.labels[static_cast<std::size_t>(512 + i)] == 0);
    }
}

TEST_CASE("the caps follow truncated normals along and across the axis") {
    const Dataset data = make_dataset(TruncatedNormalParams{.count = 50'000}, 3);
    const auto p = along(data, main_axis, 0, 50'000), q = along(data, cross_axis, 0, 50'000);
    CHECK(std::abs(moments(p).mean - 0.64) < 4 * 0.5 * std::sqrt(0.2911 / 50'000));
    CHECK(moments(p).deviation == doctest::Approx(0.5 * std::sqrt(truncated_variance(1))).epsilon(0.01));
    CHECK(std::abs(moments(q).mean) < 4 * 0.5 * std::sqrt(0.774 / 50'000));
    CHECK(moments(q).deviation == doctest::Approx(0.5 * std::sqrt(truncated_variance(2))).epsilon(0.01));
    std::vector<double> uniform_p, uniform_q;
    double mixed = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
        const double z = (p[i] - 0.64) / 0.5, y = q[i] / 0.5;
        CHECK(std::abs(z) <= 1 + 1e-6);
        CHECK(std::abs(y) <= 2 + 1e-6);
        uniform_p.push_back(0.5 +
                            0.5 * std::erf(z / std::numbers::sqrt2) / std::erf(1 / std::numbers::sqrt2));
        uniform_q.push_back(0.5 + 0.5 * std::erf(y / std::numbers::sqrt2) / std::erf(std::numbers::sqrt2));
        mixed += (uniform_p.back() - 0.5) * (uniform_q.back() - 0.5);
    }
    CHECK(kolmogorov_distance(uniform_p) < kolmogorov_limit);
    CHECK(kolmogorov_distance(uniform_q) < kolmogorov_limit);
    CHECK(std::abs(mixed) < 4 * std::sqrt(50'000.0) / 12);
}

TEST_CASE("angle and shift place the negative cap") {
    const Dataset data = make_dataset(TruncatedNormalParams{.angle = -30, .shift = -2}, 5);
    const double turn = -30 * std::numbers::pi / 180;
    for (std::int64_t i = 0; i < 512; ++i) {
        const Vec2 p = data.point(i), n = data.point(512 + i);
        CHECK(
            n.x ==
            doctest::Approx(p.x * std::cos(turn) - p.y * std::sin(turn) - std::numbers::sqrt2).epsilon(1e-5));
        CHECK(
            n.y ==
            doctest::Approx(p.x * std::sin(turn) + p.y * std::cos(turn) - std::numbers::sqrt2).epsilon(1e-5));
    }
    const Dataset quarter = make_dataset(TruncatedNormalParams{.angle = -270}, 5);
    CHECK(quarter.point(512) == Vec2{-quarter.point(0).y, quarter.point(0).x});
}

TEST_CASE("moons are half circles with normal noise") {
    const Dataset data = make_dataset(MoonsParams{.count = 20'000}, 2);
    std::vector<double> noise_x, noise_y, uniforms;
    for (std::int64_t i = 0; i < data.size(); ++i) {
        const bool positive = i < 20'000;
        CHECK(data.labels[static_cast<std::size_t>(i)] == (positive ? 1 : 0));
        const double t = std::numbers::pi * static_cast<double>(i % 20'000) / 19'999;
        const Vec2 place =
            positive ? Vec2{1 - std::cos(t), 0.5 - std::sin(t)} : Vec2{std::cos(t), std::sin(t)};
        noise_x.push_back((data.point(i) - place).x);
        noise_y.push_back((data.point(i) - place).y);
        uniforms.push_back(0.5 * std::erfc(-noise_x.back() / 0.1 / std::numbers::sqrt2));
    }
    for (const auto& noise : {noise_x, noise_y}) {
        CHECK(std::abs(moments(noise).mean) < 4 * 0.1 / 200);
        CHECK(moments(noise).deviation == doctest::Approx(0.1).epsilon(0.015));
    }
    CHECK(kolmogorov_distance(uniforms) < kolmogorov_limit);
    CHECK(make_dataset(MoonsParams{}, 2).sigma_max == doctest::Approx(32.3).epsilon(0.01));
}

TEST_CASE("moons without noise lie on their circles") {
    const Dataset data = make_dataset(MoonsParams{.count = 5, .noise = 0}, 1);
    CHECK(length(data.point(0) - Vec2{0, 0.5}) < 1e-6);
    CHECK(length(data.point(2) - Vec2{1, -0.5}) < 1e-6);
    CHECK(length(data.point(5) - Vec2{1, 0}) < 1e-6);
    CHECK(length(data.point(9) - Vec2{-1, 0}) < 1e-6);
}

TEST_CASE("overlapping gaussians have the documented Bayes error") {
    const Dataset data = make_dataset(GaussiansParams{.count = 50'000}, 4);
    for (const double sign : {1.0, -1.0}) {
        const std::int64_t first = sign > 0 ? 0 : 50'000;
        const auto p = along(data, main_axis, first, first + 50'000),
                   q = along(data, cross_axis, first, first + 50'000);
        CHECK(std::abs(moments(p).mean - sign * 0.64) < 4 * 0.5 / std::sqrt(50'000.0));
        CHECK(std::abs(moments(q).mean) < 4 * 0.5 / std::sqrt(50'000.0));
        CHECK(moments(p).deviation == doctest::Approx(0.5).epsilon(0.015));
        CHECK(moments(q).deviation == doctest::Approx(0.5).epsilon(0.015));
    }
    double errors = 0;
    for (std::int64_t i = 0; i < data.size(); ++i)
        errors += (dot(main_axis, data.point(i)) > 0) != (data.labels[static_cast<std::size_t>(i)] == 1);
    CHECK(errors / 100'000 == doctest::Approx(0.1003).epsilon(0.04));
    CHECK(make_dataset(GaussiansParams{}, 1).sigma_max == doctest::Approx(26.0).epsilon(0.04));
}

TEST_CASE("soudry's points start with the four support vectors and keep their distance") {
    double smallest = 100, largest = 0;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const Dataset data = make_dataset(SoudryParams{}, seed);
        REQUIRE(data.size() == 16);
        CHECK(data.point(0) == Vec2{0.5, 1.5});
        CHECK(data.point(1) == Vec2{1.5, 0.5});
        CHECK(data.point(8) == Vec2{-0.5, -1.5});
        CHECK(data.point(9) == Vec2{-1.5, -0.5});
        for (std::int64_t i = 0; i < 16; ++i) {
            if (i % 8 < 2) continue;
            const double sign = i < 8 ? 1 : -1, p = sign * dot(main_axis, data.point(i));
            CHECK(p >= std::numbers::sqrt2 + 0.3 - 1e-6);
            CHECK(p <= std::numbers::sqrt2 + 1.5 + 1e-6);
            CHECK(std::abs(dot(cross_axis, data.point(i))) <= 1.2 + 1e-6);
        }
        smallest = std::min(smallest, data.sigma_max);
        largest = std::max(largest, data.sigma_max);
    }
    CHECK(smallest > 7.8);
    CHECK(largest < 9.7);
}

TEST_CASE("the uniforms of a point come from its own block of the data stream") {
    const PhiloxBlock words = philox(9, {42, 0, 0, 1u << 24});
    const auto expected = [](std::uint32_t high, std::uint32_t low) {
        const std::uint64_t joined = std::uint64_t{high} << 32 | low;
        return (static_cast<double>(joined >> 11) + 0.5) / 9007199254740992.0;
    };
    const UniformPair uniform = uniform_pair(9, 42);
    CHECK(uniform.first == expected(words[0], words[1]));
    CHECK(uniform.second == expected(words[2], words[3]));
}

TEST_CASE("a data seed fixes the points and another gives others") {
    for (const DataParams& params : made_sets) {
        CHECK(make_dataset(params, 1).digest == make_dataset(params, 1).digest);
        CHECK(make_dataset(params, 1).digest != make_dataset(params, 2).digest);
        CHECK(make_dataset(params, 1).digest != make_dataset(params, (std::uint64_t{1} << 32) + 1).digest);
    }
}

TEST_CASE("more points a class keep the earlier ones of the positive class") {
    const Dataset few = make_dataset(TruncatedNormalParams{.count = 10}, 1),
                  many = make_dataset(TruncatedNormalParams{.count = 20}, 1);
    for (std::int64_t i = 0; i < 10; ++i) CHECK(few.point(i) == many.point(i));
}

TEST_CASE("every made set names its kind, balances its classes and shows its documented box") {
    const Rect boxes[] = {{{-1.8, -1.8}, {1.8, 1.8}},
                          {{-1.5, -1}, {2.5, 1.5}},
                          {{-2.5, -2.5}, {2.5, 2.5}},
                          {{-3.5, -3.5}, {3.5, 3.5}}};
    for (std::size_t k = 0; k < std::size(made_sets); ++k) {
        const Dataset data = make_dataset(made_sets[k], 1);
        const Kind kind = kind_of_value(made_sets[k]);
        CHECK(data.kind == kind.key);
        CHECK(data.source == kind.label);
        CHECK(data.area_box == boxes[k]);
        CHECK(data.weights.empty());
        CHECK(data.notices.empty());
        CHECK(data.inputs.size() == 2 * data.labels.size());
        CHECK(2 * std::count(data.labels.begin(), data.labels.end(), std::uint8_t{1}) == data.size());
    }
}

TEST_CASE("a set whose shape was changed is shown whole") {
    for (const DataParams& params :
         {DataParams{TruncatedNormalParams{.centre = 8}}, DataParams{MoonsParams{.noise = 1}},
          DataParams{GaussiansParams{.spread = 4}}}) {
        const Dataset data = make_dataset(params, 1);
        for (std::int64_t i = 0; i < data.size(); ++i) CHECK(data.area_box.contains(data.point(i)));
    }
    CHECK(make_dataset(TruncatedNormalParams{.count = 50, .centre = 0.6}, 1).area_box ==
          Rect{{-1.8, -1.8}, {1.8, 1.8}});
}

TEST_CASE("a parameter outside its range is refused by name") {
    CHECK_THROWS_WITH_AS(make_dataset(MoonsParams{.count = 3}, 1),
                         "Parameter \"data.count\" is 3, expected a whole number from 4 to 50000.", Error);
    CHECK_THROWS_WITH_AS(make_dataset(GaussiansParams{.spread = std::nan("")}, 1),
                         "Parameter \"data.spread\" is nan, expected a number from 0.01 to 4.", Error);
}

}  // namespace reweigh
