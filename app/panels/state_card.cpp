#include "app/panels/state_card.h"

#include "app/panels/picture_notice.h"
#include "app/panels/stage_place.h"
#include "app/picture_choice.h"
#include "app/widgets/button.h"
#include "app/widgets/flow.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "core/base/overloaded.h"
#include "core/figure/number_text.h"
#include "core/session/edit_log.h"

#include <algorithm>
#include <cmath>
#include <variant>
#include <vector>

namespace reweigh {
namespace {

struct CopySentence {};
struct CardButton {
    std::string label;
    std::variant<CopySentence, Request, Command, PictureAct> action;
    Icon icon = Icon::None;
    ButtonLook look = ButtonLook::Plain;
    std::string_view help = {};

    ButtonFace face() const { return {.label = label, .icon = icon, .help = help, .look = look}; }
};

enum class CardPlace { Low, Middle };
struct Card {
    std::string sentence;
    Color edge;
    std::vector<CardButton> buttons;
    CardPlace place = CardPlace::Low;
};

// By then the boundary stands where it belongs without weights.
constexpr double epochs_before_hint = 10;

const CardButton copy_message{"Copy message", CopySentence{}};

// What else than the failure there is to tell is how a download goes.
void offer_pictures(const FetchState& state, Card& card) {
    const PictureNotice notice = picture_notice(state);
    if (std::holds_alternative<Fetching>(state) || std::holds_alternative<FetchFailed>(state))
        card.sentence += " " + notice.sentence;
    for (const PictureButton& each : notice.buttons)
        card.buttons.push_back(
            {.label = each.label, .action = each.act, .look = each.look, .help = each.help});
}

// There is no run: the sentence says why, the buttons lead on.
Card failed_start(const std::string& sentence, const Snapshot& snapshot, const ViewState& view) {
    constexpr const char* first_experiment = "boundary/start";
    Card card{sentence, colors().failed, {}, CardPlace::Middle};
    if (lacks_pictures(snapshot, view)) offer_pictures(view.fetch, card);
    card.buttons.push_back({.label = "Open boundary/start",
                            .action = Request(LoadExperiment{first_experiment}),
                            .look = card.buttons.empty() ? ButtonLook::Filled : ButtonLook::Plain});
    card.buttons.push_back(copy_message);
    return card;
}

// The last moment at which every replica was finite, else the last one kept.
std::optional<std::int64_t> sound_step(const Snapshot& snapshot) {
    std::optional<std::int64_t> step;
    for (const ReplicaHealth& health : snapshot.health)
        if (health.parked_at) step = std::min(step.value_or(*health.parked_at), *health.parked_at);
    if (!step && !snapshot.keyframes.empty()) step = snapshot.keyframes.back().step;
    return step;
}

// What failed stays behind; the way back leads to a run that has not.
Card failed_run(const Snapshot& snapshot, const std::string& sentence, CardButton reset) {
    Card card{sentence, colors().failed, {}, CardPlace::Middle};
    if (const auto step = sound_step(snapshot))
        card.buttons.push_back(
            {.label = "Go back to step " + count_text(*step),
             .action = Command(Fork{*step, live_at(snapshot.edits, *step)}),
             .help = "Paused there, as another run; change what made it fail, then go on."});
    card.buttons.push_back(std::move(reset));
    card.buttons.push_back(copy_message);
    return card;
}

std::optional<Card> card_of_run(const Snapshot& snapshot, const ViewState& view) {
    const CardButton reset{
        .label = "Reset", .action = Request(Perform{ActionId::Reset}), .icon = Icon::Reset};
    const CardButton again{.label = "Continue (10 \u00d7)",
                           .action = Request(Perform{ActionId::Continue}),
                           .icon = Icon::Play,
                           .look = ButtonLook::Filled};
    const auto none = std::optional<Card>();
    return std::visit(
        overloaded{
            [&](const Ready&) {
                if (view.points.is_on) return none;
                return std::optional<Card>({"Press Space to train.", colors().border, {}});
            },
            [&](const Running&) {
                if (!view.hints || snapshot.epoch() < epochs_before_hint) return none;
                return std::optional<Card>(
                    {"Now drag the weight w+ : w\u2212, or press \u2212 and +.", colors().accent, {}});
            },
            [&](const Paused&) { return none; },
            [&](const Finished& finished) {
                return std::optional<Card>({finished.reason, colors().negative, {again, reset}});
            },
            [&](const Failed& failed) {
                return std::optional<Card>(failed_run(snapshot, failed.sentence, reset));
            },
        },
        snapshot.status);
}

std::optional<Card> card_of(const Snapshot& snapshot, const ViewState& view) {
    if (view.loading) {
        Card card{view.loading->sentence, colors().border, {}, CardPlace::Middle};
        if (view.loading->can_cancel) card.buttons.push_back({"Cancel", Request(CancelLoading{})});
        return card;
    }
    if (snapshot.scene) return card_of_run(snapshot, view);
    if (view.failure) return failed_start(*view.failure, snapshot, view);
    const auto* failed = std::get_if<Failed>(&snapshot.status);
    return failed ? std::optional(failed_start(failed->sentence, snapshot, view)) : std::nullopt;
}

float buttons_width(const Card& card) {
    float width = card.buttons.empty() ? 0 : -px(metrics::gap);
    for (const CardButton& one : card.buttons) width += button_width(one.face()) + px(metrics::gap);
    return width;
}

Flow button_flow(ImVec2 corner, float width) {
    return {corner, corner.x, corner.x + width + 1, px(metrics::gap), px(metrics::row + metrics::gap)};
}

// With the gap above; 0 without buttons.
float buttons_height(const Card& card, float width) {
    if (card.buttons.empty()) return 0;
    Flow flow = button_flow({0, 0}, width);
    for (const CardButton& one : card.buttons) flow.place(button_width(one.face()));
    return flow.at.y + flow.pitch;
}

void press(const CardButton& pressed, const Card& card, const Snapshot& snapshot, ViewState& view,
           Outbox& outbox) {
    std::visit(overloaded{
                   [&](CopySentence) { ImGui::SetClipboardText(card.sentence.c_str()); },
                   [&](const Request& request) { outbox.request(request); },
                   [&](const Command& command) { outbox.post(command); },
                   [&](const PictureAct& act) { carry_out(act, snapshot, view, outbox); },
               },
               pressed.action);
}

// The one that was pressed.
const CardButton* draw_buttons(const Card& card, ImVec2 corner, float width) {
    const CardButton* pressed = nullptr;
    Flow flow = button_flow(corner, width);
    for (const CardButton& one : card.buttons) {
        ImGui::SetCursorScreenPos(flow.place(button_width(one.face())));
        if (button(one.face())) pressed = &one;
    }
    return pressed;
}

bool is_over_points(const Snapshot& snapshot) { return !snapshot.scene || snapshot.scene->data->is_plane(); }

// Low cards stand under the points; on a wide stage beside them. Pictures leave them room below.
ImVec2 card_corner(const Card& card, Rect stage, const Snapshot& snapshot, const ViewState& view,
                   ImVec2 size) {
    const ImVec2 middle = to_imvec2(stage.center());
    const bool is_low = card.place == CardPlace::Low, is_over = is_over_points(snapshot);
    const bool is_beside = is_low && is_over && is_wide(stage) && view.lab_view == LabView::Stage;
    const float bottom = static_cast<float>(stage.max.y) - size.y;
    const float top = is_low ? bottom - (is_over ? px(40) : 0) : middle.y - size.y / 2;
    const float left = is_beside ? static_cast<float>(stage.min.x) + px(40) : middle.x - size.x / 2;
    return {std::round(left), std::round(top)};
}

Type sentence_type() { return {TextRole::Body, FontWeight::SemiBold, colors().text}; }

struct CardSize {
    float inner, text_height;  // between the paddings
    ImVec2 whole;
};
constexpr double card_padding = 12;  // units

CardSize size_of(const Card& card, float stage_width) {
    const float padding = px(card_padding), most = std::min(px(480), stage_width - px(32));
    const float inner = std::min(most - 2 * padding,
                                 std::max(text_width(card.sentence, sentence_type()), buttons_width(card)));
    const float text = paragraph_height(inner + 1, card.sentence, sentence_type());
    return {inner, text, {inner + 2 * padding, text + buttons_height(card, inner) + 2 * padding}};
}

}  // namespace

float state_card_room(float width, const Snapshot& snapshot, const ViewState& view) {
    const std::optional<Card> card = card_of(snapshot, view);
    return card && card->place == CardPlace::Low ? size_of(*card, width).whole.y + px(8) : 0;
}

void draw_state_card(Rect stage, const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    const std::optional<Card> card = card_of(snapshot, view);
    if (!card) return;
    const auto [inner, text_height, size] = size_of(*card, static_cast<float>(stage.width()));
    const float padding = px(card_padding);
    ImGui::SetCursorScreenPos(card_corner(*card, stage, snapshot, view, size));
    ImGui::BeginChild("state card", size, false, ImGuiWindowFlags_NoScrollbar);
    const ImVec2 corner = ImGui::GetWindowPos(), end{corner.x + size.x, corner.y + size.y};
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(corner, end, to_im(colors().plot), px(metrics::card_radius));
    list->AddRect(corner, end, to_im(card->edge), px(metrics::card_radius), 0, px(1));
    draw_paragraph({corner.x + padding, corner.y + padding}, inner + 1, card->sentence, sentence_type());
    const CardButton* pressed =
        draw_buttons(*card, {corner.x + padding, corner.y + padding + text_height + px(metrics::gap)}, inner);
    ImGui::EndChild();
    if (pressed != nullptr) press(*pressed, *card, snapshot, view, outbox);
    remember_widget("state card");
}

}  // namespace reweigh
