#include "core/base/overloaded.h"
#include "core/figure/draw_parts.h"
#include "core/figure/marks.h"

#include <algorithm>
#include <array>

namespace reweigh {
namespace {

void fill_rect(Rect rect, Color color, Canvas& canvas) {
    const std::array corners{rect.min, Vec2{rect.max.x, rect.min.y}, rect.max, Vec2{rect.min.x, rect.max.y}};
    canvas.fill(corners, color);
}

void draw_frame(Rect plot, const Pen& pen) {
    const std::array path{plot.min, Vec2{plot.max.x, plot.min.y}, plot.max, Vec2{plot.min.x, plot.max.y},
                          plot.min};
    pen.canvas.line(path, {pen.colors.border, pen.unit(), {}});
}

// Grounds lie below the grid lines, all else above them.
bool is_ground(const Layer& layer) {
    return std::holds_alternative<SurfaceLayer>(layer) || std::holds_alternative<BandLayer>(layer);
}

void draw_layers(const PanelPicture& panel, const Pen& pen) {
    pen.canvas.push_clip(panel.plot);
    for (const Layer& layer : panel.layers)
        if (is_ground(layer)) draw_layer(layer, panel, pen);
    draw_grid_lines(panel, pen);
    for (const Layer& layer : panel.layers)
        if (!is_ground(layer)) draw_layer(layer, panel, pen);
    draw_mark_labels(panel, pen);
    pen.canvas.pop_clip();
}

void draw_empty_note(const PanelPicture& panel, const Pen& pen) {
    const TextStyle style = pen.small_text(pen.colors.muted, Align::Center);
    const auto lines = wrapped(panel.empty_note, panel.plot.width() - 8 * pen.unit(), style, pen.canvas);
    const double row = 18 * pen.unit();
    double y = panel.plot.center().y - row * (static_cast<double>(lines.size()) - 1) / 2;
    for (const std::string& line : lines) {
        pen.canvas.text({panel.plot.center().x, centered_baseline(y, style.size)}, line, style);
        y += row;
    }
}

// In the upper left corner, on a ground of its own: it must be read on every surface.
void draw_corner_note(const PanelPicture& panel, const Pen& pen) {
    const TextStyle style = pen.small_text(pen.colors.text);
    const double gap = 8 * pen.unit();
    const Vec2 corner = panel.plot.min + Vec2{gap, gap};
    const double width = pen.width(panel.note, style) + 2 * gap;
    fill_rect({corner, corner + Vec2{width, 22 * pen.unit()}}, pen.colors.plot, pen.canvas);
    pen.canvas.text({corner.x + gap, centered_baseline(corner.y + 11 * pen.unit(), style.size)}, panel.note,
                    style);
}

void draw_parts(const PanelPicture& panel, const Pen& pen) {
    draw_layers(panel, pen);
    draw_frame(panel.plot, pen);
    draw_ticks(panel, pen);
    draw_title_row(panel, pen);
    draw_captions(panel, pen);
    draw_curve_names(panel, pen);
    if (!panel.empty_note.empty()) draw_empty_note(panel, pen);
    if (!panel.note.empty()) draw_corner_note(panel, pen);
}

// True where a surface hides the whole ground of the plot.
bool is_covered(const PanelPicture& panel) {
    const PlotMap map(panel);
    return std::ranges::any_of(panel.layers, [&](const Layer& layer) {
        const auto* surface = std::get_if<SurfaceLayer>(&layer);
        if (!surface || !surface->logits) return false;
        const Rect at = map(surface->logits->world);
        constexpr Vec2 rounding{0.01, 0.01};  // points
        const Rect hidden{at.min - rounding, at.max + rounding};
        return hidden.contains(panel.plot.min) && hidden.contains(panel.plot.max);
    });
}

// ---- legend row, note ----

constexpr double row_height = 20;  // units

void draw_ramp(Vec2 at, const Pen& pen) {
    constexpr std::size_t strips = 32;
    const double width = 2 * legend_mark_width * pen.unit() / strips, half = 5 * pen.unit();
    for (std::size_t i = 0; i < strips; ++i) {
        const double left = at.x + width * static_cast<double>(i);  // up to the end: no hairlines between
        fill_rect({{left, at.y - half}, {at.x + width * strips, at.y + half}},
                  pen.colors.surface[i * (pen.colors.surface.size() - 1) / (strips - 1)], pen.canvas);
    }
    draw_frame({{at.x, at.y - half}, {at.x + 2 * legend_mark_width * pen.unit(), at.y + half}}, pen);
}

void draw_legend_mark(const LegendEntry& entry, Vec2 at, const Pen& pen) {
    const double width = legend_mark_units(entry) * pen.unit();
    std::visit(overloaded{[&](const Stroke& stroke) {
                              const std::array path{at, at + Vec2{width, 0}};
                              pen.canvas.line(path, stroke);
                          },
                          [&](Mark mark) {  // larger than in a grid's cells
                              mark.radius = std::max(mark.radius, 3 * pen.unit());
                              draw_mark(pen.canvas, at + Vec2{width / 2, 0}, mark);
                          },
                          [&](const Swatch& swatch) {
                              const Vec2 half{0, 5 * pen.unit()};
                              fill_rect({at - half, at + half + Vec2{width, 0}}, swatch.color, pen.canvas);
                          },
                          [&](const SurfaceRamp&) { draw_ramp(at, pen); }},
               entry.mark);
}

// Rows of entries as they fit into `width`.
std::vector<std::vector<const LegendEntry*>> legend_rows(const Figure& figure, double width, const Pen& pen) {
    std::vector<std::vector<const LegendEntry*>> rows;
    double used = 0;
    for (const LegendEntry& entry : figure.legend) {
        const double needed = (legend_mark_units(entry) + legend_mark_gap + legend_entry_gap) * pen.unit() +
                              pen.width(entry.name, pen.small_text(pen.colors.text));
        if (rows.empty() || used + needed - legend_entry_gap * pen.unit() > width) {
            rows.emplace_back();
            used = 0;
        }
        rows.back().push_back(&entry);
        used += needed;
    }
    return rows;
}

void draw_legend_row(const std::vector<const LegendEntry*>& row, Vec2 at, const Pen& pen) {
    const TextStyle style = pen.small_text(pen.colors.text);
    for (const LegendEntry* entry : row) {
        draw_legend_mark(*entry, at, pen);
        at.x += (legend_mark_units(*entry) + legend_mark_gap) * pen.unit();
        pen.canvas.text({at.x, centered_baseline(at.y, style.size)}, entry->name, style);
        at.x += pen.width(entry->name, style) + legend_entry_gap * pen.unit();
    }
}

// From the lower rim upwards: the note's lines, then the legend's rows.
void draw_foot(const Figure& figure, const Pen& pen) {
    const double margin = 8 * pen.unit(), width = figure.size.x - 2 * margin, row = row_height * pen.unit();
    TextStyle style = pen.small_text(pen.colors.muted);
    style.size *= note_share;
    const auto lines = wrapped(figure.note, width, style, pen.canvas);
    double y = figure.size.y - margin - note_row * pen.unit() * static_cast<double>(lines.size());
    const double note_top = y;
    for (const std::string& line : lines) {
        y += note_row * pen.unit();
        pen.canvas.text({margin, y - 4 * pen.unit()}, line, style);
    }
    const auto rows = legend_rows(figure, width, pen);
    y = note_top - row * (static_cast<double>(rows.size()) - 0.5) - 4 * pen.unit();
    for (const auto& entries : rows) {
        draw_legend_row(entries, {margin, y}, pen);
        y += row;
    }
}

}  // namespace

double legend_mark_units(const LegendEntry& entry) {
    return std::visit(
        overloaded{[](const Mark&) { return 12.0; }, [](const SurfaceRamp&) { return 2 * legend_mark_width; },
                   [](const auto&) { return legend_mark_width; }},
        entry.mark);
}

std::vector<std::string> wrapped(std::string_view text, double width, const TextStyle& style,
                                 const Canvas& canvas) {
    std::vector<std::string> lines;
    std::string line;
    while (!text.empty()) {
        const std::size_t space = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, space);
        const std::string longer = line.empty() ? std::string(word) : line + " " + std::string(word);
        if (!line.empty() && canvas.text_extent(longer, style).x > width) {
            lines.push_back(line);
            line = word;
        } else {
            line = longer;
        }
        text.remove_prefix(std::min(space + 1, text.size()));
    }
    if (!line.empty()) lines.push_back(line);
    return lines;
}

void draw_panel(const PanelPicture& panel, const PanelStyle& style, Canvas& canvas) {
    const Pen pen(canvas, style);
    if (!is_covered(panel)) fill_rect(panel.plot, pen.colors.plot, canvas);
    draw_parts(panel, pen);
}

void draw_words(const std::vector<Words>& words, Canvas& canvas) {
    for (const Words& each : words) canvas.text(each.at, each.text, each.style);
}

void draw(const Figure& figure, Canvas& canvas) {
    const PanelStyle style{figure.theme, figure.font_size};
    const Pen pen(canvas, style);
    if (!figure.transparent) fill_rect({{0, 0}, figure.size}, pen.colors.plot, canvas);
    if (!figure.title.empty()) canvas.text({8 * pen.unit(), 22 * pen.unit()}, figure.title, pen.title_text());
    for (const PanelPicture& panel : figure.panels) draw_parts(panel, pen);
    draw_words(figure.words, canvas);
    draw_foot(figure, pen);
}

}  // namespace reweigh
