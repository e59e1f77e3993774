#include "app/widgets/edit.h"

#include "app/widgets/button.h"
#include "app/widgets/focus.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "app/widgets/tooltip.h"

#include <cmath>
#include <utility>

namespace reweigh::detail {
namespace {

constexpr double chip_width = 64, gap = 8;

// The button that sets a derived value; lit while the number is that value.
bool derived_chip(const Row& row, const EditOptions::Derived& derived, double& value) {
    const Row::Place place = row.field(chip_width, column::number_width + gap);
    const bool lit = value == derived.value;
    const std::string name(derived.words);
    ImGui::SetCursorScreenPos(place.low);
    const bool clicked =
        ImGui::InvisibleButton(name.c_str(), {place.high.x - place.low.x, place.high.y - place.low.y});
    remember_widget(derived.words);
    const FocusStop focus = focus_stop(ImGui::GetID(name.c_str()));
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (lit)
        list->AddRectFilled(place.low, place.high, to_im(colors().accent_soft), px(metrics::radius));
    else
        list->AddRect(place.low, place.high, to_im(colors().border), px(metrics::radius), 0, px(1));
    if (focus.focused) draw_focus_ring(place.low, place.high);
    draw_text({(place.low.x + place.high.x) / 2, row.middle()}, derived.words,
              {TextRole::Small, lit ? FontWeight::SemiBold : FontWeight::Regular,
               lit ? colors().accent : colors().muted},
              Align::Center);
    return (clicked || focus.activated) && std::exchange(value, derived.value) != derived.value;
}

}  // namespace

bool edit_number(const Row& row, std::string_view label, const NumberKind& kind, const EditOptions& options,
                 double& value) {
    if (!options.value_when_on) {
        const bool derived = options.derived && derived_chip(row, *options.derived, value);
        return number_field(label, row.field(column::number_width), kind, value) || derived;
    }
    const double before = value;
    bool on = value > 0;
    number_field(std::string(label) + " value", row.field(column::number_width, toggle_width + gap), kind,
                 value, FieldLook::Bare);
    if (toggle(label, row, on)) value = on ? *options.value_when_on : 0;
    return value != before;
}

bool edit_weight(std::string_view label, std::string_view help, std::string_view note, double& value) {
    const NumberKind kind{-8, 8, Scale::Linear, NumberKind::Reading::Weight};
    bool changed = false;
    {
        const Row row(label, help, note);
        changed = number_field(std::string(label) + " value", row.field(column::number_width), kind, value,
                               FieldLook::Strong);
    }
    return weight_slider(label, value) || changed;
}

}  // namespace reweigh::detail
