#include "app/panels/held_frame.h"

#include "app/moment.h"
#include "app/panels/stage_place.h"
#include "app/widgets/button.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "core/figure/number_text.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace reweigh {
namespace {

std::string epoch_of(const Snapshot& snapshot, std::int64_t step) {
    return epoch_text(static_cast<double>(step) / static_cast<double>(snapshot.steps_per_epoch));
}

// What leads to the step that was pointed at, where the keyframe shown is another; nothing else.
std::optional<ButtonFace> exact_button(const Snapshot& present, const ViewState& view, std::string& label) {
    const std::string_view help =
        "Trains again from the keyframe before to the moment pointed at, beside the run (X).";
    if (present.exact) {
        const double share =
            static_cast<double>(present.exact->at - present.exact->from) /
            static_cast<double>(std::max<std::int64_t>(present.exact->target - present.exact->from, 1));
        label = "Exact: " + number_text(std::floor(100 * share), 0) + " %, cancel";
        return ButtonFace{.label = label, .help = "Leaves the replay off.", .look = ButtonLook::Link};
    }
    if (!view.asked || view.asked == held_at(present, view)) return std::nullopt;
    const std::string epoch = epoch_of(present, *view.asked);
    const bool is_told_apart = epoch != epoch_of(present, shown_step(present, view));
    label = "Exact: " + (is_told_apart ? epoch : "step " + count_text(*view.asked));
    return ButtonFace{.label = label, .help = help, .look = ButtonLook::Link};
}

// The words and the buttons lie on the frame: on its upper edge, around small pictures on the lower one,
// clear of the names of columns.
struct HeldCard {
    Rect picture;
    bool is_below;
    std::string sentence;
    std::optional<ButtonFace> exact;
    ButtonFace follow{.label = "Follow", .help = "Back to the present (End).", .look = ButtonLook::Link};
    Type type{TextRole::Body, FontWeight::SemiBold, colors().text};

    float buttons() const { return button_width(follow) + (exact ? button_width(*exact) : 0); }
    float width() const {
        const float room = static_cast<float>(picture.width()) - 2 * px(16);
        return std::min(room, px(12) + text_width(sentence, type) + buttons());
    }
    ImVec2 low() const {
        const double top = is_below ? picture.max.y - static_cast<double>(px(12))
                                    : picture.min.y - static_cast<double>(px(8));
        return {std::round(static_cast<float>(picture.center().x) - width() / 2), static_cast<float>(top)};
    }
};

enum class HeldAnswer { None, Exact, Follow };

HeldAnswer draw_card(const HeldCard& card) {
    const float height = px(34), words = card.width() - px(12) - card.buttons();
    const ImVec2 corner = card.low(), end{corner.x + card.width(), corner.y + height};
    ImGui::SetCursorScreenPos(corner);
    ImGui::BeginChild("held", {card.width(), height}, false,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoBackground);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(corner, end, to_im(colors().plot), px(metrics::card_radius));
    list->AddRect(corner, end, to_im(colors().paused), px(metrics::card_radius), 0, px(2));
    draw_text_in({corner.x + px(12), corner.y + height / 2}, words, card.sentence, card.type);
    HeldAnswer answer = HeldAnswer::None;
    ImGui::SetCursorScreenPos({corner.x + px(12) + words, corner.y + px(3)});
    if (card.exact && button(*card.exact)) answer = HeldAnswer::Exact;
    ImGui::SetCursorScreenPos({end.x - button_width(card.follow), corner.y + px(3)});
    if (button(card.follow)) answer = HeldAnswer::Follow;
    ImGui::EndChild();
    remember_widget("held");
    return answer;
}

}  // namespace

std::string held_sentence(const Snapshot& present, const ViewState& view) {
    const auto held = held_at(present, view);
    if (!held) return "";
    const bool trains = std::holds_alternative<Running>(present.status);
    return "viewing epoch " + epoch_of(present, *held) + "; " + (trains ? "training" : "the run is") +
           " at " + epoch_of(present, present.step);
}

void draw_held_frame(Rect picture, const Snapshot& present, ViewState& view, Outbox& outbox) {
    const std::string sentence = held_sentence(present, view);
    if (sentence.empty() || view.loading) return;
    const ImVec2 low = to_imvec2(picture.min), high = to_imvec2(picture.max);
    const float out = px(view.lab_view == LabView::Stage ? 2 : 6);
    ImGui::GetWindowDrawList()->AddRect({low.x - out, low.y - out}, {high.x + out, high.y + out},
                                        to_im(colors().paused), px(metrics::radius), 0, px(3));
    std::string label;
    const bool is_grid = view.lab_view != LabView::Stage && present.scene->data->is_plane();
    const HeldCard card{picture, is_grid, sentence, exact_button(present, view, label)};
    const HeldAnswer answer = draw_card(card);
    if (answer == HeldAnswer::Follow) view.moment.reset();
    if (answer != HeldAnswer::Exact) return;
    if (present.exact)
        outbox.post(Exact{});
    else
        outbox.request(Perform{ActionId::Exact});
}

}  // namespace reweigh
