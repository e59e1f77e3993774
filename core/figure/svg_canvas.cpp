#include "core/figure/svg_canvas.h"

#include "core/base/digest.h"
#include "core/figure/colormap.h"
#include "core/figure/font.h"
#include "core/figure/png.h"
#include "core/figure/svg.h"

#include <array>
#include <charconv>
#include <cmath>

namespace reweigh {
namespace {

// To a thousandth, in the fewest digits.
std::string number(double value) {
    constexpr double parts = 1000;
    std::array<char, 32> text{};
    const double rounded = std::round(value * parts) / parts + 0.0;  // no -0
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), rounded).ptr};
}

std::string pair_text(Vec2 at) { return number(at.x) + " " + number(at.y); }

std::string attribute(std::string_view name, const std::string& value) {
    return " " + std::string(name) + "=\"" + value + "\"";
}

// "fill" or "stroke", and how opaque it is.
std::string paint(const std::string& what, Color color) {
    const std::string parts =
        std::to_string(color.red) + "," + std::to_string(color.green) + "," + std::to_string(color.blue);
    return attribute(what, "rgb(" + parts + ")") +
           (color.alpha == 255 ? "" : attribute(what + "-opacity", number(color.alpha / 255.0)));
}

std::string rectangle(Rect at) {
    return attribute("x", number(at.min.x)) + attribute("y", number(at.min.y)) +
           attribute("width", number(at.width())) + attribute("height", number(at.height()));
}

Grid<Color> colors_of(const SurfaceImage& image) {
    Grid<Color> pixels{image.logits->width, image.logits->height, {}, {}};
    for (const float logit : image.logits->values)
        pixels.values.push_back(image.colors[static_cast<std::size_t>(surface_index(logit))]);
    return pixels;
}

}  // namespace

SvgCanvas::SvgCanvas(Vec2 size) : size_(size), measuring_(CairoCanvas::svg(size)) {}

void SvgCanvas::add_path(std::span<const Vec2> path, std::string_view end, const std::string& attributes) {
    std::string data;
    for (const Vec2& point : path) data += (data.empty() ? "M " : " L ") + pair_text(point);
    body_ += "<path" + attribute("d", data + std::string(end)) + attributes + "/>\n";
}

void SvgCanvas::fill(std::span<const Vec2> convex_polygon, Color color) {
    add_path(convex_polygon, " Z", paint("fill", color));
}

void SvgCanvas::line(std::span<const Vec2> path, const Stroke& stroke) {
    std::string dash;
    for (const double length : stroke.dash) dash += (dash.empty() ? "" : " ") + number(length);
    add_path(path, "",
             attribute("fill", "none") + paint("stroke", stroke.color) +
                 attribute("stroke-width", number(stroke.width)) + attribute("stroke-linejoin", "round") +
                 (dash.empty() ? attribute("stroke-linecap", "round") : attribute("stroke-dasharray", dash)));
}

void SvgCanvas::disc(Vec2 center, double radius, Color color) {
    body_ += "<circle" + attribute("cx", number(center.x)) + attribute("cy", number(center.y)) +
             attribute("r", number(radius)) + paint("fill", color) + "/>\n";
}

void SvgCanvas::surface(const SurfaceImage& image, Rect at) {
    body_ += "<image" + rectangle(at) + attribute("preserveAspectRatio", "none") +
             attribute("href", "data:image/png;base64," + base64(encode_png(colors_of(image)))) + "/>\n";
}

void SvgCanvas::text(Vec2 at, std::string_view text, const TextStyle& style) {
    const std::string anchor = style.align == Align::Center  ? "middle"
                               : style.align == Align::Right ? "end"
                                                             : "";
    body_ += "<text" + attribute("x", number(at.x)) + attribute("y", number(at.y)) +
             attribute("font-size", number(style.size)) +
             (anchor.empty() ? "" : attribute("text-anchor", anchor)) +
             (style.weight == FontWeight::SemiBold ? attribute("font-weight", "600") : "") +
             paint("fill", style.color) + ">" + xml_escaped(text) + "</text>\n";
}

Vec2 SvgCanvas::text_extent(std::string_view text, const TextStyle& style) const {
    return measuring_.text_extent(text, style);
}

void SvgCanvas::push_clip(Rect clip) {
    const std::string id = "clip" + std::to_string(++clips_);
    body_ += "<clipPath" + attribute("id", id) + "><rect" + rectangle(clip) + "/></clipPath>\n<g" +
             attribute("clip-path", "url(#" + id + ")") + ">\n";
}

void SvgCanvas::pop_clip() { body_ += "</g>\n"; }

std::string SvgCanvas::finish(const PageWords& words) && {
    const std::string page =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg" +
        attribute("xmlns", "http://www.w3.org/2000/svg") + attribute("width", number(size_.x) + "pt") +
        attribute("height", number(size_.y) + "pt") + attribute("viewBox", "0 0 " + pair_text(size_)) +
        ">\n<g" + attribute("font-family", "'" + fonts().name + "', 'DejaVu Sans', sans-serif") +
        " xml:space=\"preserve\" style=\"font-variant-numeric:tabular-nums;\">\n" + body_ + "</g>\n</svg>\n";
    return annotate_svg(page, words);
}

}  // namespace reweigh
