#include "app/imgui_canvas.h"

#include "app/style.h"
#include "core/figure/marks.h"
#include "core/figure/straighten.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <ranges>

namespace reweigh {
namespace {

// A line of more points is drawn in pieces, each far below the 16-bit vertex index.
constexpr std::size_t most_points = 4096;

constexpr float largest_sprite = 12;  // pixels of radius

float signed_area(std::span<const ImVec2> polygon) {
    float sum = 0;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const ImVec2 a = polygon[i], b = polygon[(i + 1) % polygon.size()];
        sum += a.x * b.y - b.x * a.y;
    }
    return sum;
}

bool is_upright_rectangle(std::span<const ImVec2> polygon) {
    if (polygon.size() != 4) return false;
    for (std::size_t i = 0; i < 4; ++i) {
        const ImVec2 a = polygon[i], b = polygon[(i + 1) % 4];
        if (a.x != b.x && a.y != b.y) return false;
    }
    return true;
}

ImVec2 between(ImVec2 a, ImVec2 b, float share) {
    return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

// Calls `emit` with every visible piece of a path: `dash` alternates visible and hidden lengths in pixels.
template <class Emit>
void split_dashes(std::span<const ImVec2> path, std::span<const float> dash, Emit emit) {
    std::vector<ImVec2> piece;
    std::size_t phase = 0;
    float left = dash[0];
    if (!path.empty()) piece.push_back(path.front());
    for (std::size_t i = 1; i < path.size(); ++i) {
        const float length = std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y);
        float done = 0;
        while (length - done > left) {
            done += left;
            const ImVec2 turn = between(path[i - 1], path[i], done / length);
            if (phase % 2 == 0) {
                piece.push_back(turn);
                emit(piece);
            }
            piece.assign(1, turn);
            phase = (phase + 1) % dash.size();
            left = dash[phase];
        }
        left -= length - done;
        if (phase % 2 == 0) piece.push_back(path[i]);
    }
    if (phase % 2 == 0 && piece.size() > 1) emit(piece);
}

}  // namespace

ImGuiCanvas::ImGuiCanvas(ImDrawList& list, CanvasPlace place, SurfacePainter& surfaces)
    : list_(&list), place_(place), surfaces_(&surfaces) {}

ImVec2 ImGuiCanvas::pixels(Vec2 at) const {
    return {place_.origin.x + static_cast<float>(at.x * place_.pixels_per_point),
            place_.origin.y + static_cast<float>(at.y * place_.pixels_per_point)};
}

void ImGuiCanvas::fill(std::span<const Vec2> convex_polygon, Color color) {
    path_.clear();
    for (const Vec2 point : convex_polygon) path_.push_back(pixels(point));
    if (color.alpha == 255 && is_upright_rectangle(path_)) return fill_rectangle(color);
    // Dear ImGui's soft edge lies outside only for clockwise polygons.
    if (signed_area(path_) < 0) std::ranges::reverse(path_);
    const ImDrawListFlags flags = list_->Flags;
    // Soft edges of translucent neighbours would show as seams.
    if (color.alpha < 255) list_->Flags &= ~ImDrawListFlags_AntiAliasedFill;
    list_->AddConvexPolyFilled(path_.data(), static_cast<int>(path_.size()), to_im(color));
    list_->Flags = flags;
}

// On whole pixels: sharp, and equal squares stay equal.
void ImGuiCanvas::fill_rectangle(Color color) {
    const auto [left, right] = std::ranges::minmax(path_ | std::views::transform(&ImVec2::x));
    const auto [top, bottom] = std::ranges::minmax(path_ | std::views::transform(&ImVec2::y));
    const ImVec2 corner{std::round(left), std::round(top)};
    const ImVec2 size{std::max(1.0F, std::round(right - left)), std::max(1.0F, std::round(bottom - top))};
    list_->AddRectFilled(corner, {corner.x + size.x, corner.y + size.y}, to_im(color));
}

void ImGuiCanvas::solid(std::span<const ImVec2> path, Color color, float width) {
    for (std::size_t first = 0; first + 1 < path.size(); first += most_points - 1) {
        const std::size_t count = std::min(most_points, path.size() - first);
        list_->AddPolyline(path.data() + first, static_cast<int>(count), to_im(color), 0, width);
    }
}

