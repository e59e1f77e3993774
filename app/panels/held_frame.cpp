#include "app/panels/held_frame.h"

#include "app/moment.h"
#include "app/panels/stage_place.h"
#include "app/widgets/button.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "core/figure/number_text.h"

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

std::string epoch_of(const Snapshot& snapshot, std::int64_t step) {
    return epoch_text(static_cast<double>(step) / static_cast<double>(snapshot.steps_per_epoch));
}

// The words and the button lie on the frame: on its upper edge, around small pictures on the lower one, clear
// of the names of columns.
struct HeldCard {
    Rect picture;
    bool is_below;
    std::string sentence;
    ButtonFace follow{.label = "Follow", .help = "Back to the present (End).", .look = ButtonLook::Link};
    Type type{TextRole::Body, FontWeight::SemiBold, colors().text};

    float room() const { return static_cast<float>(picture.width()) - 2 * px(16); }
    float width() const {
        return std::min(room(), px(12) + text_width(sentence, type) + button_width(follow));
    }
    ImVec2 low() const {
        const double top = is_below ? picture.max.y - static_cast<double>(px(12))
                                    : picture.min.y - static_cast<double>(px(8));
        return {std::round(static_cast<float>(picture.center().x) - width() / 2), static_cast<float>(top)};
    }

    bool draw() const {
        const ImVec2 corner = low(), end{corner.x + width(), corner.y + px(34)};
        ImGui::SetCursorScreenPos(corner);
        ImGui::BeginChild("held", {width(), px(34)}, false,
                          ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoBackground);
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled(corner, end, to_im(colors().plot), px(metrics::card_radius));
        list->AddRect(corner, end, to_im(colors().paused), px(metrics::card_radius), 0, px(2));
        const float words = width() - px(12) - button_width(follow);
        draw_text_in({corner.x + px(12), corner.y + px(17)}, words, sentence, type);
        ImGui::SetCursorScreenPos({end.x - button_width(follow), corner.y + px(3)});
        const bool clicked = button(follow);
        ImGui::EndChild();
        remember_widget("held");
        return clicked;
    }
};

}  // namespace

std::string held_sentence(const Snapshot& present, const ViewState& view) {
    const auto held = held_at(present, view);
    if (!held) return "";
    const bool trains = std::holds_alternative<Running>(present.status);
    return "viewing epoch " + epoch_of(present, *held) + "; " + (trains ? "training" : "the run is") +
           " at " + epoch_of(present, present.step);
}

void draw_held_frame(Rect picture, const Snapshot& present, ViewState& view) {
    const std::string sentence = held_sentence(present, view);
    if (sentence.empty() || view.loading) return;
    const ImVec2 low = to_imvec2(picture.min), high = to_imvec2(picture.max);
    const float out = px(view.lab_view == LabView::Stage ? 2 : 6);
    ImGui::GetWindowDrawList()->AddRect({low.x - out, low.y - out}, {high.x + out, high.y + out},
                                        to_im(colors().paused), px(metrics::radius), 0, px(3));
    if (HeldCard{picture, view.lab_view != LabView::Stage, sentence}.draw()) view.moment.reset();
}

}  // namespace reweigh
