#include "core/base/overloaded.h"
#include "core/figure/draw_parts.h"
#include "core/figure/marks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace reweigh {
namespace {

void stroke_path(std::span<const Vec2> path, const Stroke& stroke, const Pen& pen) {
    if (path.size() > 1) pen.canvas.line(path, stroke);
}

void stroke_path(std::span<const Vec2> path, const Stroke& stroke, const std::optional<Stroke>& casing,
                 const Pen& pen) {
    if (casing) stroke_path(path, *casing, pen);
    stroke_path(path, stroke, pen);
}

void paint(const SurfaceLayer& layer, const PlotMap& map, const PanelPicture&, const Pen& pen) {
    if (layer.logits) pen.canvas.surface({layer.logits, pen.colors.surface}, map(layer.logits->world));
}

void paint(const ContourLayer& layer, const PlotMap& map, const PanelPicture&, const Pen& pen) {
    std::vector<std::vector<Vec2>> lines = layer.lines;
    for (auto& line : lines) std::ranges::transform(line, line.begin(), map);
    if (layer.casing)
        for (const auto& line : lines) stroke_path(line, *layer.casing, pen);
    for (const auto& line : lines) stroke_path(line, layer.stroke, pen);
}

void paint(const DataLayer& layer, const PlotMap& map, const PanelPicture& panel, const Pen& pen) {
    if (!layer.cloud.data) return;
    const Vec2 origin = map(Vec2{0, 0});
    pen.canvas.cloud(layer.cloud, {origin, map(Vec2{1, 1}) - origin}, panel.plot);
}

void paint(const PointsLayer& layer, const PlotMap& map, const PanelPicture& panel, const Pen& pen) {
    const double reach = 2 * layer.mark.radius;
    const Rect seen{panel.plot.min - Vec2{reach, reach}, panel.plot.max + Vec2{reach, reach}};
    for (const Vec2& point : layer.points)
        if (const Vec2 at = map(point); seen.contains(at)) draw_mark(pen.canvas, at, layer.mark);
}

// The part of a line inside a rectangle, grown so that a clip hides its ends.
std::optional<std::array<Vec2, 2>> clipped(const Line2& line, Rect world) {
    const double margin = 0.05 * (world.width() + world.height());
    const Vec2 low = world.min - Vec2{margin, margin}, high = world.max + Vec2{margin, margin};
    const Vec2 origin = line.offset * line.normal, along{-line.normal.y, line.normal.x};
    double from = -1e300, to = 1e300;
    const auto cut = [&](double at, double rate, double least, double most) {
        if (rate == 0) return at >= least && at <= most;
        const auto [enter, leave] = std::minmax({(least - at) / rate, (most - at) / rate});
        from = std::max(from, enter);
        to = std::min(to, leave);
        return from <= to;
    };
    if (!cut(origin.x, along.x, low.x, high.x) || !cut(origin.y, along.y, low.y, high.y)) return {};
    return std::array{origin + from * along, origin + to * along};
}

void paint(const LineLayer& layer, const PlotMap& map, const PanelPicture& panel, const Pen& pen) {
    const auto ends = clipped(layer.line, {{panel.x.low, panel.y.low}, {panel.x.high, panel.y.high}});
    if (!ends) return;
    const std::array path{map((*ends)[0]), map((*ends)[1])};
    stroke_path(path, layer.stroke, layer.casing, pen);
}

void draw_cross(Vec2 at, double reach, const Stroke& stroke, const Pen& pen) {
    const std::array rising{at + Vec2{-reach, reach}, at + Vec2{reach, -reach}};
    const std::array falling{at + Vec2{-reach, -reach}, at + Vec2{reach, reach}};
    pen.canvas.line(rising, stroke);
    pen.canvas.line(falling, stroke);
}

void paint(const CurveLayer& layer, const PlotMap& map, const PanelPicture&, const Pen& pen) {
    const auto runs = reduce_to_columns(layer.values, map, pen.unit());
    for (const auto& run : runs) {
        stroke_path(run, layer.stroke, pen);
        if (run.size() == 1) pen.canvas.disc(run.front(), layer.stroke.width / 2, layer.stroke.color);
    }
    if (layer.ends_in_cross && !runs.empty())
        draw_cross(runs.back().back(), 4 * pen.unit(), {layer.stroke.color, 1.5 * pen.unit(), {}}, pen);
}

// A band's lower and upper place in one column; NaN breaks it.
struct BandEdge {
    double x, low, high;
    bool is_finite() const { return std::isfinite(x + low + high); }
};

// The lowest low and the highest high per column of a point of the style.
std::vector<BandEdge> band_edges(const BandLayer& layer, const PlotMap& map, double column) {
    std::vector<BandEdge> edges;
    for (std::size_t i = 0; i < layer.x.size();) {
        BandEdge edge{map.x(layer.x[i]), layer.low[i], layer.high[i]};
        const double end = map.x.inverse(edge.x + column);
        for (++i; edge.is_finite() && i < layer.x.size() && layer.x[i] < end &&
                  std::isfinite(layer.low[i] + layer.high[i]);
             ++i) {
            edge.low = std::min(edge.low, layer.low[i]);
            edge.high = std::max(edge.high, layer.high[i]);
        }
        edges.push_back({edge.x, map.y(edge.low), map.y(edge.high)});
    }
    return edges;
}

// Each quad reaches a little over the next, or hairlines would show between them.
void paint(const BandLayer& layer, const PlotMap& map, const PanelPicture&, const Pen& pen) {
    const std::vector<BandEdge> edges = band_edges(layer, map, pen.unit());
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        const BandEdge &from = edges[i], &to = edges[i + 1];
        if (!from.is_finite() || !to.is_finite() || !(to.x > from.x)) continue;
        const double longer = 1 + 0.5 * pen.unit() / (to.x - from.x);
        const auto reach = [&](double begin, double end) { return begin + longer * (end - begin); };
        const double end = reach(from.x, to.x);
        const std::array quad{Vec2{from.x, from.low}, Vec2{end, reach(from.low, to.low)},
                              Vec2{end, reach(from.high, to.high)}, Vec2{from.x, from.high}};
        pen.canvas.fill(quad, layer.color);
    }
}

