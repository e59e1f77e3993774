#include "core/figure/draw_parts.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace reweigh {
namespace {

double inside_spacing(double side, const Pen& pen) { return std::min(110 * pen.unit(), side / 4.5); }

std::vector<Tick> x_ticks(const PanelPicture& panel, const Pen& pen) {
    const TextStyle style = pen.small_text(pen.colors.muted);
    const double side = panel.plot.width();
    const double spacing = panel.x.ticks == Ticks::Inside ? inside_spacing(side, pen) : 56 * pen.unit();
    return ticks_that_fit(panel.x, side, spacing,
                          [&](std::string_view text) { return pen.width(text, style); });
}

std::vector<Tick> y_ticks(const PanelPicture& panel, const Pen& pen) {
    const double side = panel.plot.height();
    return ticks(panel.y, side, panel.y.ticks == Ticks::Inside ? inside_spacing(side, pen) : side / 3.4);
}

void line(Vec2 from, Vec2 to, const Stroke& stroke, const Pen& pen) {
    const std::array path{from, to};
    pen.canvas.line(path, stroke);
}

bool has_grid(const Axis& axis) { return axis.ticks == Ticks::Lines || axis.ticks == Ticks::Texts; }

// Inside a stage the ticks stand on its left and lower rim; those in the corner are left out.
void draw_inside_ticks(const PanelPicture& panel, const Pen& pen) {
    const PlotMap map(panel);
    const double length = 5 * pen.unit(), gap = 9 * pen.unit(), corner = 26 * pen.unit();
    const Stroke stroke{pen.colors.text, 1.25 * pen.unit(), {}};
    for (const Tick& tick : x_ticks(panel, pen)) {
        const double x = map.x(tick.value), bottom = panel.plot.max.y;
        if (x < panel.plot.min.x + corner || x > panel.plot.max.x - corner) continue;
        line({x, bottom}, {x, bottom - length}, stroke, pen);
        pen.canvas.text({x, bottom - gap}, tick.text, pen.small_text(pen.colors.text, Align::Center));
    }
    for (const Tick& tick : y_ticks(panel, pen)) {
        const double y = map.y(tick.value), left = panel.plot.min.x;
        if (y < panel.plot.min.y + corner || y > panel.plot.max.y - corner) continue;
        line({left, y}, {left + length, y}, stroke, pen);
        pen.canvas.text({left + gap, centered_baseline(y, pen.style.font_size)}, tick.text,
                        pen.small_text(pen.colors.text));
    }
}

void draw_x_texts(const PanelPicture& panel, const Pen& pen) {
    const AxisMap map(panel.x, panel.plot.min.x, panel.plot.max.x);
    const TextStyle style = pen.small_text(pen.colors.muted, Align::Center);
    const double baseline = panel.plot.max.y + 5 * pen.unit() + pen.style.font_size;
    for (const Tick& tick : x_ticks(panel, pen)) {
        const double x = map(tick.value), bottom = panel.plot.max.y;
        const double length = (tick.text.empty() ? 2.5 : 4) * pen.unit();
        line({x, bottom}, {x, bottom + length}, {pen.colors.border, pen.unit(), {}}, pen);
        if (!tick.text.empty()) pen.canvas.text({x, baseline}, tick.text, style);
    }
}

void draw_y_texts(const PanelPicture& panel, const Pen& pen) {
    const AxisMap map(panel.y, panel.plot.max.y, panel.plot.min.y);
    const TextStyle style = pen.small_text(pen.colors.muted, Align::Right);
    // Texts at the ends stay beside the plot, clear of the title and of the x axis' texts.
    const double inset = 5 * pen.unit();
    for (const Tick& tick : y_ticks(panel, pen)) {
        const double y = std::clamp(map(tick.value), panel.plot.min.y + inset, panel.plot.max.y - inset);
        pen.canvas.text({panel.plot.min.x - 8 * pen.unit(), centered_baseline(y, style.size)}, tick.text,
                        style);
    }
}

// The middle of the x axis' label: that of the plot, or as far left as the caption in its row asks for.
double x_label_middle(const PanelPicture& panel, const TextStyle& style, const Pen& pen) {
    const double middle = panel.plot.center().x;
    if (panel.captions.empty() || panel.captions.front().right.empty()) return middle;
    const double caption = pen.width(panel.captions.front().right, style), gap = 12 * pen.unit();
    return std::min(middle, panel.plot.max.x - caption - gap - pen.width(panel.x.label, style) / 2);
}

void draw_axis_labels(const PanelPicture& panel, const Pen& pen) {
    if (!panel.x.label.empty()) {
        const double under = panel.x.ticks == Ticks::Texts ? 18 * pen.unit() : 0;
        const TextStyle style = pen.small_text(pen.colors.muted, Align::Center);
        pen.canvas.text({x_label_middle(panel, style, pen),
                         panel.plot.max.y + under + 5 * pen.unit() + pen.style.font_size},
                        panel.x.label, style);
    }
    if (!panel.y.label.empty()) {
        TextStyle style = pen.title_text(Align::Right);
        style.size = pen.style.font_size;
        pen.canvas.text(
            {panel.plot.min.x - 8 * pen.unit(), centered_baseline(panel.plot.center().y, style.size)},
            panel.y.label, style);
    }
}

}  // namespace

