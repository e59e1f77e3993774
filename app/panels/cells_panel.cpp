#include "app/imgui_canvas.h"
#include "app/moment.h"
#include "app/panel.h"
#include "app/panels/stage_overlay.h"
#include "app/panels/stage_tools.h"
#include "app/widgets/focus.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "app/widgets/tooltip.h"
#include "core/figure/fan.h"
#include "core/figure/number_text.h"
#include "core/figure/paper.h"
#include "core/figure/replica_style.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace reweigh {
namespace {

constexpr double tool_row = 44, foot_above_key = 44, key_row = 40;  // units

// Tool row, the grid of cells, what it says below. A click makes a cell's replica the focus, a double click
// shows it on the stage.
class CellsPanel final : public Panel {
public:
    explicit CellsPanel(SurfacePainter& surfaces) : surfaces_(surfaces) {}

    void draw(const Snapshot& snapshot, ViewState& view, Outbox& outbox) override {
        const float padding = px(metrics::padding);
        const ImVec2 corner = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
        const float left = corner.x + padding, right = corner.x + room.x - padding;
        if (snapshot.scene)
            view.focus =
                std::clamp(view.focus, 0, static_cast<int>(snapshot.scene->setup.replicas.size()) - 1);
        ImGui::SetCursorScreenPos({left, corner.y});
        draw_stage_tools(snapshot, view, right);
        const float foot = px(foot_above_key) + px(key_height(snapshot, left, right));
        const Rect area{to_vec2({left, corner.y + px(tool_row)}), to_vec2({right, corner.y + room.y - foot})};
        remember_widget("picture", {area});
        if (!snapshot.scene || area.width() < 8 || area.height() < 8) return;
        draw_area(area, snapshot, view, outbox);
        draw_foot({{area.min.x, area.max.y}, {area.max.x, area.max.y + static_cast<double>(foot)}}, snapshot);
    }

private:
    // Lines and marks as on the stage.
    static std::vector<LegendEntry> key_of(const Snapshot& snapshot) {
        StageOptions stage;
        stage.style = window_panel_style();
        stage.plot = {{0, 0}, {676, 676}};
        stage.layers.labels = stage.layers.margins = stage.layers.support_vectors = false;
        return snapshot.scene ? stage_legend(*snapshot.scene, stage) : std::vector<LegendEntry>{};
    }
    static Type moment_type() { return {TextRole::Small, FontWeight::Regular, colors().muted}; }

    // What the moment on the right leaves, units.
    double key_width(const Snapshot& snapshot, float left, float right) const {
        return (right - left - text_width(moment_text(snapshot), moment_type())) / px(1) - 16;
    }
    double key_height(const Snapshot& snapshot, float left, float right) const {
        ImGuiCanvas canvas(*ImGui::GetWindowDrawList(), {{0, 0}, scale()}, surfaces_);
        return stage_key_height(key_of(snapshot), canvas, key_width(snapshot, left, right));
    }

    void draw_area(Rect area, const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
        prepare(area, snapshot, view);
        for (const ViewRequest& request : cell_views(*snapshot.scene, grid_, options_))
            if (!request.step || is_kept(snapshot, *request.step)) outbox.want(request);
        const double head = std::round(scale() * grid_.origin.y);
        ImGuiCanvas above(*ImGui::GetWindowDrawList(), {to_imvec2(area.min), scale()}, surfaces_);
        draw_words(picture_.heads, above);
        // The heads stay in sight while the rows are scrolled.
        const Rect rows{{area.min.x - px(4), area.min.y + head - px(4)},
                        {area.max.x + px(metrics::padding), area.max.y}};
        ImGui::SetCursorScreenPos(to_imvec2(rows.min));
        ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, px(8));
        ImGui::BeginChild("cells", to_imvec2(rows.max - rows.min), false, ImGuiWindowFlags_NoBackground);
        ImGui::PopStyleVar();
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        const ImVec2 origin{corner.x + px(4), corner.y + px(4) - static_cast<float>(head)};
        answer(origin, rows, snapshot, view);
        ImGuiCanvas canvas(*ImGui::GetWindowDrawList(), {origin, scale()}, surfaces_);
        for (const PanelPicture& panel : picture_.panels) draw_panel(panel, options_.style, canvas);
        draw_words(picture_.words, canvas);
        draw_focus_frame(origin, view);
        draw_moment_frame(origin, snapshot, view);
        keep_in_sight(origin, rows, view);
        ImGui::EndChild();
        if (view.loading) draw_pale({area, {}});
    }

