#include "app/panels/state_card.h"

#include "app/widgets/button.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "core/base/overloaded.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace reweigh {
namespace {

struct CardButton {
    ButtonFace face;
    std::optional<ActionId> action;  // none: copies the sentence
};

struct Card {
    std::string sentence;
    Color edge;
    std::vector<CardButton> buttons;
};

std::optional<Card> card_of(const Snapshot& snapshot, const ViewState& view) {
    if (view.loading) return Card{"Making " + *view.loading + " ready.", colors().border, {}};
    if (!snapshot.scene) return std::nullopt;
    const CardButton reset{{.label = "Reset", .icon = Icon::Reset}, ActionId::Reset};
    const CardButton again{{.label = "Continue (10 \u00d7)", .icon = Icon::Play, .look = ButtonLook::Filled},
                           ActionId::Continue};
    return std::visit(
        overloaded{
            [](const Ready&) {
                return std::optional<Card>({"Press Space to train.", colors().border, {}});
            },
            [](const Running&) { return std::optional<Card>(); },
            [](const Paused&) { return std::optional<Card>(); },
            [&](const Finished& finished) {
                return std::optional<Card>({finished.reason, colors().negative, {again, reset}});
            },
            [&](const Failed& failed) {
                return std::optional<Card>(
                    {failed.sentence, colors().failed, {reset, {{.label = "Copy message"}, std::nullopt}}});
            },
        },
        snapshot.status);
}

float buttons_width(const Card& card) {
    float width = card.buttons.empty() ? 0 : -px(metrics::gap);
    for (const CardButton& one : card.buttons) width += button_width(one.face) + px(metrics::gap);
    return width;
}

void draw_buttons(const Card& card, Outbox& outbox) {
    for (const CardButton& one : card.buttons) {
        if (button(one.face)) {
            if (one.action)
                outbox.request(Perform{*one.action});
            else
                ImGui::SetClipboardText(card.sentence.c_str());
        }
        ImGui::SameLine(0, px(metrics::gap));
    }
}

}  // namespace

void draw_state_card(Rect stage, const Snapshot& snapshot, const ViewState& view, Outbox& outbox) {
    const std::optional<Card> card = card_of(snapshot, view);
    if (!card) return;
    const float padding = px(12);
    const Type type{TextRole::Body, FontWeight::SemiBold, colors().text};
    const float most = std::min(px(480), static_cast<float>(stage.width()) - px(32));
    const float inner =
        std::min(most - 2 * padding, std::max(text_width(card->sentence, type), buttons_width(*card)));
    const ScopedFont font(TextRole::Body, FontWeight::SemiBold);
    const float text_height = ImGui::CalcTextSize(card->sentence.c_str(), nullptr, false, inner + 1).y;
    const float buttons_height = card->buttons.empty() ? 0 : px(metrics::row + metrics::gap);
    const ImVec2 size{inner + 2 * padding, text_height + buttons_height + 2 * padding};
    ImGui::SetCursorScreenPos({std::round(static_cast<float>(stage.center().x) - size.x / 2),
                               std::round(static_cast<float>(stage.max.y) - size.y - px(40))});
    ImGui::BeginChild("state card", size, false, ImGuiWindowFlags_NoScrollbar);
    const ImVec2 corner = ImGui::GetWindowPos(), end{corner.x + size.x, corner.y + size.y};
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(corner, end, to_im(colors().plot), px(metrics::card_radius));
    list->AddRect(corner, end, to_im(card->edge), px(metrics::card_radius), 0, px(1));
    draw_paragraph({corner.x + padding, corner.y + padding}, inner + 1, card->sentence, type);
    ImGui::SetCursorScreenPos({corner.x + padding, corner.y + padding + text_height + px(metrics::gap)});
    draw_buttons(*card, outbox);
    ImGui::EndChild();
    remember_widget("state card");
}

}  // namespace reweigh
