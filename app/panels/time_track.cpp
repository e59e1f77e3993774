#include "app/panels/time_track.h"

#include "app/moment.h"
#include "app/panels/stage_place.h"
#include "app/style.h"
#include "app/time_effects.h"
#include "app/widgets/focus.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "app/widgets/tooltip.h"
#include "core/figure/curves_parts.h"
#include "core/figure/number_text.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace reweigh {
namespace {

constexpr double band_height = 12, tick_height = 5, close = 18, least_words = 40;  // units

float at_pixel(double place) { return std::round(static_cast<float>(place)); }

// A stroke from top to bottom around a middle, on whole pixels.
void draw_bar(ImVec2 middle, float width, float height, Color color, float radius = 0) {
    const ImVec2 half{std::floor(width / 2), std::floor(height / 2)};
    ImGui::GetWindowDrawList()->AddRectFilled({middle.x - half.x, middle.y - half.y},
                                              {middle.x - half.x + width, middle.y + half.y}, to_im(color),
                                              radius);
}

void draw_diamond(ImVec2 middle, float radius, Color color) {
    ImGui::GetWindowDrawList()->AddQuadFilled({middle.x, middle.y - radius}, {middle.x + radius, middle.y},
                                              {middle.x, middle.y + radius}, {middle.x - radius, middle.y},
                                              to_im(color));
}

// "A" on a flag that stands on the track.
void draw_pin(ImVec2 at) {
    const float foot = at.y - px(8), top = foot - px(16);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled({at.x - px(9), top}, {at.x + px(9), foot}, to_im(colors().text), px(3));
    list->AddTriangleFilled({at.x - px(4), foot}, {at.x + px(4), foot}, {at.x, foot + px(5)},
                            to_im(colors().text));
    draw_text({at.x, (top + foot) / 2}, "A", {TextRole::Small, FontWeight::SemiBold, colors().plot},
              Align::Center);
}

// Words beside marks on one line: right of their mark, left of it where there is no room to the right; cut
// short, or left out, where another's stand.
class WordsOnLine {
public:
    WordsOnLine(float left, float right, float y) : free_from_(left), right_(right), y_(y) {}
    void draw(float mark, float next_mark, const std::string& words, const Type& type) {
        const float gap = px(8), width = text_width(words, type);
        const float after = std::min(right_, next_mark - gap) - (mark + gap);
        const float before = mark - gap - free_from_;
        if (width <= after || after >= std::max(before, px(least_words)))
            free_from_ = mark + 2 * gap + draw_text_in({mark + gap, y_}, after, words, type);
        else if (before >= std::min(width, px(least_words))) {
            draw_text_in({mark - gap, y_}, before, words, type, Align::Right);
            free_from_ = mark + gap;
        }
    }

private:
    float free_from_, right_, y_;
};

}  // namespace

bool TimeTrack::has_texts() const { return place_.height() >= static_cast<double>(px(60)); }

void TimeTrack::draw(Rect place, const Snapshot& snapshot, ViewState& view) {
    place_ = place;
    if (place.width() < static_cast<double>(px(24))) return;
    if (!snapshot.scene || snapshot.step == 0) return draw_empty();
    const TimeAxisPlaces places(snapshot, view, place.min.x, place.max.x);
    draw_band(places, snapshot);
    answer(places, snapshot, view);
    if (has_texts()) draw_ticks(places);
    draw_edits(places, snapshot, view);
    draw_standing(places, snapshot, view);
}

void TimeTrack::answer(const TimeAxisPlaces& places, const Snapshot& snapshot, ViewState& view) {
    const ImVec2 low{static_cast<float>(place_.min.x) - px(8), static_cast<float>(place_.min.y) + px(4)};
    const ImVec2 high{static_cast<float>(place_.max.x) + px(8), static_cast<float>(place_.max.y) - px(2)};
    ImGui::SetCursorScreenPos(low);
    ImGui::InvisibleButton("time bar", {high.x - low.x, high.y - low.y});
    remember_widget("time bar", {place_});
    Outbox unused;
    const FocusStop focus = focus_stop(ImGui::GetID("time bar"));
    if (focus.focused)
        draw_focus_ring({low.x + px(4), middle() - px(14)}, {high.x - px(4), middle() + px(14)});
    for (int i = focus.steps; i < 0; ++i) show_keyframe_before(snapshot, view, unused);
    for (int i = focus.steps; i > 0; --i) show_keyframe_after(snapshot, view, unused);
    const double pointer = static_cast<double>(ImGui::GetIO().MousePos.x);
    if (ImGui::IsItemActive()) {
        view.moment = places.keyframe_near(pointer);
        view.asked = view.moment ? std::optional(places.step_at(pointer)) : std::nullopt;
    }
    if (!ImGui::IsItemHovered() || ImGui::IsItemActive()) return;
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    const auto step = places.keyframe_near(pointer);
    const float x = at_pixel(places.of(step.value_or(snapshot.step)));
    draw_bar({x, middle()}, px(2), px(band_height + 8), colors().accent);
    const std::string epoch = "epoch " + epoch_text(static_cast<double>(step.value_or(snapshot.step)) /
                                                    static_cast<double>(snapshot.steps_per_epoch));
    text_card({x - px(8), middle() - px(20)}, {x, middle() + px(10)}, step ? epoch : epoch + ", now",
              CardMood::Help);
}

