#include "core/figure/recording_canvas.h"

#include "core/figure/utf8.h"

#include <array>
#include <charconv>
#include <cmath>

namespace reweigh {
namespace {

// Advances of U+0020 ... U+007E in 1/1000 em; digits at one advance.
constexpr std::array<int, 95> ascii_advances{
    281, 278, 403, 631, 638, 812, 639, 222, 362, 362, 500, 659, 280, 460, 276, 357,  // space to /
    642, 642, 642, 642, 642, 642, 642, 642, 642, 642, 276, 280, 659, 659, 659, 507,  // 0 to ?
    936, 676, 651, 727, 719, 598, 587, 743, 740, 264, 543, 652, 562, 889, 753, 761,  // @ to O
    635, 761, 639, 638, 642, 741, 676, 949, 642, 665, 625, 362, 357, 362, 469, 452,  // P to _
    497, 564, 621, 558, 621, 582, 361, 609, 591, 237, 237, 544, 237, 869, 585, 597,  // ` to o
    609, 609, 372, 523, 364, 581, 557, 812, 540, 557, 541, 362, 327, 362, 659};      // p to ~
constexpr int other_advance = 659;
constexpr double semi_bold_factor = 1.03, line_height = 1.21;  // of regular widths; ems

std::string rounded(double value, int decimals = 2) {
    std::array<char, 64> buffer;
    const double scale = std::pow(10.0, decimals);
    const double whole = std::round(value * scale);
    const double shown = whole == 0 ? 0 : whole / scale;  // no "-0.00"
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), shown, std::chars_format::fixed, decimals)
            .ptr;
    return {buffer.data(), end};
}

std::string words(Vec2 point) { return rounded(point.x) + "," + rounded(point.y); }
std::string words(Rect rect) { return words(rect.min) + " " + words(rect.max); }

std::string words(std::span<const Vec2> points) {
    std::string text;
    for (const Vec2& point : points) text += " " + words(point);
    return text;
}

std::string words(Color color) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "#";
    for (const unsigned channel : {color.red, color.green, color.blue, color.alpha}) {
        text += digits[channel >> 4];
        text += digits[channel & 15];
    }
    return text;
}

std::string words(const Stroke& stroke) {
    std::string text = words(stroke.color) + " width " + rounded(stroke.width);
    if (!stroke.dash.empty()) text += " dash";
    for (const double length : stroke.dash) text += " " + rounded(length);
    return text;
}

double mean_probability(const Grid<float>& logits, int first_row, int end_row) {
    double sum = 0;
    for (int row = first_row; row < end_row; ++row)
        for (int column = 0; column < logits.width; ++column)
            sum += 1 / (1 + std::exp(-static_cast<double>(logits.at(column, row))));
    return sum / (static_cast<double>(end_row - first_row) * logits.width);
}

std::string_view word(Align align) {
    constexpr std::array<std::string_view, 3> names{"left", "center", "right"};
    return names[static_cast<std::size_t>(align)];
}

}  // namespace

void RecordingCanvas::fill(std::span<const Vec2> convex_polygon, Color color) {
    log_ += "fill " + words(color) + words(convex_polygon) + "\n";
}

void RecordingCanvas::line(std::span<const Vec2> path, const Stroke& stroke) {
    log_ += "line " + words(stroke) + " along" + words(path) + "\n";
}

void RecordingCanvas::disc(Vec2 center, double radius, Color color) {
    log_ += "disc " + words(color) + " " + words(center) + " radius " + rounded(radius) + "\n";
}

void RecordingCanvas::surface(const SurfaceImage& image, Rect at) {
    const Grid<float>& logits = *image.logits;
    const int middle = (logits.height + 1) / 2;
    log_ += "surface " + std::to_string(logits.width) + "x" + std::to_string(logits.height) + " " +
            words(at) + " colors " + words(image.colors.front()) + " " + words(image.colors.back()) +
            " mean " + rounded(mean_probability(logits, 0, middle), 3) + " below " +
            rounded(mean_probability(logits, logits.height - middle, logits.height), 3) + " above\n";
}

void RecordingCanvas::text(Vec2 at, std::string_view text, const TextStyle& style) {
    log_ += "text " + words(at) + " " + std::string(word(style.align)) + " size " + rounded(style.size) +
            " " + (style.weight == FontWeight::SemiBold ? "semi-bold " : "") + words(style.color) + " \"" +
            std::string(text) + "\"\n";
}

Vec2 RecordingCanvas::text_extent(std::string_view text, const TextStyle& style) const {
    int advance = 0;
    for (const char32_t point : code_points(text)) {
        const bool is_ascii = point >= U' ' && point <= U'~';
        advance += is_ascii ? ascii_advances[point - U' '] : other_advance;
    }
    const double factor = style.weight == FontWeight::SemiBold ? semi_bold_factor : 1;
    return {factor * advance * style.size / 1000, line_height * style.size};
}

void RecordingCanvas::push_clip(Rect clip) { log_ += "push_clip " + words(clip) + "\n"; }

void RecordingCanvas::pop_clip() { log_ += "pop_clip\n"; }

}  // namespace reweigh
