#include "app/widgets/field.h"

#include "app/path_completion.h"
#include "app/widgets/focus.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "app/widgets/tooltip.h"
#include "app/widgets/typed_number.h"
#include "core/config/text.h"
#include "core/figure/axis.h"
#include "core/figure/number_text.h"
#include "core/state/setup.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <functional>

namespace reweigh {
namespace {

constexpr double least_on_log_scale = 1e-6;  // stands for 0, which has no place there
constexpr double pixels_across = 400;        // a drag that crosses the whole range

// The one field that is typed into.
struct Typing {
    ImGuiID id = 0;
    std::array<char, 1024> text{};
    std::string refusal;
    bool take_focus = false;
    int frame = 0;
};
Typing typing;

void start_typing(ImGuiID id, std::string_view text) {
    typing = {};
    typing.id = id;
    typing.take_focus = true;
    typing.frame = ImGui::GetFrameCount();
    std::memcpy(typing.text.data(), text.data(), std::min(text.size(), typing.text.size() - 1));
}

enum class TypingStep { Goes, Entered, Left };

// What Tab makes of a path that is being typed.
int complete_path(ImGuiInputTextCallbackData* field) {
    const std::string text(field->Buf, static_cast<std::size_t>(field->BufTextLen));
    const std::string longer = completed(text, {});
    if (longer.size() >= static_cast<std::size_t>(field->BufSize)) return 0;
    field->DeleteChars(0, field->BufTextLen);
    field->InsertChars(0, longer.c_str());
    return 0;
}

// The text input of the field being typed into.
enum class Completes { Nothing, Paths };
TypingStep type_into(Row::Place place, Completes completes = Completes::Nothing) {
    ImGui::SetCursorScreenPos(place.low);
    ImGui::SetNextItemWidth(place.high.x - place.low.x);
    if (typing.take_focus) ImGui::SetKeyboardFocusHere();
    typing.frame = ImGui::GetFrameCount();
    ImGui::PushID(static_cast<int>(typing.id));
    const bool is_path = completes == Completes::Paths;
    const ImGuiInputTextFlags flags =
        ImGuiInputTextFlags_EnterReturnsTrue |
        (is_path ? ImGuiInputTextFlags_CallbackCompletion : ImGuiInputTextFlags_AutoSelectAll);
    const bool entered = ImGui::InputText("##typed", typing.text.data(), typing.text.size(), flags,
                                          is_path ? complete_path : nullptr);
    ImGui::PopID();
    const bool left = ImGui::IsItemDeactivated() && !typing.take_focus;
    typing.take_focus = false;
    draw_focus_ring(place.low, place.high);
    if (!typing.refusal.empty()) text_card(place.low, place.high, typing.refusal, CardMood::Refusal);
    return entered ? TypingStep::Entered : left ? TypingStep::Left : TypingStep::Goes;
}

Typed read(std::string_view text, const NumberKind& kind) {
    switch (kind.reading) {
        case NumberKind::Reading::Whole:
            return read_whole(text, kind.min, kind.max);
        case NumberKind::Reading::Weight:
            return read_weight(text, kind.min, kind.max);
        case NumberKind::Reading::Number:
            break;
    }
    return read_number(text, kind.min, kind.max);
}

std::string shown(double value, const NumberKind& kind) {
    switch (kind.reading) {
        case NumberKind::Reading::Whole:
            return count_text(static_cast<std::int64_t>(value));
        case NumberKind::Reading::Weight:
            return weight_label(value);
        case NumberKind::Reading::Number:
            break;
    }
    return short_text(value);
}

// In full, as it is offered for typing.
std::string editable(double value, const NumberKind& kind) {
    return kind.reading == NumberKind::Reading::Weight ? weight_label(value) : to_text(value);
}

double rounded(double value, const NumberKind& kind) {
    if (kind.reading == NumberKind::Reading::Whole) return std::round(value);
    if (value == 0) return 0;
    const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 2);
    return std::round(value / unit) * unit;
}

double step_of(const NumberKind& kind) {
    if (kind.reading == NumberKind::Reading::Weight) return 0.25;
    const double step = nice_ceiling((kind.max - kind.min) / 200);
    return kind.reading == NumberKind::Reading::Whole ? std::max(1.0, std::round(step)) : step;
}

double on_log_scale(double value) { return std::log10(std::max(value, least_on_log_scale)); }

double off_log_scale(double value, const NumberKind& kind) {
    const bool is_zero = kind.min <= 0 && value <= std::log10(least_on_log_scale) + 1e-9;
    return std::clamp(is_zero ? 0.0 : rounded(std::pow(10.0, value), kind), kind.min, kind.max);
}

void draw_value(Row::Place place, const std::string& text, FieldLook look, bool hovered, bool is_zero) {
    const Palette& palette = colors();
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (look == FieldLook::Box) {
        list->AddRectFilled(place.low, place.high, to_im(palette.plot), px(metrics::radius));
        list->AddRect(place.low, place.high, to_im(hovered ? palette.text : palette.border),
                      px(metrics::radius), 0, px(1));
    } else if (hovered) {
        list->AddLine({place.low.x, place.high.y}, place.high, to_im(palette.border), px(1));
    }
    const Color color = look == FieldLook::Bare && is_zero ? palette.muted : palette.text;
    const FontWeight weight = look == FieldLook::Strong ? FontWeight::SemiBold : FontWeight::Regular;
    const float inset = look == FieldLook::Box ? px(8) : 0;
    draw_text({place.high.x - inset, (place.low.y + place.high.y) / 2}, text, {TextRole::Body, weight, color},
              Align::Right);
}

// As many of the last folders and the name as there is room for: "\u2026/cifar/train".
std::string end_of_path(const std::string& path, float room, const Type& type) {
    std::string shown = path;
    std::size_t from = 0;
    while (text_width(shown, type) > room) {
        from = path.find('/', from + 1);
        if (from == path.npos || from + 1 == path.size()) break;
        shown = "\u2026" + path.substr(from);
    }
    return shown;
}

struct Touch {
    ImGuiID id = 0;
    bool hovered = false, wants_typing = false;
    FocusStop focus;
};

// The pointer and the keyboard on a field at rest.
Touch touch(std::string_view label, Row::Place place, bool click_types) {
    const std::string name(label);
    ImGui::SetCursorScreenPos(place.low);
    ImGui::InvisibleButton(name.c_str(), {place.high.x - place.low.x, place.high.y - place.low.y});
    remember_widget(label);
    const ImGuiID id = ImGui::GetID(name.c_str());
    Touch touch{id, ImGui::IsItemHovered(), false, focus_stop(id)};
    if (touch.focus.focused) draw_focus_ring(place.low, place.high);
    const bool clicked = ImGui::IsItemClicked();
    touch.wants_typing = touch.focus.activated || (touch.hovered && ImGui::IsMouseDoubleClicked(0)) ||
                         (clicked && (click_types || ImGui::GetIO().KeyCtrl));
    return touch;
}

// The value that the pointer drags the last item to, if it does.
bool drag(const NumberKind& kind, double& value) {
    static double start = 0;
    if (ImGui::IsItemActivated()) start = value;
    if (!ImGui::IsItemActive() || !ImGui::IsMouseDragging(0)) return false;
    const double pixels = static_cast<double>(ImGui::GetMouseDragDelta(0).x) / scale();
    const double next = dragged(start, pixels, kind, ImGui::GetIO().KeyShift);
    return std::exchange(value, next) != next;
}

bool text_or_path_field(std::string_view label, Row::Place place, std::string_view hint, std::string& value,
                        Completes completes) {
    if (typing.id != 0 && typing.id == ImGui::GetID(std::string(label).c_str())) {
        remember_widget(label, {.place = {{place.low.x, place.low.y}, {place.high.x, place.high.y}}});
        const TypingStep step = type_into(place, completes);
        if (step == TypingStep::Goes) return false;
        const std::string typed = step == TypingStep::Entered ? std::string(typing.text.data()) : value;
        typing = {};
        return std::exchange(value, typed) != typed;
    }
    const Touch touched = touch(label, place, true);
    if (touched.wants_typing) start_typing(touched.id, value);
    draw_value(place, "", FieldLook::Box, touched.hovered, false);
    const Type type{TextRole::Body, FontWeight::Regular, value.empty() ? colors().muted : colors().text};
    const float room = place.high.x - place.low.x - px(16);
    const ImVec2 middle{place.low.x + px(8), (place.low.y + place.high.y) / 2};
    const std::string shown = completes == Completes::Paths ? end_of_path(value, room, type) : value;
    draw_text_in(middle, room, value.empty() ? hint : std::string_view(shown), type);
    return false;
}

}  // namespace