void TimeTrack::draw_empty() const {
    const float left = static_cast<float>(place_.min.x), right = static_cast<float>(place_.max.x);
    const Type type{TextRole::Small, FontWeight::Regular, colors().muted};
    const char* sentence = "Keyframes begin with the first step.";
    if (!has_texts()) {
        draw_text_in({left, middle()}, right - left, sentence, type);
        return;
    }
    const ImVec2 low{left, middle() - px(band_height / 2)}, high{right, middle() + px(band_height / 2)};
    ImGui::GetWindowDrawList()->AddRectFilled(low, high, to_im(colors().plot), px(metrics::radius));
    ImGui::GetWindowDrawList()->AddRect(low, high, to_im(colors().rule), px(metrics::radius), 0, px(1));
    draw_text_in({left, middle() + px(20)}, right - left, sentence, type);
}

void TimeTrack::draw_band(const TimeAxisPlaces& places, const Snapshot& snapshot) const {
    const float left = static_cast<float>(place_.min.x), right = static_cast<float>(place_.max.x);
    ImGui::GetWindowDrawList()->AddRectFilled({left, middle() - px(band_height / 2)},
                                              {right, middle() + px(band_height / 2)},
                                              to_im(colors().accent_soft), px(metrics::radius));
    float last = left - px(8);
    for (const KeyframeMark& mark : snapshot.keyframes) {
        const float x = at_pixel(places.of(mark.step));
        if (x - last < px(1.5)) continue;  // one on the other
        draw_bar({x, middle()}, std::max(1.0F, px(1.25)), px(tick_height), colors().muted);
        last = x;
    }
}

void TimeTrack::draw_ticks(const TimeAxisPlaces& places) const {
    const Type type{TextRole::Small, FontWeight::Regular, colors().muted};
    const float below = middle() + px(band_height / 2), baseline = below + px(14);
    const auto width = [&](std::string_view text) {
        return static_cast<double>(text_width(text, type)) / scale();
    };
    const double length = place_.width() / scale();
    float free_from = static_cast<float>(place_.min.x) - px(metrics::padding);
    for (const Tick& tick : ticks_that_fit(places.axis(), length, 56, width)) {
        if (tick.text.empty()) continue;
        const float x = at_pixel(places.of_value(tick.value));
        ImGui::GetWindowDrawList()->AddRectFilled({x, below}, {x + px(1), below + px(4)},
                                                  to_im(colors().border));
        const float half = text_width(tick.text, type) / 2;
        const float text = std::min(x, static_cast<float>(place_.max.x) + px(8) - half);
        if (text - half < free_from) continue;
        draw_text({text, baseline}, tick.text, type, Align::Center);
        free_from = text + half + px(4);
    }
}

void TimeTrack::draw_edits(const TimeAxisPlaces& places, const Snapshot& snapshot,
                           const ViewState& view) const {
    const Type type{TextRole::Small, FontWeight::SemiBold, colors().accent};
    const int variant = snapshot.scene->setup.replicas[static_cast<std::size_t>(view.focus)].variant;
    const auto marks = merged(edit_marks(snapshot, variant), static_cast<double>(px(close)),
                              [&](std::int64_t step) { return places.of(step); });
    const float top = middle() - px(has_texts() ? 18 : 13);
    WordsOnLine words(static_cast<float>(place_.min.x), static_cast<float>(place_.max.x), top);
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const float x = at_pixel(places.of(marks[i].step));
        const float next = i + 1 < marks.size() ? at_pixel(places.of(marks[i + 1].step))
                                                : static_cast<float>(place_.max.x) + px(8);
        ImGui::GetWindowDrawList()->AddRectFilled({x - px(1), top}, {x + px(1), middle() + px(9)},
                                                  to_im(colors().accent));
        draw_diamond({x, top}, px(5), colors().accent);
        if (has_texts()) words.draw(x, next, marks[i].label, type);
    }
}

// The present, dark; A, pinned; the moment that the view is held at, amber.
void TimeTrack::draw_standing(const TimeAxisPlaces& places, const Snapshot& snapshot,
                              const ViewState& view) const {
    draw_bar({at_pixel(places.of(snapshot.step)), middle()}, px(6), px(24), colors().text, px(2));
    if (view.comparison.a && view.comparison.a->run == snapshot.run)
        draw_pin({at_pixel(places.of(view.comparison.a->step)), middle()});
    const auto held = held_at(snapshot, view);
    if (!held) return;
    const ImVec2 at{at_pixel(places.of(*held)), middle()};
    draw_bar(at, px(12), px(30), colors().panel, px(metrics::radius));
    draw_bar(at, px(8), px(26), colors().paused, px(3));
}

}  // namespace reweigh
