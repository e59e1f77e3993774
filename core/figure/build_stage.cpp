#include "core/figure/build_parts.h"
#include "core/figure/number_text.h"

#include <algorithm>

namespace reweigh {
namespace {

StageOptions stage_of(const FigureSpec& spec, const Scene& scene, const FigureOptions& options) {
    StageOptions stage;
    stage.style = style_of(options);
    stage.layers = stage_layers(spec);
    stage.focus = options.focus;
    const double unit = stage.style.unit(), margin = figure_margin * unit;
    const double top = unit * (24 + (spec.title.empty() ? figure_margin : title_height));
    const Rect home = scene.data ? scene.data->area_box : Rect{{-1, -1}, {1, 1}};
    const Rect box = options.world.value_or(home);
    if (options.world) stage.world = box;
    const double width = width_points(spec, options) - 2 * margin;
    stage.plot = {{margin, top}, {margin + width, top + width * box.height() / box.width()}};
    return stage;
}

}  // namespace

std::vector<ViewRequest> stage_figure_views(const FigureSpec& spec, const Scene& scene,
                                            const FigureOptions& options) {
    return stage_views(scene, stage_of(spec, scene, options));
}

Figure build_stage_figure(const FigureSpec& spec, const Snapshot& snapshot, const FigureOptions& options) {
    const Scene& scene = *snapshot.scene;
    Figure figure = begin_figure(spec, snapshot, options);
    const StageOptions stage = stage_of(spec, scene, options);
    PanelPicture& panel = figure.panels.emplace_back(build_stage(snapshot, stage));
    const Palette& colors = palette(options.theme);
    const Replica& replica = scene.setup.replicas[static_cast<std::size_t>(options.focus)];
    panel.title = series_name(scene.setup, replica.variant, effective_importance(replica, snapshot.live));
    panel.values = {{"epoch", epoch_text(snapshot.epoch()), colors.text}};
    panel.captions = stage_captions(snapshot, options.focus, snapshot.step, colors);
    figure.legend = stage_legend(scene, stage);
    if (!snapshot.readout_steps.empty())
        append_rows(figure.rows, snapshot, {replica.variant, replica.weight, {options.focus}},
                    snapshot.readout_steps.size() - 1, panel.title);
    if (!panel.captions.empty()) figure.note = captions_text(scene) + figure.note;
    end_figure(figure, stage.plot.max.y +
                           stage.style.unit() * caption_height * static_cast<double>(panel.captions.size()));
    return figure;
}

}  // namespace reweigh
