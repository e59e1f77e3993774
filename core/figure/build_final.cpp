#include "core/figure/build_parts.h"
#include "core/figure/final.h"
#include "core/figure/final_parts.h"
#include "core/figure/number_text.h"
#include "core/state/readout_kinds.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace reweigh {
namespace {

// A companion that has no hidden units is the same line under dropout and batch norm: it is drawn once.
bool is_drawn(const std::vector<FinalLine>& lines, const FinalLine& line) {
    return std::ranges::any_of(lines, [&](const FinalLine& each) {
        return each.role == line.role && each.mean == line.mean && each.deviation == line.deviation;
    });
}

std::vector<std::optional<int>> variants_apart(const Setup& setup, Band band) {
    if (band == Band::Variants) return {std::nullopt};
    std::vector<std::optional<int>> variants;
    for (std::size_t v = 0; v < setup.variants.size(); ++v) variants.emplace_back(static_cast<int>(v));
    return variants;
}

std::vector<FinalLine> lines_of(const Snapshot& snapshot, std::string_view readout, Band band) {
    const Setup& setup = snapshot.scene->setup;
    std::vector<FinalLine> lines;
    for (const ModelRole role : {ModelRole::Model, ModelRole::Companion}) {
        if (role == ModelRole::Companion && !setup.companion) continue;
        for (const std::optional<int> variant : variants_apart(setup, band)) {
            FinalLine line = final_line(snapshot, role, variant, readout);
            if (role == ModelRole::Model || !is_drawn(lines, line)) lines.push_back(std::move(line));
        }
    }
    return lines;
}

std::string name_of(const Setup& setup, const FinalLine& line, Band band) {
    const std::string& variant = setup.variants[static_cast<std::size_t>(line.variant)];
    if (setup.variants.size() == 1 || band == Band::Variants) return model_name(setup, line.role);
    return line.role == ModelRole::Model ? variant : model_name(setup, line.role) + " " + variant;
}

double gutter_units(const Setup& setup, const std::vector<FinalLine>& lines, Band band) {
    std::size_t longest = 4;
    for (const FinalLine& line : lines)
        if (lines.size() > 1) longest = std::max(longest, name_of(setup, line, band).size());
    return 14 + 8 * static_cast<double>(longest);
}

Color color_of(const FinalLine& line, const Palette& colors) {
    return line.role == ModelRole::Model ? variant_color(line.variant, colors) : colors.logistic;
}

void add_band(PanelPicture& panel, const FinalLine& line, const Palette& colors) {
    if (line.deviation.size() != line.mean.size()) return;
    BandLayer band{{}, {}, {}, blend(color_of(line, colors), colors.plot, 0.18)};
    for (std::size_t i = 0; i < line.mean.size(); ++i) {
        band.x.push_back(line.mean[i].x);
        band.low.push_back(line.mean[i].y - line.deviation[i]);
        band.high.push_back(line.mean[i].y + line.deviation[i]);
    }
    panel.layers.push_back(std::move(band));
}

void add_curve(PanelPicture& panel, const std::string& name, const FinalLine& line, const PanelStyle& style) {
    const Palette& colors = palette(style.theme);
    const Color color = color_of(line, colors);
    CurveLayer curve;
    curve.values = line.mean;
    curve.stroke = line.role == ModelRole::Model ? Stroke{color, 1.75 * style.unit(), {}}
                                                 : companion_stroke(colors, style.unit());
    curve.name = name;
    curve.name_color = color;
    panel.layers.push_back(std::move(curve));
    const MarkShape shape = line.variant % 2 == 0 ? MarkShape::Disc : MarkShape::Square;
    panel.layers.push_back(PointsLayer{line.mean, {shape, 2.75 * style.unit(), color, {}}});
}

std::string moment_text(const Snapshot& snapshot) {
    const double epoch = static_cast<double>(snapshot.readout_steps[snapshot.readout_steps.size() - 1]) /
                         static_cast<double>(snapshot.steps_per_epoch);
    return ", epoch " + number_text(epoch, epoch == std::floor(epoch) ? 0 : 2);
}

}  // namespace

PanelPicture build_final(const Snapshot& snapshot, const FinalOptions& options) {
    const ReadoutKind& kind = readout_kind(options.readout);
    const PanelStyle& style = options.style;
    const Rect cell = options.cell;
    const Setup& setup = snapshot.scene->setup;
    PanelPicture panel;
    panel.cell = cell;
    panel.title = kind.label;
    const bool is_empty = !has_final_values(snapshot);
    const std::vector<FinalLine> lines =
        is_empty ? std::vector<FinalLine>{} : lines_of(snapshot, options.readout, options.band);
    panel.plot = {
        cell.min + style.unit() * Vec2{40, 24},
        cell.max - style.unit() * Vec2{gutter_units(setup, lines, options.band), curves_foot(true)}};
    panel.x = weight_axis(setup);
    set_final_range(panel.y, lines, {kind.low, kind.high});
    panel.y.suffix = kind.unit == "deg" ? "\u00b0" : "";
    if (is_empty) {
        panel.empty_note = "Values come with the first step.";
        return panel;
    }
    panel.title += moment_text(snapshot);
    for (const FinalLine& line : lines) add_band(panel, line, palette(style.theme));
    for (const FinalLine& line : lines)  // one alone needs no name
        add_curve(panel, lines.size() > 1 ? name_of(setup, line, options.band) : "", line, style);
    return panel;
}

std::vector<ViewRequest> final_figure_views(const FigureSpec& spec, const Scene&, const FigureOptions&) {
    readout_kind(spec.y);
    return {};
}

Figure build_final_figure(const FigureSpec& spec, const Snapshot& snapshot, const FigureOptions& options) {
    Figure figure = begin_figure(spec, snapshot, options);
    const PanelStyle style = style_of(options);
    const double margin = figure_margin * style.unit();
    const double top = spec.title.empty() ? margin : title_height * style.unit();
    const double width = figure.size.x - 2 * margin, height = 0.75 * width;
    const Rect cell{{margin, top}, {margin + width, top + height}};
    figure.panels.push_back(build_final(snapshot, {style, cell, spec.y, spec.band}));
    add_model_legend(figure, snapshot.scene->setup, style, spec.band);
    append_final_rows(figure.rows, snapshot, spec.y, figure.panels.front().title, spec.band);
    end_figure(figure, cell.max.y);
    return figure;
}

}  // namespace reweigh
