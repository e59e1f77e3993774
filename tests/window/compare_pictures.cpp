#include "core/base/error.h"
#include "core/base/file.h"
#include "core/figure/png.h"

#include <cstdio>
#include <cstdlib>

namespace {

using namespace reweigh;

// Mean difference of two pictures over pixels and colours, in [0, 1]. Throws Error for unlike sizes.
double mean_difference(const Grid<Color>& a, const Grid<Color>& b) {
    if (a.width != b.width || a.height != b.height) throw Error("The pictures have unlike sizes.");
    double sum = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        const Color left = a.values[i], right = b.values[i];
        sum += std::abs(left.red - right.red) + std::abs(left.green - right.green) +
               std::abs(left.blue - right.blue);
    }
    return sum / (3 * 255.0 * static_cast<double>(a.values.size()));
}

Grid<Color> picture(const char* path) { return decode_png(read_file(path), path); }

}  // namespace

// compare_pictures EXPECTED FOUND: 0 when they differ by at most 2 % in the mean.
int main(int count, char** arguments) {
    try {
        if (count != 3) throw Error("Two pictures are needed.");
        const double difference = mean_difference(picture(arguments[1]), picture(arguments[2]));
        constexpr double most = 0.02;
        std::printf("%s: mean difference %.2f %%\n", arguments[1], 100 * difference);
        return difference <= most ? 0 : 1;
    } catch (const Error& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
        return 2;
    }
}