void ImGuiCanvas::line(std::span<const Vec2> path, const Stroke& stroke) {
    constexpr double unseen = 0.1;  // pixels
    path_.clear();
    for (const Vec2 point : straightened(path, unseen / place_.pixels_per_point))
        path_.push_back(pixels(point));
    // Lines of whole pixels come from a texture: a third of the triangles.
    const auto width = static_cast<float>(std::max(1.0, std::round(stroke.width * place_.pixels_per_point)));
    std::vector<float> dash;
    for (const double length : stroke.dash)
        dash.push_back(std::max(0.5F, static_cast<float>(length * place_.pixels_per_point)));
    if (dash.empty()) return solid(path_, stroke.color, width);
    if (dash.size() % 2 == 1) dash.insert(dash.end(), dash.begin(), dash.end());
    split_dashes(path_, dash, [&](std::span<const ImVec2> piece) { solid(piece, stroke.color, width); });
}

void ImGuiCanvas::disc(Vec2 center, double radius, Color color) {
    const ImVec2 middle = pixels(center);
    const auto size = static_cast<float>(radius * place_.pixels_per_point);
    const ImTextureID sprite = size < largest_sprite ? surfaces_->disc() : ImTextureID{};
    if (!sprite) return list_->AddCircleFilled(middle, size, to_im(color));
    const float half = size / SurfacePainter::disc_share;
    list_->AddImage(sprite, {middle.x - half, middle.y - half}, {middle.x + half, middle.y + half}, {0, 0},
                    {1, 1}, to_im(color));
}

// As a picture of its own, on whole pixels, where the painter keeps one.
void ImGuiCanvas::cloud(const Cloud& cloud, const Placement& place, Rect at) {
    const double unit = place_.pixels_per_point;
    const Rect marked = common(extent(cloud, place), at);
    if (!(marked.width() > 0 && marked.height() > 0)) return;
    const ImVec2 low = pixels(marked.min), high = pixels(marked.max), origin = pixels(place.origin);
    const ImVec2 corner{std::floor(low.x), std::floor(low.y)};
    const Placement inside{{origin.x - corner.x, origin.y - corner.y}, unit * place.scale};
    Cloud scaled = cloud;
    for (Mark& mark : scaled.marks) {
        mark.radius *= unit;
        if (mark.casing) mark.casing->width *= unit;
    }
    const float width = std::ceil(high.x) - corner.x, height = std::ceil(high.y) - corner.y;
    const ImTextureID picture =
        surfaces_->cloud(scaled, inside, static_cast<int>(width), static_cast<int>(height));
    if (picture)
        list_->AddImage(picture, corner, {corner.x + width, corner.y + height});
    else
        Canvas::cloud(cloud, place, at);
}

void ImGuiCanvas::surface(const SurfaceImage& image, Rect at) {
    if (const ImTextureID texture = surfaces_->texture(image))
        list_->AddImage(texture, pixels(at.min), pixels(at.max));
}

void ImGuiCanvas::text(Vec2 at, std::string_view text, const TextStyle& style) {
    const FontAt with = font_at(style.size * place_.pixels_per_point, style.weight);
    const double width = text_extent(text, style).x;
    const double left = style.align == Align::Left     ? at.x
                        : style.align == Align::Center ? at.x - width / 2
                                                       : at.x - width;
    const ImVec2 baseline = pixels({left, at.y});
    // Whole pixels keep the letters sharp.
    const ImVec2 corner{std::round(baseline.x), std::round(baseline.y - with.ascent)};
    list_->AddText(with.font, with.size, corner, to_im(style.color), text.data(), text.data() + text.size());
}

Vec2 ImGuiCanvas::text_extent(std::string_view text, const TextStyle& style) const {
    const FontAt with = font_at(style.size * place_.pixels_per_point, style.weight);
    const ImVec2 size =
        with.font->CalcTextSizeA(with.size, FLT_MAX, 0, text.data(), text.data() + text.size());
    return {size.x / place_.pixels_per_point, size.y / place_.pixels_per_point};
}

void ImGuiCanvas::push_clip(Rect clip) { list_->PushClipRect(pixels(clip.min), pixels(clip.max), true); }
void ImGuiCanvas::pop_clip() { list_->PopClipRect(); }

}  // namespace reweigh