    // Where the cells lie and what they show, made anew only when it has changed.
    void prepare(Rect area, const Snapshot& snapshot, const ViewState& view) {
        const double units = 1 / scale();
        const Key key{
            &snapshot, snapshot.run, snapshot.step, snapshot.edits.size(), units * (area.max - area.min),
            scale(),   theme(),      view.focus,    view.lab_view};
        if (key == key_) return;
        key_ = key;
        options_ = CellGridOptions{};
        options_.style = window_panel_style();
        options_.room = {{0, 0}, key.size};
        options_.pixel = units;
        options_.focus = view.focus;
        options_.mark = FocusMark::Accent;
        const Setup& setup = snapshot.scene->setup;
        if (view.lab_view == LabView::Fan) {
            grid_ = fan_grid(*snapshot.scene, options_);
            picture_ = build_fan(snapshot, grid_, options_);
        } else {
            options_.variant = setup.replicas[static_cast<std::size_t>(view.focus)].variant;
            grid_ = paper_grid(*snapshot.scene, setup.pinned_epochs, options_);
            picture_ = build_paper(snapshot, setup.pinned_epochs, grid_, options_);
        }
    }

    Rect on_screen(ImVec2 origin, Rect units) const {
        return {to_vec2(origin) + scale() * units.min, to_vec2(origin) + scale() * units.max};
    }

    void answer(ImVec2 origin, Rect rows, const Snapshot& snapshot, ViewState& view) {
        const double height = scale() * (grid_.bottom() - grid_.origin.y) + px(4);
        ImGui::InvisibleButton("grid", to_imvec2({rows.width() - px(12), std::max(height, 1.0)}));
        const ImGuiID id = ImGui::GetID("grid");
        const Setup& setup = snapshot.scene->setup;
        for (const GridCell& cell : grid_.cells)
            remember_widget(name_of(setup, cell), {on_screen(origin, cell.plot)});
        const FocusStop keys = focus_stop(id);
        has_keys_ = keys.focused;
        if (keys.focused) move(keys, view);
        if (keys.activated) view.lab_view = LabView::Stage;
        if (!ImGui::IsItemHovered()) return;
        const Vec2 at = (1 / scale()) * (to_vec2(ImGui::GetIO().MousePos) - to_vec2(origin));
        const auto cell = cell_at(grid_, at);
        if (!cell) return;
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        const Rect place = on_screen(origin, grid_.cells[*cell].place);
        const std::string name = name_of(setup, grid_.cells[*cell]);
        help_tooltip(ImGui::GetID(name.c_str()), true, false, to_imvec2(place.min), to_imvec2(place.max),
                     words_of(snapshot, grid_.cells[*cell]));
        if (ImGui::IsMouseClicked(0)) view.focus = grid_.cells[*cell].replica;
        if (!ImGui::IsMouseDoubleClicked(0)) return;
        view.lab_view = LabView::Stage;
        const auto& step = grid_.cells[*cell].step;
        if (step && is_kept(snapshot, *step)) view.moment = *step;  // the picture that was clicked
    }

    // A focus that keys moved out of sight is scrolled to.
    void keep_in_sight(ImVec2 origin, Rect rows, const ViewState& view) {
        if (std::exchange(sighted_, view.focus) == view.focus) return;
        const GridCell* cell = cell_of(view.focus);
        if (!cell) return;
        const Rect place = on_screen(origin, cell->place);
        if (place.min.y >= rows.min.y && place.max.y <= rows.max.y) return;
        ImGui::SetScrollFromPosY(static_cast<float>(place.center().y) - ImGui::GetWindowPos().y, 0.5F);
    }

    // The arrows go to the neighbour.
    void move(const FocusStop& keys, ViewState& view) const {
        const GridCell* from = cell_of(view.focus);
        if (!from || (keys.steps == 0 && keys.rows == 0)) return;
        const int column = static_cast<int>(from->column) + keys.steps + keys.rows,
                  row = static_cast<int>(from->row) + keys.rows;
        for (const GridCell& cell : grid_.cells)
            if (static_cast<int>(cell.column) == column && static_cast<int>(cell.row) == row)
                view.focus = cell.replica;
    }

    const GridCell* cell_of(int replica) const {
        const auto found = std::ranges::find(grid_.cells, replica, &GridCell::replica);
        return found == grid_.cells.end() ? nullptr : &*found;
    }

    static std::string name_of(const Setup& setup, const GridCell& cell) {
        const Replica& replica = setup.replicas[static_cast<std::size_t>(cell.replica)];
        const std::string name = series_name(setup, replica.variant, replica.weight);
        return cell.step ? name + ", epoch " + count_text(setup.pinned_epochs[cell.column]) : name;
    }

