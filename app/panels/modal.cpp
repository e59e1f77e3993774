#include "app/panels/modal.h"

#include "app/style.h"
#include "app/widgets/focus.h"

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

constexpr auto flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize |
                       ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings;

bool was_clicked_beside() {
    const bool is_over = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem |
                                                ImGuiHoveredFlags_ChildWindows);
    return ImGui::IsMouseClicked(0) && !is_over && !ImGui::IsWindowAppearing();
}

}  // namespace

void draw_modal(const Modal& modal, ViewState& view, const std::function<void(bool is_fresh)>& draw) {
    const bool is_fresh = view.overlay == modal.kind && !ImGui::IsPopupOpen(modal.title);
    if (is_fresh) {
        ImGui::OpenPopup(modal.title);
        leave_focus();
    }
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float width = std::min(px(modal.width), screen.x - px(32));
    ImGui::SetNextWindowPos({std::round((screen.x - width) / 2), px(72)});
    ImGui::SetNextWindowSizeConstraints({width, 0}, {width, screen.y - px(112)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(16), px(16)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, px(1));
    if (ImGui::BeginPopupModal(modal.title, nullptr, flags)) {
        begin_modal_focus();
        draw(is_fresh);
        if (was_clicked_beside()) view.overlay = Overlay::None;
        if (view.overlay != modal.kind) {
            leave_focus();
            ImGui::CloseCurrentPopup();
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar(2);
}

}  // namespace reweigh