void paint(const MarkLayer& layer, const PlotMap& map, const PanelPicture& panel, const Pen& pen) {
    const double x = map.x(layer.x);
    if (!std::isfinite(x)) return;
    const std::array path{Vec2{x, panel.plot.min.y}, Vec2{x, panel.plot.max.y}};
    pen.canvas.line(path, layer.stroke);
}

void paint(const LevelLayer& layer, const PlotMap& map, const PanelPicture& panel, const Pen& pen) {
    const double y = map.y(layer.y);
    if (!std::isfinite(y)) return;
    const std::array path{Vec2{panel.plot.min.x, y}, Vec2{panel.plot.max.x, y}};
    pen.canvas.line(path, layer.stroke);
}

void fill_box(Rect box, Color color, const Pen& pen) {
    const std::array corners{box.min, Vec2{box.max.x, box.min.y}, box.max, Vec2{box.min.x, box.max.y}};
    pen.canvas.fill(corners, color);
}

Vec2 clamped(Vec2 middle, Vec2 half, Rect plot) {
    const Vec2 low = plot.min + half, high = plot.max - half;
    return {std::max(low.x, std::min(middle.x, high.x)), std::max(low.y, std::min(middle.y, high.y))};
}

void paint(const LabelLayer& layer, const PlotMap& map, const PanelPicture& panel, const Pen& pen) {
    TextStyle style = pen.title_text(Align::Center);
    style.color = layer.color;
    style.size = pen.style.font_size;
    const Vec2 half{pen.width(layer.text, style) / 2 + 7 * pen.unit(), 10 * pen.unit()};
    const Vec2 at = map(layer.at), middle = clamped(at + layer.shift, half, panel.plot);
    if (layer.shift != Vec2{}) {
        const std::array leader{at, middle};
        pen.canvas.line(leader, {layer.color, 1.25 * pen.unit(), {}});
        pen.canvas.disc(at, 3 * pen.unit(), layer.color);
    }
    fill_box({middle - half, middle + half}, pen.colors.plot, pen);
    pen.canvas.text({middle.x, centered_baseline(middle.y, style.size)}, layer.text, style);
}

}  // namespace

void draw_layer(const Layer& layer, const PanelPicture& panel, const Pen& pen) {
    const PlotMap map(panel);
    std::visit([&](const auto& each) { paint(each, map, panel, pen); }, layer);
}

namespace {

// Left of the mark, else right of it, else wherever the plot has room.
double label_left(double mark, double width, double gap, Rect plot) {
    if (mark - gap - width >= plot.min.x) return mark - gap - width;
    return std::max(plot.min.x + gap, std::min(mark + gap, plot.max.x - gap - width));
}

}  // namespace

void draw_mark_labels(const PanelPicture& panel, const Pen& pen) {
    const AxisMap map(panel.x, panel.plot.min.x, panel.plot.max.x);
    const double row = 16 * pen.unit(), gap = 6 * pen.unit(), flag = 4 * pen.unit();
    std::vector<std::vector<Rect>> rows(4);
    for (const Layer& layer : panel.layers) {
        const auto* mark = std::get_if<MarkLayer>(&layer);
        if (!mark) continue;
        const double x = map(mark->x), top = panel.plot.min.y;
        if (!(x >= panel.plot.min.x && x <= panel.plot.max.x)) continue;
        const std::array triangle{Vec2{x - flag, top}, Vec2{x + flag, top}, Vec2{x, top + 1.5 * flag}};
        if (mark->flag) pen.canvas.fill(triangle, mark->stroke.color);
        if (mark->label.empty()) continue;
        TextStyle style = pen.small_text(mark->stroke.color);
        style.weight = FontWeight::SemiBold;
        const double width = pen.width(mark->label, style);
        const double left = label_left(x, width, gap, panel.plot);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const double y = top + row * static_cast<double>(i);
            const Rect box{{left - gap, y}, {left + width + gap, y + row}};
            const bool is_free = std::ranges::none_of(rows[i], [&](const Rect& other) {
                return box.min.x < other.max.x && other.min.x < box.max.x;
            });
            if (!is_free) continue;
            rows[i].push_back(box);
            fill_box({{left - 2 * pen.unit(), y + pen.unit()}, {left + width + 2 * pen.unit(), y + row}},
                     with_alpha(pen.colors.plot, 0.8), pen);
            pen.canvas.text({left, y + 13 * pen.unit()}, mark->label, style);
            break;
        }
    }
}

}  // namespace reweigh
