#include "app/moment.h"
#include "app/panel.h"
#include "app/panels/live_draft.h"
#include "app/panels/stage_place.h"
#include "app/panels/time_axis.h"
#include "app/panels/time_track.h"
#include "app/style.h"
#include "app/widgets/button.h"
#include "app/widgets/text.h"
#include "core/figure/number_text.h"

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

constexpr double splitter = 6, words_width = 116, least_track = 160;  // units

// Where the view stands among the keyframes: buttons, the track, the epoch shown.
class TimePanel final : public Panel {
public:
    void draw(const Snapshot& snapshot, ViewState& view, Outbox& outbox) override {
        corner_ = ImGui::GetCursorScreenPos();
        size_ = ImGui::GetContentRegionAvail();
        ImGui::GetWindowDrawList()->AddRectFilled(corner_, {corner_.x + size_.x, corner_.y + px(1)},
                                                  to_im(colors().rule));
        float left = draw_buttons(snapshot, view, outbox) + px(20);
        if (view.controls_visible && size_.x >= px(1200))
            left = std::max(left, corner_.x + px(view.controls_width + splitter + metrics::padding));
        float right = corner_.x + size_.x - px(metrics::padding);
        right = draw_fork(right, left, snapshot, view, outbox);
        const bool has_words = right - left >= px(least_track + words_width + 20);
        if (has_words) draw_words(right - px(words_width), snapshot, view);
        if (has_words) right -= px(words_width + 20);
        track_.draw({{left, corner_.y}, {right, corner_.y + size_.y}}, snapshot, view);
    }

private:
    float middle() const { return corner_.y + std::floor(size_.y / 2); }

    // At the right end where there is room; returns its left end. Changes that wait for it make it the next
    // thing.
    float draw_fork(float right, float left, const Snapshot& snapshot, const ViewState& view,
                    Outbox& outbox) const {
        const bool has_changes = !fork_changes(snapshot, view).empty();
        const ButtonFace fork{.label = "Fork here",
                              .help = "A new run from the moment shown; this one keeps its curves (F).",
                              .look = has_changes ? ButtonLook::Selected : ButtonLook::Plain,
                              .enabled = snapshot.scene && snapshot.step > 0};
        const float begin = right - button_width(fork);
        if (begin - left < px(least_track + 20)) return right;
        ImGui::SetCursorScreenPos({begin, middle() - px(metrics::row / 2)});
        if (button(fork)) outbox.request(Perform{ActionId::Fork});
        return begin - px(20);
    }

    // From left to right; returns the right end.
    float draw_buttons(const Snapshot& snapshot, const ViewState& view, Outbox& outbox) {
        const bool runs = std::holds_alternative<Running>(snapshot.status);
        const bool can_train = snapshot.scene && !std::holds_alternative<Finished>(snapshot.status) &&
                               !std::holds_alternative<Failed>(snapshot.status);
        const bool has_past = snapshot.step > 0 && !snapshot.keyframes.empty();
        const std::int64_t shown = shown_step(snapshot, view);
        const bool has_earlier = has_past && snapshot.keyframes.front().step < shown;
        const bool is_held = held_at(snapshot, view).has_value();
        float x = corner_.x + px(metrics::padding);
        const auto icon = [&](const ButtonFace& face, ActionId action) {
            ImGui::SetCursorScreenPos({x, middle() - px(metrics::row / 2)});
            if (icon_button(face)) outbox.request(Perform{action});
            x += px(metrics::row + 4);
        };
        icon({.label = "First keyframe",
              .icon = Icon::First,
              .help = "First keyframe (Home).",
              .enabled = has_earlier},
             ActionId::FirstKeyframe);
        icon({.label = "Keyframe before",
              .icon = Icon::Left,
              .help = "Keyframe before (Left), edit before (PgUp).",
              .enabled = has_earlier},
             ActionId::KeyframeBefore);
        icon({.label = runs ? "Pause training" : "Train",
              .icon = runs ? Icon::Pause : Icon::Play,
              .help = runs ? "Pause training (Space)." : "Train (Space).",
              .enabled = can_train},
             ActionId::PlayPause);
        icon({.label = "Next keyframe",
              .icon = Icon::Right,
              .help = "Next keyframe (Right), next edit (PgDn).",
              .enabled = is_held},
             ActionId::KeyframeAfter);
        const ButtonFace follow{.label = "Follow",
                                .icon = Icon::Disc,
                                .help = "Show the present (End).",
                                .look = is_held ? ButtonLook::Plain : ButtonLook::Selected,
                                .enabled = snapshot.scene != nullptr,
                                .width = 92};
        ImGui::SetCursorScreenPos({x + px(4), middle() - px(metrics::row / 2)});
        if (button(follow)) outbox.request(Perform{ActionId::Follow});
        return x + px(4) + button_width(follow);
    }

    // "epoch 1,204", "96 keyframes"; the epoch is the one shown.
    void draw_words(float left, const Snapshot& snapshot, const ViewState& view) const {
        const double epoch =
            static_cast<double>(shown_step(snapshot, view)) / static_cast<double>(snapshot.steps_per_epoch);
        const Color color = held_at(snapshot, view) ? colors().paused : colors().text;
        const auto keyframes = static_cast<std::int64_t>(snapshot.keyframes.size());
        const bool is_low = size_.y < px(60);
        draw_text_in({left, is_low ? middle() : middle() - px(9)}, px(words_width),
                     "epoch " + epoch_text(epoch), {TextRole::Body, FontWeight::SemiBold, color});
        if (is_low) return;
        draw_text_in({left, middle() + px(11)}, px(words_width),
                     count_text(keyframes) + (keyframes == 1 ? " keyframe" : " keyframes"),
                     {TextRole::Small, FontWeight::Regular, colors().muted});
    }

    ImVec2 corner_, size_;  // of the current frame
    TimeTrack track_;
};

}  // namespace

std::unique_ptr<Panel> make_time_panel() { return std::make_unique<TimePanel>(); }

}  // namespace reweigh
