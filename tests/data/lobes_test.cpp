#include "core/data/lobes.h"

#include "core/base/philox.h"
#include "core/data/noise_images.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <numeric>

namespace reweigh {
namespace {

constexpr LobesCounts few{.train = 20, .test = 5};

// Which of the harmonics 2 ... 9 is the strongest along the circle of the rosette's own centre and radius, in
// the channel that differs most there. Its random words are 0, 1 and 2.
int strongest_harmonic(const ImageSet& set, std::int64_t i) {
    const RandomStream words{
        .key = *set.seed, .purpose = RandomPurpose::Data, .stream = static_cast<std::uint32_t>(i)};
    const double x = 11.5 + 8 * to_uniform(words.word(0)), y = 11.5 + 8 * to_uniform(words.word(1));
    const double radius = 6 + 5 * to_uniform(words.word(2));
    std::array<double, 10> best{};
    for (std::size_t channel = 0; channel < 3; ++channel) {
        std::array<std::complex<double>, 10> sums{};
        for (int step = 0; step < 360; ++step) {
            const double angle = step * std::numbers::pi / 180;
            const long column = std::clamp(std::lround(x + radius * std::cos(angle)), 0L, 31L);
            const long row = std::clamp(std::lround(y + radius * std::sin(angle)), 0L, 31L);
            const double value =
                set.picture(set.train, i)[channel * 1024 + static_cast<std::size_t>(32 * row + column)];
            for (std::size_t h = 2; h < sums.size(); ++h)
                sums[h] += value * std::polar(1.0, static_cast<double>(h) * angle);
        }
        for (std::size_t h = 2; h < sums.size(); ++h) best[h] = std::max(best[h], std::abs(sums[h]));
    }
    return static_cast<int>(std::ranges::max_element(best) - best.begin());
}

// Between a picture's darkest and brightest value.
double spread(const ImageSet& set, std::int64_t i) {
    const auto picture = set.picture(set.train, i);
    const auto [low, high] = std::ranges::minmax(picture);
    return high - low;
}

double mean(const std::vector<float>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double deviation(const std::vector<float>& values) {
    const double middle = mean(values);
    double sum = 0;
    for (const float value : values) sum += (value - middle) * (value - middle);
    return std::sqrt(sum / static_cast<double>(values.size()));
}

}  // namespace

TEST_CASE("the stand-in has the counts of SCIENCE.md 2.3 and says what it is") {
    const ImageSet set = make_lobes(1);
    CHECK(set.train.size() == 10'000);
    CHECK(set.test.size() == 2'000);
    for (int label = 0; label < 10; ++label) {
        CHECK(indices_of(set.train, label).size() == 1'000);
        CHECK(indices_of(set.test, label).size() == 200);
    }
    CHECK(set.source == "synthetic stand-in, not CIFAR-10");
    CHECK(set.kind == "lobes10");
    CHECK(set.origin == ImageOrigin::StandIn);
    CHECK(set.seed == 1);
    CHECK(set.digest == "67a7135cec74b44739a905009ec8c395c642953bfa94aa48b1607bfc95489162");
}

TEST_CASE("a seed fixes every byte of the stand-in, and fewer pictures are the first ones") {
    const ImageSet set = make_lobes(7, few);
    CHECK(make_lobes(7, few).digest == set.digest);
    CHECK(make_lobes(8, few).digest != set.digest);
    const ImageSet fewer = make_lobes(7, {.train = 10, .test = 5});
    CHECK(std::equal(fewer.train.pixels.begin(), fewer.train.pixels.end(), set.train.pixels.begin()));
}

TEST_CASE("every rosette stands out from its background") {
    const ImageSet set = make_lobes(3, few);
    for (std::int64_t i = 0; i < set.train.size(); ++i) CHECK(spread(set, i) > 255 * 0.2);
}

TEST_CASE("a rosette of class k has k lobes around its centre") {
    const ImageSet set = make_lobes(5, few);
    for (int label = 2; label < 10; ++label) {
        const std::vector<std::int64_t> pictures = indices_of(set.train, label);
        const auto is_right = [&](std::int64_t i) { return strongest_harmonic(set, i) == label; };
        CAPTURE(label);
        CHECK(std::ranges::count_if(pictures, is_right) >= 18);  // of 20: some reach over the edge
    }
}

TEST_CASE("making the stand-in can be ended") {
    CHECK_THROWS_AS(make_lobes(1, few, [](auto, auto) { return false; }), Cancelled);
}

TEST_CASE("random pictures are uniform, or normal, and fixed by their seed") {
    const ImageShape shape{};
    const std::vector<float> uniform = make_noise_images(1, 20, shape);
    CHECK(uniform.size() == 20 * 3072);
    CHECK(std::ranges::min(uniform) >= 0);
    CHECK(std::ranges::max(uniform) < 1);
    CHECK(mean(uniform) == doctest::Approx(0.5).epsilon(0.01));
    CHECK(deviation(uniform) == doctest::Approx(std::sqrt(1.0 / 12)).epsilon(0.01));
    CHECK(make_noise_images(1, 20, shape) == uniform);
    CHECK(make_noise_images(2, 20, shape) != uniform);
    const std::vector<float> first = make_noise_images(1, 1, {1, 5, 3});
    CHECK(std::equal(first.begin(), first.end(), uniform.begin()));
    const std::vector<float> normal = make_noise_images(1, 20, shape, NoiseLaw::Normal);
    CHECK(std::abs(mean(normal)) < 0.02);
    CHECK(deviation(normal) == doctest::Approx(1).epsilon(0.01));
}

}  // namespace reweigh
