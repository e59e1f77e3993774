#include "app/panels/status_bar.h"

#include "app/actions.h"
#include "app/widgets/focus.h"
#include "app/widgets/icons.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "app/widgets/tooltip.h"

#include <array>
#include <cmath>

namespace reweigh {
namespace {

// A small text that acts, as high as the bar; returns its width.
struct Link {
    std::string label, help;
    FontWeight weight = FontWeight::SemiBold;
    Color color;
};

float link_width(const Link& link) { return text_width(link.label, {TextRole::Small, link.weight, {}}); }

bool draw_link(ImVec2 left_middle, float height, const Link& link) {
    const float width = link_width(link);
    ImGui::SetCursorScreenPos({left_middle.x, left_middle.y - std::floor(height / 2)});
    const bool clicked = ImGui::InvisibleButton(link.label.c_str(), {width, height});
    const ImGuiID id = ImGui::GetID(link.label.c_str());
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    const bool hovered = ImGui::IsItemHovered();
    remember_widget(link.label);
    const FocusStop focus = focus_stop(id);
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    draw_text(left_middle, link.label,
              {TextRole::Small, link.weight, hovered ? colors().accent : link.color});
    if (focus.focused) draw_focus_ring({low.x, low.y + px(4)}, {high.x, high.y - px(4)});
    help_tooltip(id, hovered, focus.focused, low, high, link.help);
    return clicked || focus.activated;
}

class StatusBar final : public Panel {
public:
    explicit StatusBar(const Messages& messages) : messages_(&messages) {}

    void draw(const Snapshot& snapshot, ViewState& view, Outbox& outbox) override {
        corner_ = ImGui::GetCursorScreenPos();
        size_ = ImGui::GetContentRegionAvail();
        ImGui::GetWindowDrawList()->AddRectFilled(corner_, {corner_.x + size_.x, corner_.y + px(1)},
                                                  to_im(colors().rule));
        const float right = draw_settings(view, outbox);
        const Message* message = messages_->last();
        if (message && !is_on_stage(*message, snapshot, view)) draw_message(*message, right, outbox);
    }

private:
    static bool is_on_stage(const Message& message, const Snapshot& snapshot, const ViewState& view) {
        const auto* failed = std::get_if<Failed>(&snapshot.status);
        return message.sentence == view.failure || (failed && message.sentence == failed->sentence);
    }

    float middle() const { return corner_.y + std::floor(size_.y / 2); }

    // Returns the left end.
    float draw_settings(const ViewState& view, Outbox& outbox) const {
        const std::string size = std::to_string(static_cast<int>(std::lround(view.ui_scale * 100))) + " %";
        struct Setting {
            Link link;
            ActionId action;
        };
        const auto quiet = [](std::string label, std::string help) {
            return Link{std::move(label), std::move(help), FontWeight::Regular, colors().muted};
        };
        const std::array settings{
            Setting{quiet("Keys F1", "All keys and what they do."), ActionId::Keys},
            Setting{quiet(size, "Size of everything: Ctrl and +, -, 0. A click makes it normal."),
                    ActionId::ScaleReset},
            Setting{quiet(std::string(names_of<ThemeChoice>[static_cast<std::size_t>(view.theme)].label),
                          "Theme: light, dark, or as the desktop. A click takes the next."),
                    ActionId::NextTheme}};
        float x = corner_.x + size_.x - px(metrics::padding);
        for (const Setting& setting : settings) {
            x -= link_width(setting.link);
            if (draw_link({x, middle()}, size_.y, setting.link)) outbox.request(Perform{setting.action});
            x -= px(metrics::padding);
        }
        return x;
    }

    void draw_message(const Message& message, float right, Outbox& outbox) const {
        float x = corner_.x + px(metrics::padding);
        const bool is_problem = message.tone == Tone::Problem;
        if (message.tone != Tone::Note) {
            draw_icon(is_problem ? Icon::Cross : Icon::Check, {x + px(6), middle()},
                      is_problem ? colors().failed : colors().running);
            x += px(20);
        }
        const Link show{"Show folder", "Opens the folder of the files.", FontWeight::SemiBold,
                        colors().accent};
        const float room = right - x - (message.folder ? link_width(show) + px(metrics::padding) : 0);
        if (room < 0) return;
        const std::string text =
            message.sentence + (message.times > 1 ? " (" + std::to_string(message.times) + " times)" : "");
        const Type type{TextRole::Small, FontWeight::Regular, is_problem ? colors().failed : colors().text};
        const float begin = x;
        x += draw_text_in({x, middle()}, room, text, type);
        if (text_width(text, type) > room) {
            const ImVec2 low{begin, corner_.y}, high{x, corner_.y + size_.y};
            help_tooltip(ImGui::GetID("message"), ImGui::IsMouseHoveringRect(low, high), false, low, high,
                         text);
        }
        if (message.folder && draw_link({x + px(12), middle()}, size_.y, show))
            outbox.request(ShowFolder{*message.folder});
    }

    const Messages* messages_;
    ImVec2 corner_, size_;  // of the current frame
};

}  // namespace

std::unique_ptr<Panel> make_status_bar(const Messages& messages) {
    return std::make_unique<StatusBar>(messages);
}

}  // namespace reweigh
