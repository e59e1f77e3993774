#include "app/widgets/focus.h"

#include "app/style.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace reweigh {
namespace {

struct Focus {
    std::vector<ImGuiID> order, last_order;
    std::vector<std::size_t> regions, last_regions;  // where each begins in the order
    int finds = 0;
    ImGuiID focused = 0;
    bool activate = false, moved = false, to_next = false;
    int steps = 0, rows = 0;
};
Focus focus;

void move_focus(int by) {
    const auto& order = focus.last_order;
    if (order.empty()) return;
    const int count = static_cast<int>(order.size());
    const auto found = std::ranges::find(order, focus.focused);
    const int from = found == order.end() ? (by > 0 ? -1 : 0) : static_cast<int>(found - order.begin());
    focus.focused = order[static_cast<std::size_t>((from + by + count) % count)];
    focus.moved = true;
}

void move_to_next_region() {
    const auto& order = focus.last_order;
    if (order.empty()) return;
    const auto found = std::ranges::find(order, focus.focused);
    const auto at = static_cast<std::size_t>(found - order.begin());
    const auto is_next = [&](std::size_t begin) {
        return begin < order.size() && (found == order.end() || begin > at);
    };
    const auto next = std::ranges::find_if(focus.last_regions, is_next);
    focus.focused = order[next == focus.last_regions.end() ? 0 : *next];
    focus.moved = true;
}

}  // namespace

bool press_focus_key(FocusKey key) {
    if (key == FocusKey::Next || key == FocusKey::Previous) {
        move_focus(key == FocusKey::Next ? 1 : -1);
        return true;
    }
    if (key == FocusKey::NextRegion) {
        move_to_next_region();
        return true;
    }
    if (!a_widget_has_focus()) return false;
    if (key == FocusKey::Activate) focus.activate = true;
    if (key == FocusKey::More || key == FocusKey::Up) ++focus.steps;
    if (key == FocusKey::Less || key == FocusKey::Down) --focus.steps;
    if (key == FocusKey::Down) ++focus.rows;
    if (key == FocusKey::Up) --focus.rows;
    if (key == FocusKey::Leave) leave_focus();
    return true;
}

bool a_widget_has_focus() { return focus.focused != 0; }
void leave_focus() { focus.focused = 0; }

int focus_finds() { return focus.finds; }

void begin_focus() {
    focus.last_order = std::exchange(focus.order, {});
    focus.last_regions = std::exchange(focus.regions, {});
    if (!focus.last_order.empty() &&
        std::ranges::find(focus.last_order, focus.focused) == focus.last_order.end())
        focus.focused = 0;
    if (focus.focused == 0) {
        focus.activate = focus.moved = false;
        focus.steps = focus.rows = 0;
    }
}

void begin_focus_region() { focus.regions.push_back(focus.order.size()); }
void begin_modal_focus() {
    focus.order.clear();
    focus.regions.clear();
}
void focus_next_stop() { focus.to_next = true; }

FocusStop focus_stop(ImGuiID id) {
    focus.order.push_back(id);
    if (std::exchange(focus.to_next, false)) focus.focused = id;
    if (id != focus.focused) return {};
    ++focus.finds;
    if (std::exchange(focus.moved, false)) ImGui::SetScrollHereY();
    return {true, std::exchange(focus.activate, false), std::exchange(focus.steps, 0),
            std::exchange(focus.rows, 0)};
}

void draw_focus_ring(ImVec2 low, ImVec2 high) {
    const float gap = px(2);
    ImGui::GetWindowDrawList()->AddRect({low.x - gap, low.y - gap}, {high.x + gap, high.y + gap},
                                        to_im(colors().accent), px(metrics::radius) + gap, 0, px(2));
}

}  // namespace reweigh
