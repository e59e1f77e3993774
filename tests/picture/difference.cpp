#include "tests/picture/difference.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

namespace reweigh {
namespace {

constexpr int tile = 32, most_strange = 6, tolerance = 40;
constexpr double most_mean = 0.01;

using Channels = std::array<int, 3>;

Channels channels(Color color) { return {color.red, color.green, color.blue}; }

Color at(const Grid<Color>& picture, int column, int row) {
    column = std::clamp(column, 0, picture.width - 1);
    row = std::clamp(row, 0, picture.height - 1);
    return picture.values[static_cast<std::size_t>(row) * static_cast<std::size_t>(picture.width) +
                          static_cast<std::size_t>(column)];
}

bool is_strange(const Grid<Color>& picture, const Grid<Color>& other, int column, int row) {
    const Channels own = channels(at(picture, column, row));
    Channels low = channels(at(other, column, row)), high = low;
    if (own == low) return false;  // most of them
    for (int y = row - 1; y <= row + 1; ++y)
        for (int x = column - 1; x <= column + 1; ++x) {
            const Channels near = channels(at(other, x, y));
            for (std::size_t c = 0; c < own.size(); ++c) {
                low[c] = std::min(low[c], near[c]);
                high[c] = std::max(high[c], near[c]);
            }
        }
    for (std::size_t c = 0; c < own.size(); ++c)
        if (own[c] < low[c] - tolerance || own[c] > high[c] + tolerance) return true;
    return false;
}

int strange_pixels(const Grid<Color>& a, const Grid<Color>& b, int left, int top) {
    int count = 0;
    for (int row = top; row < std::min(top + tile, a.height); ++row)
        for (int column = left; column < std::min(left + tile, a.width); ++column)
            if (is_strange(a, b, column, row) || is_strange(b, a, column, row)) ++count;
    return count;
}

double mean_difference(const Grid<Color>& a, const Grid<Color>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        const Channels left = channels(a.values[i]), right = channels(b.values[i]);
        for (std::size_t c = 0; c < left.size(); ++c) sum += std::abs(left[c] - right[c]);
    }
    return sum / (3 * 255.0 * static_cast<double>(a.values.size()));
}

}  // namespace

PictureDifference difference(const Grid<Color>& expected, const Grid<Color>& found) {
    if (expected.width != found.width || expected.height != found.height)
        throw Error("The pictures have unlike sizes.");
    PictureDifference worst{mean_difference(expected, found), 0, 0, 0};
    // Half a tile apart: what lies across a border of tiles lies within another one.
    for (int row = 0; row < expected.height; row += tile / 2)
        for (int column = 0; column < expected.width; column += tile / 2) {
            const int strange = strange_pixels(expected, found, column, row);
            if (strange > worst.strange)
                worst = {worst.mean, strange, column, std::max(0, expected.height - row - tile)};
        }
    return worst;
}

bool is_alike(const PictureDifference& difference) {
    return difference.mean <= most_mean && difference.strange <= most_strange;
}

std::string to_text(const PictureDifference& difference) {
    std::array<char, 96> text{};
    std::snprintf(text.data(), text.size(), "mean %.2f %%, %d strange pixels at %d, %d",
                  100 * difference.mean, difference.strange, difference.column, difference.row);
    return text.data();
}

}  // namespace reweigh