double dragged(double start, double pixels, const NumberKind& kind, bool finely) {
    const double share = pixels / pixels_across * (finely ? 0.1 : 1.0);
    if (kind.scale == Scale::Log) {
        const double low = on_log_scale(kind.min), high = on_log_scale(kind.max);
        return off_log_scale(std::clamp(on_log_scale(start) + share * (high - low), low, high), kind);
    }
    const double step = step_of(kind) * (finely && kind.reading == NumberKind::Reading::Number ? 0.1 : 1.0);
    const double moved = start + share * (kind.max - kind.min);
    return std::clamp(rounded(std::round(moved / step) * step, kind), kind.min, kind.max);
}

double stepped(double value, int steps, const NumberKind& kind) {
    if (kind.reading == NumberKind::Reading::Whole && (kind.scale == Scale::Linear || value < 20))
        return std::clamp(value + steps, kind.min, kind.max);
    if (kind.scale == Scale::Log) return off_log_scale(on_log_scale(value) + 0.1 * steps, kind);
    return std::clamp(rounded(value + steps * step_of(kind), kind), kind.min, kind.max);
}

bool number_field(std::string_view label, Row::Place place, const NumberKind& kind, double& value,
                  FieldLook look) {
    if (typing.id != 0 && typing.id == ImGui::GetID(std::string(label).c_str())) {
        remember_widget(label, {.place = {{place.low.x, place.low.y}, {place.high.x, place.high.y}}});
        const TypingStep step = type_into(place);
        if (step == TypingStep::Left) typing = {};
        if (step != TypingStep::Entered) return false;
        const Typed typed = read(typing.text.data(), kind);
        typing.refusal = typed.refusal;
        typing.take_focus = !typed.value.has_value();
        if (!typed.value) return false;
        typing = {};
        return std::exchange(value, *typed.value) != *typed.value;
    }
    const Touch touched = touch(label, place, false);
    bool changed = drag(kind, value);
    if (touched.focus.steps != 0) {
        const double next = stepped(value, touched.focus.steps, kind);
        changed = std::exchange(value, next) != next || changed;
    }
    if (touched.wants_typing) start_typing(touched.id, editable(value, kind));
    if (touched.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    draw_value(place, shown(value, kind), look, touched.hovered, value == 0);
    return changed;
}

bool text_field(std::string_view label, Row::Place place, std::string_view hint, std::string& value) {
    return text_or_path_field(label, place, hint, value, Completes::Nothing);
}

bool path_field(std::string_view label, Row::Place place, std::string_view hint, std::string& value) {
    return text_or_path_field(label, place, hint, value, Completes::Paths);
}

bool a_field_is_typed_into() { return typing.id != 0 && typing.frame + 1 >= ImGui::GetFrameCount(); }

}  // namespace reweigh
