#include "core/data/lobes.h"

#include "core/base/philox.h"
#include "core/data/normal_quantile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

namespace reweigh {
namespace {

constexpr int side = 32, classes = 10;
constexpr double middle = 15.5;  // of a picture, in pixels
constexpr double noise_spread = 0.05;
constexpr double least_contrast = 0.16;  // squared distance of the two colours

// Where a picture's random words begin: its shape, its colours (six a try), its noise (channel, row, column).
constexpr std::uint32_t shape_words = 0, colour_words = 8, noise_words = 1 << 16;

using Colour = std::array<double, 3>;

struct Rosette {
    int lobes = 0;
    double x = 0, y = 0, radius = 0, depth = 0;
    std::complex<double> phase;  // e^(i phase)
    Colour foreground{}, background{};
    double slope_x = 0, slope_y = 0;  // of the background, a pixel
};

double uniform(const RandomStream& words, std::uint32_t element, double low, double high) {
    return low + (high - low) * static_cast<double>(to_uniform(words.word(element)));
}

Colour random_colour(const RandomStream& words, std::uint32_t first) {
    return {uniform(words, first, 0, 1), uniform(words, first + 1, 0, 1), uniform(words, first + 2, 0, 1)};
}

double contrast(const Colour& a, const Colour& b) {
    double sum = 0;
    for (std::size_t channel = 0; channel < a.size(); ++channel)
        sum += (a[channel] - b[channel]) * (a[channel] - b[channel]);
    return sum;
}

Rosette random_rosette(const RandomStream& words, int lobes) {
    Rosette rosette;
    rosette.lobes = lobes;
    rosette.x = middle + uniform(words, shape_words, -4, 4);
    rosette.y = middle + uniform(words, shape_words + 1, -4, 4);
    rosette.radius = uniform(words, shape_words + 2, 6, 11);
    rosette.depth = lobes == 0 ? 0 : uniform(words, shape_words + 3, 0.3, 0.5);
    rosette.phase = std::polar(1.0, uniform(words, shape_words + 4, 0, 2 * std::numbers::pi));
    rosette.slope_x = uniform(words, shape_words + 5, -0.3, 0.3) / 16;
    rosette.slope_y = uniform(words, shape_words + 6, -0.3, 0.3) / 16;
    std::uint32_t element = colour_words;
    do {
        rosette.foreground = random_colour(words, element);
        rosette.background = random_colour(words, element + 3);
        element += 6;
    } while (contrast(rosette.foreground, rosette.background) < least_contrast);
    return rosette;
}

// sigma(2 (R (1 + d cos(k theta + phase)) - rho)): 1 within, 0 outside. The cosine is the real part of a
// power, which needs no trigonometry of the system's, whose last bit differs between processors.
double inside(const Rosette& rosette, int column, int row) {
    const std::complex<double> at(column - rosette.x, row - rosette.y);
    const double rho = std::sqrt(at.real() * at.real() + at.imag() * at.imag());
    const std::complex<double> direction = rho > 0 ? at / rho : 1.0;
    std::complex<double> turned = rosette.phase;
    for (int lobe = 0; lobe < rosette.lobes; ++lobe) turned *= direction;
    const double edge = rosette.radius * (1 + rosette.depth * turned.real());
    return 1 / (1 + std::exp(-2 * (edge - rho)));
}

double normal(std::uint32_t word) { return normal_quantile((static_cast<double>(word) + 0.5) * 0x1p-32); }

// The picture's planes, (3, 32, 32).
void append_picture(std::vector<std::uint8_t>& pixels, const RandomStream& words, const Rosette& rosette) {
    std::array<double, side * side> shares{};
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column)
            shares[static_cast<std::size_t>(row * side + column)] = inside(rosette, column, row);
    std::uint32_t element = noise_words;
    for (std::size_t channel = 0; channel < 3; ++channel)
        for (int i = 0; i < side * side; i += 4, element += 4) {
            const PhiloxBlock block = words.block(element / 4);
            for (int lane = 0; lane < 4; ++lane) {
                const int row = (i + lane) / side, column = (i + lane) % side;
                const double share = shares[static_cast<std::size_t>(i + lane)];
                const double behind = rosette.background[channel] + rosette.slope_x * (column - middle) +
                                      rosette.slope_y * (row - middle);
                const double value = share * rosette.foreground[channel] + (1 - share) * behind +
                                     noise_spread * normal(block[static_cast<std::size_t>(lane)]);
                pixels.push_back(static_cast<std::uint8_t>(std::lround(255 * std::clamp(value, 0.0, 1.0))));
            }
        }
}

}  // namespace

ImageSet make_lobes(std::uint64_t data_seed, LobesCounts counts, const Report& report) {
    ImageSet set = make_cifar10_like(ImageOrigin::StandIn);
    set.seed = data_seed;
    const int train = classes * counts.train, all = train + classes * counts.test;
    for (int number = 0; number < all; ++number) {
        if (number % 100 == 0)
            tell(report, static_cast<std::uint64_t>(number), static_cast<std::uint64_t>(all));
        const RandomStream words{
            .key = data_seed, .purpose = RandomPurpose::Data, .stream = static_cast<std::uint32_t>(number)};
        ImagePart& part = number < train ? set.train : set.test;
        const int label = number % classes;
        append_picture(part.pixels, words, random_rosette(words, label));
        part.labels.push_back(static_cast<std::uint8_t>(label));
    }
    return finished(std::move(set), set.source);
}

}  // namespace reweigh
