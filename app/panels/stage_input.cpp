#include "app/panels/stage_input.h"

#include "app/panels/point_draft.h"
#include "app/panels/stage_view.h"
#include "app/widgets/registry.h"

#include <cmath>

namespace reweigh {
namespace {

constexpr double zoom_per_notch = 1.15, reach_of_pointer = 9;  // reach: units

Vec2 pointer_in_world(const StagePlace& place) {
    return to_world(to_vec2(ImGui::GetIO().MousePos), place.world, place.picture);
}

double world_per_unit(const StagePlace& place) {
    return place.world.width() / place.picture.width() * scale();
}

// How far the pointer was dragged, in the plane.
Vec2 dragged_by(const StagePlace& place, int button) {
    const ImVec2 pixels = ImGui::GetMouseDragDelta(button, px(3));
    return {place.world.width() / place.picture.width() * static_cast<double>(pixels.x),
            -place.world.height() / place.picture.height() * static_cast<double>(pixels.y)};
}

}  // namespace

void StageInput::answer(const StagePlace& place, Rect home, const Dataset& data, ViewState& view) {
    ImGui::SetCursorScreenPos(place.low());
    ImGui::InvisibleButton("picture", {place.high().x - place.low().x, place.high().y - place.low().y},
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
    remember_widget("picture");
    const bool hovered = ImGui::IsItemHovered();
    view.hover.stage = hovered ? std::optional(pointer_in_world(place)) : std::nullopt;
    const float wheel = ImGui::GetIO().MouseWheel;
    if (hovered && wheel != 0)
        view.stage_world = zoomed(place.world, home, pointer_in_world(place),
                                  std::pow(zoom_per_notch, static_cast<double>(wheel)));
    if (view.points.is_on) edit(place, data, view);
    look(place, home, view);
}

void StageInput::look(const StagePlace& place, Rect home, ViewState& view) {
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0) && !view.points.is_on)
        view.stage_world.reset();
    if (ImGui::IsItemActivated()) world_at_press_ = on_point_ ? std::nullopt : std::optional(place.world);
    if (!ImGui::IsItemActive()) world_at_press_.reset();
    if (!world_at_press_ || !ImGui::IsMouseDragging(0, px(3))) return;
    const Vec2 by = dragged_by(place, 0);
    if (by == Vec2{}) return;
    view.stage_world = panned(*world_at_press_, -by);
    moved_ = true;
    if (*view.stage_world == home) view.stage_world.reset();
}

void StageInput::press(const StagePlace& place, Vec2 at, const Dataset& data, ViewState& view) {
    moved_ = false;
    const auto points = shown_points(view.points, data);
    const auto point = point_near(points, at, reach_of_pointer * world_per_unit(place));
    on_point_ = point.has_value();
    if (!point) return;
    view.points.selected = point;
    if (ImGui::GetIO().KeyAlt) delete_point(view.points, data);
}

void StageInput::edit(const StagePlace& place, const Dataset& data, ViewState& view) {
    const Vec2 at = pointer_in_world(place);
    if (ImGui::IsItemActivated()) press(place, at, data, view);
    if (on_point_ && ImGui::IsItemActive() && ImGui::IsMouseDragging(0, px(3)) && view.points.selected) {
        if (!moved_) begin_move(view.points, data, *view.points.selected);
        moved_ = true;
        move_point(view.points, at);
    }
    if (!ImGui::IsItemDeactivated()) return;
    if (!moved_ && !on_point_ && place.picture.contains(to_vec2(ImGui::GetIO().MousePos)))
        add_point(view.points, data, at, !ImGui::IsMouseReleased(1));
    on_point_ = moved_ = false;
}

}  // namespace reweigh
