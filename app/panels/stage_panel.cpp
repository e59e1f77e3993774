#include "app/imgui_canvas.h"
#include "app/panel.h"
#include "app/panels/hover.h"
#include "app/panels/point_draft.h"
#include "app/panels/stage_compare.h"
#include "app/panels/stage_input.h"
#include "app/panels/stage_overlay.h"
#include "app/panels/stage_tools.h"
#include "app/panels/stage_view.h"
#include "core/figure/replica_style.h"
#include "core/figure/stage.h"

#include <algorithm>

namespace reweigh {
namespace {

constexpr double tool_row = 44;        // units
constexpr double look_interval = 0.1;  // seconds between two looks while the view moves

// A run with the pending points in place of its own.
std::shared_ptr<const Scene> scene_with(const Scene& scene, const std::vector<LabelledPoint>& points,
                                        const std::optional<Separator>& separator) {
    auto changed = std::make_shared<Scene>(scene);
    auto data = std::make_shared<Dataset>();
    for (const LabelledPoint& point : points) {
        data->inputs.push_back(static_cast<float>(point.at.x));
        data->inputs.push_back(static_cast<float>(point.at.y));
        data->labels.push_back(point.label == 1);
    }
    data->area_box = scene.data->area_box;
    changed->data = std::move(data);
    changed->separator = separator;
    return changed;
}

// The focus replica, big: tool row, picture, key row.
class StagePanel final : public Panel {
public:
    StagePanel(SurfacePainter& surfaces, const PinnedMoment& pinned) : surfaces_(surfaces), pinned_(pinned) {}

    void draw(const Snapshot& snapshot, ViewState& view, Outbox& outbox) override {
        const float padding = px(metrics::padding);
        ImVec2 corner = ImGui::GetCursorScreenPos();
        const ImVec2 room = ImGui::GetContentRegionAvail();
        corner.x += padding;
        const float right = corner.x + room.x - 2 * padding;
        if (snapshot.scene)
            view.focus =
                std::clamp(view.focus, 0, static_cast<int>(snapshot.scene->setup.replicas.size()) - 1);
        ImGui::SetCursorScreenPos(corner);
        draw_stage_tools(snapshot, view, right);
        const ImVec2 low{corner.x, corner.y + px(tool_row)},
            high{right, corner.y + room.y - px(key_height(snapshot, (right - corner.x) / px(1)))};
        const Rect picture{to_vec2(low), to_vec2(high)};
        if (picture.width() < 8 || picture.height() < 8) return;
        draw_picture(picture, snapshot, view, outbox);
    }

private:
    double key_height(const Snapshot& snapshot, double width) const {
        ImGuiCanvas canvas(*ImGui::GetWindowDrawList(), {{0, 0}, scale()}, surfaces_);
        StageOptions options;
        options.style = window_panel_style();
        const bool has_data = snapshot.scene && snapshot.scene->data;
        return stage_key_height(
            has_data ? stage_legend(*snapshot.scene, options) : std::vector<LegendEntry>{}, canvas, width);
    }

    void draw_picture(Rect picture, const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
        const double aspect = picture.width() / picture.height();
        const bool has_data = snapshot.scene && snapshot.scene->data;
        const Rect box = has_data ? snapshot.scene->data->area_box : Rect{{-1, -1}, {1, 1}};
        const Rect home = fit_aspect(box, aspect);
        const StagePlace before{picture, view.stage_world ? fit_aspect(*view.stage_world, aspect) : home};
        const auto mode = StageComparison::mode_of(view, pinned_);
        // The line lies over the picture: what is pressed first has the pointer.
        if (mode == StageComparison::Mode::Split) comparison_.answer(before, view);
        if (has_data) input_.answer(before, home, *snapshot.scene->data, view);
        const StagePlace place{picture, view.stage_world ? fit_aspect(*view.stage_world, aspect) : home};

        const StageOptions options = options_of(place, view);
        if (has_data) ask(snapshot, options, mode, outbox);
        rebuild(snapshot, options, view);
        ImGuiCanvas canvas(*ImGui::GetWindowDrawList(), {place.low(), scale()}, surfaces_);
        draw_panel(picture_, options.style, canvas);
        comparison_.draw(mode, place, options, snapshot, pinned_, picture_, logits_, view.comparison.split,
                         surfaces_);
        if (has_data) draw_over(place, snapshot, mode, view);
        restart_with_points(view, outbox);
        const double height = options.plot.height(), width = options.plot.width();
        if (has_data)
            draw_stage_key(stage_legend(*snapshot.scene, options), canvas, {{0, height}, {width, height}});
    }