void draw_grid_lines(const PanelPicture& panel, const Pen& pen) {
    const PlotMap map(panel);
    const Stroke stroke{with_alpha(pen.colors.rule, 0.7), pen.unit(), {}};
    const Rect& plot = panel.plot;
    if (has_grid(panel.x))
        for (const Tick& tick : x_ticks(panel, pen)) {
            if (tick.text.empty()) continue;
            const double x = map.x(tick.value);
            if (x > plot.min.x + pen.unit() && x < plot.max.x - pen.unit())
                line({x, plot.min.y}, {x, plot.max.y}, stroke, pen);
        }
    if (has_grid(panel.y))
        for (const Tick& tick : y_ticks(panel, pen)) {
            const double y = map.y(tick.value);
            if (y > plot.min.y + pen.unit() && y < plot.max.y - pen.unit())
                line({plot.min.x, y}, {plot.max.x, y}, stroke, pen);
        }
}

void draw_ticks(const PanelPicture& panel, const Pen& pen) {
    if (panel.x.ticks == Ticks::Inside) draw_inside_ticks(panel, pen);
    if (panel.x.ticks == Ticks::Texts) draw_x_texts(panel, pen);
    if (panel.y.ticks == Ticks::Texts) draw_y_texts(panel, pen);
    draw_axis_labels(panel, pen);
}

namespace {

// Draws the values from the right, in columns of one width, so that nothing jumps while they change. Returns
// where the leftmost name begins.
double draw_title_values(const PanelPicture& panel, double baseline, const Pen& pen) {
    const double column = 112 * pen.unit(), gap = 6 * pen.unit();
    double right = panel.cell.max.x, left = right;
    for (auto value = panel.values.rbegin(); value != panel.values.rend(); ++value) {
        TextStyle style = pen.title_text(Align::Right);
        style.color = value->color;
        const TextStyle name_style = pen.small_text(pen.colors.muted);
        const double before_value =
            right - pen.width(value->value, style) - gap - pen.width(value->name, name_style);
        left = value->name.empty() ? before_value : std::min(right - column + 20 * pen.unit(), before_value);
        pen.canvas.text({right, baseline}, value->value, style);
        pen.canvas.text({left, baseline}, value->name, name_style);
        right -= column;
    }
    return left;
}

// As many of its words as there is room for, at least the first.
std::string fitted(std::string text, double room, const TextStyle& style, const Pen& pen) {
    while (pen.width(text, style) > room) {
        const std::size_t blank = text.rfind(' ');
        if (blank == std::string::npos) break;
        text.resize(blank);
        if (text.ends_with(" to")) text.resize(text.size() - 3);
    }
    return text;
}

}  // namespace

void draw_title_row(const PanelPicture& panel, const Pen& pen) {
    const double baseline = panel.plot.min.y - 9 * pen.unit();
    const double end = draw_title_values(panel, baseline, pen);
    if (panel.title.empty()) return;
    const bool centered = panel.title_align == Align::Center;
    const TextStyle style = pen.title_text(panel.title_align);
    const double room = end - panel.cell.min.x - 6 * pen.unit();
    pen.canvas.text({centered ? panel.plot.center().x : panel.cell.min.x, baseline},
                    panel.values.empty() ? panel.title : fitted(panel.title, room, style, pen), style);
}

void draw_captions(const PanelPicture& panel, const Pen& pen) {
    double under = panel.plot.max.y;
    if (panel.x.ticks == Ticks::Texts) under += 18 * pen.unit();
    for (const CaptionRow& row : panel.captions) {
        under += 18 * pen.unit();
        TextStyle style = pen.small_text(row.color);
        if (!row.left.empty()) pen.canvas.text({panel.plot.min.x, under}, row.left, style);
        style.align = Align::Right;
        if (!row.right.empty()) pen.canvas.text({panel.plot.max.x, under}, row.right, style);
    }
}

}  // namespace reweigh
