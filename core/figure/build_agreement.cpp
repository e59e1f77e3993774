#include "core/base/error.h"
#include "core/figure/agreement_plot.h"
#include "core/figure/build_parts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace reweigh {
namespace {

constexpr const char* agreement_note =
    "Agreement: mean share, over the pictures, of those on the commonest label; seeds: of one weight's "
    "seeds, mean over the "
    "weights; weights: of the majorities of their seeds; dashed: of coins in their place. ";

std::string set_of(const FigureSpec& spec) {
    try {
        return std::string(voted_set(spec.y).key);
    } catch (const Error& problem) {
        throw Error("Figure \"" + spec.name + "\": " + problem.what());
    }
}

std::vector<int> variants_of(const FigureSpec& spec, const Setup& setup, const FigureOptions& options) {
    if (!spec.panel_per_variant)
        return {options.variant.value_or(setup.replicas[static_cast<std::size_t>(options.focus)].variant)};
    std::vector<int> variants;
    for (std::size_t v = 0; v < setup.variants.size(); ++v) variants.push_back(static_cast<int>(v));
    return variants;
}

// Of all weights and seeds of a variant together: these columns name none.
void append_agreement_rows(std::vector<FigureRow>& rows, const Snapshot& snapshot, int variant,
                           const std::string& panel, const std::vector<Agreement>& values) {
    constexpr std::array<std::pair<const char*, double Agreement::*>, 4> columns{
        {{"agreement_weights", &Agreement::weights},
         {"agreement_seeds", &Agreement::seeds},
         {"agreement_weights_chance", &Agreement::weights_chance},
         {"agreement_seeds_chance", &Agreement::seeds_chance}}};
    const Setup& setup = snapshot.scene->setup;
    FigureRow row;
    row.panel = panel;
    row.series = kind_of_value(setup.model).key;
    row.variant = setup.variants[static_cast<std::size_t>(variant)];
    row.weight = std::numeric_limits<double>::quiet_NaN();
    row.seed = "all";
    for (const auto& [name, member] : columns)
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!std::isfinite(values[i].*member)) continue;
            row.step = snapshot.readout_steps[i];
            row.epoch = static_cast<double>(row.step) / static_cast<double>(snapshot.steps_per_epoch);
            row.name = name;
            row.value = values[i].*member;
            rows.push_back(row);
        }
}

}  // namespace

std::vector<ViewRequest> agreement_figure_views(const FigureSpec& spec, const Scene&, const FigureOptions&) {
    x_of(spec);
    set_of(spec);
    return {};
}

Figure build_agreement_figure(const FigureSpec& spec, const Snapshot& snapshot,
                              const FigureOptions& options) {
    Figure figure = begin_figure(spec, snapshot, options);
    figure.note = std::string(agreement_note) + figure.note;
    const PanelStyle style = style_of(options);
    const Setup& setup = snapshot.scene->setup;
    const double unit = style.unit(), margin = figure_margin * unit;
    const double top = spec.title.empty() ? margin : title_height * unit;
    const double width = (figure.size.x - 2 * margin) / (spec.panel_per_variant ? 2 : 1),
                 height = 0.62 * width;
    const std::vector<int> variants = variants_of(spec, setup, options);
    for (std::size_t i = 0; i < variants.size(); ++i) {
        const Vec2 corner{margin + static_cast<double>(i % 2) * width,
                          top + static_cast<double>(i / 2) * height};
        const std::vector<Agreement> values = agreement_over_time(snapshot, variants[i], set_of(spec));
        PanelPicture panel = build_agreement(
            snapshot, {style, {corner, corner + Vec2{width, height}}, set_of(spec), variants[i], x_of(spec)},
            values);
        if (spec.panel_per_variant) panel.values.clear();  // the title needs the room
        if (setup.variants.size() > 1)
            panel.title += ", " + setup.variants[static_cast<std::size_t>(variants[i])];
        append_agreement_rows(figure.rows, snapshot, variants[i], panel.title, values);
        figure.panels.push_back(std::move(panel));
    }
    end_figure(figure, figure.panels.back().cell.max.y);
    return figure;
}

}  // namespace reweigh