    // "l2 · 1:16 · seed 1: 45 errors, offset +0.236": small cells have no room for it.
    static std::string words_of(const Snapshot& snapshot, const GridCell& cell) {
        std::string words = replica_title(snapshot, cell.replica);
        if (cell.step) return words;
        const auto errors = latest_readout(snapshot, ModelRole::Model, cell.replica, "errors");
        const auto offset = latest_readout(snapshot, ModelRole::Model, cell.replica, "offset");
        if (errors) words += ": " + number_text(*errors, 0) + (*errors == 1 ? " error" : " errors");
        if (offset) words += ", offset " + signed_text(*offset, 3);
        return words;
    }

    void draw_focus_frame(ImVec2 origin, const ViewState& view) const {
        std::optional<Rect> around;  // in the paper's grid a whole row
        for (const GridCell& cell : grid_.cells) {
            if (cell.replica != view.focus) continue;
            around = around ? joined(*around, cell.place.max) : cell.place;
        }
        if (!around || grid_.cells.size() < 2) return;
        const Rect place = on_screen(origin, *around);
        const float gap = px(3);
        const ImVec2 low{static_cast<float>(place.min.x) - gap, static_cast<float>(place.min.y) - gap};
        const ImVec2 high{static_cast<float>(place.max.x) + gap, static_cast<float>(place.max.y) + gap};
        ImGui::GetWindowDrawList()->AddRect(low, high, to_im(colors().accent), px(metrics::radius), 0, px(2));
        if (has_keys_) draw_focus_ring(low, high);
    }

    // In the paper's grid, while the view is held in the past: the last column that was passed by then.
    void draw_moment_frame(ImVec2 origin, const Snapshot& snapshot, const ViewState& view) const {
        const auto held = held_at(snapshot, view);
        const GridCell* last = nullptr;
        for (const GridCell& cell : grid_.cells)
            if (held && cell.replica == view.focus && cell.step && *cell.step <= *held) last = &cell;
        if (!last) return;
        const Rect place = on_screen(origin, last->plot);
        ImGui::GetWindowDrawList()->AddRect(to_imvec2(place.min), to_imvec2(place.max),
                                            to_im(colors().paused), 0, 0, px(3));
    }

    // A rule, what stands under the pictures, the key.
    void draw_foot(Rect place, const Snapshot& snapshot) const {
        const Scene& scene = *snapshot.scene;
        const float left = static_cast<float>(place.min.x), right = static_cast<float>(place.max.x);
        const float top = static_cast<float>(place.min.y) + px(12);
        ImGui::GetWindowDrawList()->AddRectFilled({left, top}, {right, top + px(1)}, to_im(colors().rule));
        const Type type = moment_type();
        const std::string captions = cell_captions_text(scene, grid_.captions);
        const std::string whole = captions + "Click: focus. Double click: Stage.";
        const bool has_room = text_width(whole, type) <= right - left;
        draw_text_in({left, top + px(20)}, right - left, has_room ? whole : captions, type);
        const float key = static_cast<float>(place.min.y) + px(foot_above_key);
        draw_text({right, key + px(key_row) / 2}, moment_text(snapshot), type, Align::Right);
        ImGuiCanvas canvas(*ImGui::GetWindowDrawList(), {{left, key}, scale()}, surfaces_);
        draw_stage_key(key_of(snapshot), canvas, {{0, 0}, {key_width(snapshot, left, right), 0}});
    }

    // "all 36 at epoch 1,204"
    std::string moment_text(const Snapshot& snapshot) const {
        const View* first = nullptr;
        for (const View& view : snapshot.views)
            if (!first && view.request.role == ModelRole::Model && !view.request.step) first = &view;
        if (!first) return "";
        const double epoch = static_cast<double>(first->step) / static_cast<double>(snapshot.steps_per_epoch);
        const std::string count = count_text(static_cast<std::int64_t>(grid_.cells.size()));
        return (grid_.cells.size() > 1 ? "all " + count + " at epoch " : "epoch ") + epoch_text(epoch);
    }

    struct Key {
        const Snapshot* snapshot = nullptr;
        std::uint64_t run = 0;
        std::int64_t step = 0;
        std::size_t edits = 0;
        Vec2 size;  // units
        double scale = 0;
        Theme theme = Theme::Light;
        int focus = 0;
        LabView view = LabView::Fan;
        friend bool operator==(const Key&, const Key&) = default;
    };

    SurfacePainter& surfaces_;
    Key key_;
    CellGridOptions options_;
    CellGrid grid_;
    SmallMultiples picture_;
    bool has_keys_ = false;  // the keyboard focus
    int sighted_ = 0;        // the focus that was last kept in sight
};

}  // namespace

std::unique_ptr<Panel> make_cells_panel(SurfacePainter& surfaces) {
    return std::make_unique<CellsPanel>(surfaces);
}

}  // namespace reweigh