    // With the switch on, a change that is done with needs no Enter.
    void restart_with_points(const ViewState& view, Outbox& outbox) const {
        const bool is_done = !ImGui::IsMouseDown(0) && !ImGui::IsMouseDown(1);
        if (view.points.restarts && view.points.is_on && view.points.pending && is_done &&
            !view.is_starting && preview_.refusal.empty())
            outbox.request(Perform{ActionId::ApplyPoints});
    }

    static StageOptions options_of(const StagePlace& place, const ViewState& view) {
        StageOptions options;
        options.style = window_panel_style();
        const double units = 1 / scale();
        options.plot = {{0, 0}, {units * place.picture.width(), units * place.picture.height()}};
        options.focus = view.focus;
        options.world = place.world;
        return options;
    }

    void ask(const Snapshot& snapshot, StageOptions options, StageComparison::Mode mode, Outbox& outbox) {
        options.world = looked_at_(options.world, ImGui::GetTime());
        for (const ViewRequest& request : stage_views(*snapshot.scene, options)) outbox.want(request);
        comparison_.ask(mode, pinned_, options, outbox);
    }

    // The picture, made anew only when something that it shows has changed.
    void rebuild(const Snapshot& snapshot, const StageOptions& options, const ViewState& view) {
        const Key key{&snapshot,    snapshot.run,  snapshot.step,       snapshot.edits.size(),
                      options.plot, options.world, options.style.theme, view.focus};
        const auto& pending = view.points.pending;
        const bool same_points = pending ? pending_ == *pending : pending_.empty();
        if (key == key_ && same_points) return;
        key_ = key;
        pending_ = pending.value_or(std::vector<LabelledPoint>{});
        if (pending) {
            if (!same_points) preview_ = preview_separator(*pending);
            Snapshot preview = snapshot;
            preview.scene = scene_with(*snapshot.scene, *pending, preview_.separator);
            picture_ = build_stage(preview, options);
            make_hollow(picture_, colors());
        } else {
            picture_ = build_stage(snapshot, options);
        }
        const View* shown =
            snapshot.scene ? find_view(snapshot, ModelRole::Model, view.focus, {}, options.world) : nullptr;
        logits_ = shown ? shown->logits : nullptr;
        edge_ = model_edge(picture_);
    }

    void draw_over(const StagePlace& place, const Snapshot& snapshot, StageComparison::Mode mode,
                   const ViewState& view) const {
        if (snapshot.pace == Pace::Slow || snapshot.pace == Pace::Step) draw_batch(place, snapshot);
        if (view.points.is_on && view.points.selected) {
            const auto points = shown_points(view.points, *snapshot.scene->data);
            const auto selected = static_cast<std::size_t>(*view.points.selected);
            if (selected < points.size())
                draw_selected(place, points[selected].at);  // of other points otherwise
        }
        if (view.loading) return draw_pale(place);
        if (view.points.is_on) draw_notice(place, edit_sentence(view.points));
        if (view.hover.stage && !view.points.is_on && mode != StageComparison::Mode::Difference)
            draw_hover(place, read(place, *view.hover.stage, snapshot, mode, view), *snapshot.scene);
    }

    // Of the moment that is seen there.
    HoverReading read(const StagePlace& place, Vec2 at, const Snapshot& snapshot, StageComparison::Mode mode,
                      const ViewState& view) const {
        const auto* of_a = comparison_.reading_at(mode, place, at, view.comparison.split);
        return of_a ? read_at(at, *pinned_.moment, view.focus, of_a->logits.get(), of_a->edge)
                    : read_at(at, snapshot, view.focus, logits_.get(), edge_);
    }

    std::string edit_sentence(const PointEditing& points) const {
        if (!points.pending) return "Click adds +, right click adds \u2212, drag moves, Alt+click deletes.";
        if (!preview_.refusal.empty()) return preview_.refusal;
        return "Pending points: Enter restarts with them, Ctrl+Z undoes.";
    }

    struct Key {
        const Snapshot* snapshot = nullptr;
        std::uint64_t run = 0;
        std::int64_t step = 0;
        std::size_t edits = 0;
        Rect plot, world;
        Theme theme = Theme::Light;
        int focus = 0;
        friend bool operator==(const Key&, const Key&) = default;
    };

    SurfacePainter& surfaces_;
    const PinnedMoment& pinned_;
    StageComparison comparison_;
    StageInput input_;
    Debounced looked_at_{look_interval};
    Key key_;
    std::vector<LabelledPoint> pending_;  // those of picture_
    SeparatorPreview preview_;            // of pending_
    PanelPicture picture_;
    std::shared_ptr<const Grid<float>> logits_;
    Edge edge_;  // of logits_
};

}  // namespace

std::unique_ptr<Panel> make_stage_panel(SurfacePainter& surfaces, const PinnedMoment& pinned) {
    return std::make_unique<StagePanel>(surfaces, pinned);
}

}  // namespace reweigh
