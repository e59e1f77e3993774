#include "app/panels/overlays.h"

#include "app/actions.h"
#include "app/panels/info_box.h"
#include "app/panels/live_draft.h"
#include "app/panels/modal.h"
#include "app/panels/path_box.h"
#include "app/widgets/button.h"
#include "app/widgets/focus.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "core/figure/number_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <vector>

namespace reweigh {
namespace {

constexpr double least_button = 96;

const Type name_type() { return {TextRole::Body, FontWeight::Regular, colors().text}; }
const Type key_type() { return {TextRole::Small, FontWeight::SemiBold, colors().text}; }
const Type value_type() { return {TextRole::Small, FontWeight::Regular, colors().muted}; }

std::string on_or_off(double value) { return value > 0 ? short_text(value) : "off"; }

// What the action would change, as it is now; empty where there is no such value.
std::string value_now(ActionId id, const Snapshot& snapshot, const ViewState& view, const Outbox& outbox) {
    const LiveParams params = shown_params(shown_live(snapshot, view, outbox), view.scope);
    switch (id) {
        case ActionId::WeightDown:
        case ActionId::WeightUp:
        case ActionId::WeightEven:
            return weight_label(params.importance);
        case ActionId::ToggleL2:
            return on_or_off(params.l2);
        case ActionId::ToggleDropout:
            return on_or_off(params.dropout);
        case ActionId::ToggleBatchNorm:
            return params.batch_norm ? "on" : "off";
        case ActionId::Reset:
        case ActionId::ResetNextSeed:
            return snapshot.scene ? "seed " + std::to_string(snapshot.scene->setup.seed) : "";
        case ActionId::ScaleUp:
        case ActionId::ScaleDown:
        case ActionId::ScaleReset:
            return std::to_string(std::lround(view.ui_scale * 100)) + " %";
        default:
            return "";
    }
}

// The first key of an action in a little frame that ends at `right`. Returns the left end.
float draw_key(const ActionRow& row, float right, float middle) {
    if (row.chords.empty()) return right;
    const std::string text = to_text(row.chords.front());
    const float left = right - std::max(text_width(text, key_type()) + px(12), px(24));
    ImGui::GetWindowDrawList()->AddRect({left, middle - px(10)}, {right, middle + px(10)},
                                        to_im(colors().border), px(metrics::radius), 0, px(1));
    draw_text({(left + right) / 2, middle}, text, key_type(), Align::Center);
    return left - px(6);
}

enum class Lit { UnderPointer, Yes, No };
struct RowUse {
    bool chosen = false, hovered = false;
};

// One action as a row that can be clicked.
RowUse action_row(const ActionRow& row, float width, const std::string& value, Lit lit) {
    ImGui::PushID(static_cast<int>(row.id));
    const bool clicked = ImGui::InvisibleButton("row", {width, px(metrics::row)});
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    remember_widget(row.name);
    const FocusStop focus = focus_stop(ImGui::GetID("row"));
    if (focus.focused) draw_focus_ring({low.x + px(2), low.y + px(2)}, {high.x - px(2), high.y - px(2)});
    const bool is_hovered = ImGui::IsItemHovered();
    if (lit == Lit::Yes || (lit == Lit::UnderPointer && is_hovered))
        ImGui::GetWindowDrawList()->AddRectFilled(low, high, to_im(colors().accent_soft),
                                                  px(metrics::radius));
    const float middle = (low.y + high.y) / 2;
    const float name_end = low.x + px(8) + draw_text({low.x + px(8), middle}, row.name, name_type());
    const float keys_begin = draw_key(row, high.x - px(8), middle);
    if (name_end + px(8) < keys_begin)
        draw_text({keys_begin - px(6), middle}, value, value_type(), Align::Right);
    ImGui::PopID();
    return {clicked || focus.activated, is_hovered};
}

// True when every word of `wanted` occurs in `name`, without regard to case.
bool matches(std::string_view name, std::string_view wanted) {
    const auto lower = [](std::string_view text) {
        std::string result(text);
        std::ranges::transform(result, result.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return result;
    };
    const std::string in = lower(name);
    std::string word;
    for (const char letter : lower(wanted) + " ") {
        if (letter != ' ') {
            word += letter;
        } else {
            if (in.find(word) == std::string::npos) return false;
            word.clear();
        }
    }
    return true;
}

class Overlays final : public Panel {
public:
    void draw(const Snapshot& snapshot, ViewState& view, Outbox& outbox) override {
        draw_modal({"Keys", Overlay::Keys, 760}, view, [&](bool) { draw_keys_list(snapshot, view, outbox); });
        draw_modal({"Find an action", Overlay::Palette, 480}, view, [&](bool is_fresh) {
            if (is_fresh) {
                wanted_ = {};
                chosen_ = 0;
            }
            draw_palette(snapshot, view, outbox, is_fresh);
        });
        draw_modal({"Question", Overlay::Question, 520}, view,
                   [&](bool is_fresh) { draw_question(view, outbox, is_fresh); });
        draw_modal({"Path", Overlay::Path, 640}, view, [&](bool is_fresh) {
            if (is_fresh) path_.open(view.path);
            if (path_.draw(view.path, view.saves_history, outbox)) view.overlay = Overlay::None;
        });
        draw_modal({"Run", Overlay::Info, 760}, view, [&](bool) {
            if (draw_info_box(view.info, outbox)) view.overlay = Overlay::None;
        });
    }

private:
    void perform(ActionId id, ViewState& view, Outbox& outbox) {
        view.overlay = Overlay::None;
        outbox.request(Perform{id});
    }

    void draw_keys_list(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
        std::vector<const ActionRow*> rows;
        for (const ActionRow& row : actions())
            if (!row.chords.empty()) rows.push_back(&row);
        const bool two = ImGui::GetContentRegionAvail().x > px(560);
        const float gap = px(24), all = ImGui::GetContentRegionAvail().x;
        const float width = two ? (all - gap) / 2 : all;
        const std::size_t half = two ? (rows.size() + 1) / 2 : rows.size();
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto line = static_cast<float>(i % half), column = static_cast<float>(i / half);
            ImGui::SetCursorScreenPos(
                {corner.x + column * (width + gap), corner.y + line * px(metrics::row)});
            const std::string value = value_now(rows[i]->id, snapshot, view, outbox);
            if (action_row(*rows[i], width, value, Lit::UnderPointer).chosen)
                perform(rows[i]->id, view, outbox);
        }
        ImGui::PopStyleVar();
    }

    void draw_palette(const Snapshot& snapshot, ViewState& view, Outbox& outbox, bool is_fresh) {
        if (is_fresh) ImGui::SetKeyboardFocusHere();
        ImGui::SetNextItemWidth(-1);
        const bool entered = ImGui::InputTextWithHint("##wanted", "Find an action", wanted_.data(),
                                                      wanted_.size(), ImGuiInputTextFlags_EnterReturnsTrue);
        std::vector<const ActionRow*> rows;
        for (const ActionRow& row : actions())
            if (matches(row.name, wanted_.data())) rows.push_back(&row);
        const int count = static_cast<int>(rows.size());
        if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) ++chosen_;
        if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) --chosen_;
        chosen_ = std::clamp(chosen_, 0, std::max(0, count - 1));
        // One row is chosen, by the arrows or by the pointer, whichever moved last.
        const ImVec2 moved = ImGui::GetIO().MouseDelta;
        const bool pointer_moves = moved.x != 0 || moved.y != 0;
        int pointed_at = chosen_;
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
        for (int i = 0; i < count; ++i) {
            const ActionRow& row = *rows[static_cast<std::size_t>(i)];
            const RowUse use =
                action_row(row, ImGui::GetContentRegionAvail().x, value_now(row.id, snapshot, view, outbox),
                           i == chosen_ ? Lit::Yes : Lit::No);
            if (use.chosen || (entered && i == chosen_)) perform(row.id, view, outbox);
            if (use.hovered && pointer_moves) pointed_at = i;
        }
        chosen_ = pointed_at;
        if (count == 0) ImGui::TextDisabled("No action has these words.");
        ImGui::PopStyleVar();
    }

    // The safe answer has the keyboard first.
    static void draw_question(ViewState& view, Outbox& outbox, bool is_fresh) {
        if (!view.question) return;
        const float width = ImGui::GetContentRegionAvail().x;
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        const float height = draw_paragraph(corner, width, view.question->sentence,
                                            {TextRole::Body, FontWeight::SemiBold, colors().text});
        ImGui::SetCursorScreenPos({corner.x, corner.y + height + px(metrics::padding)});
        const Question question = *view.question;
        for (std::size_t i = 0; i < question.choices.size(); ++i) {
            const bool is_safe = i == question.safe;
            ButtonFace face{.label = question.choices[i].label,
                            .look = is_safe ? ButtonLook::Filled : ButtonLook::Plain};
            if (button_width(face) < px(least_button)) face.width = least_button;
            if (i > 0) ImGui::SameLine(0, px(metrics::gap));
            if (ImGui::GetCursorScreenPos().x + button_width(face) > corner.x + width) ImGui::NewLine();
            if (is_safe && is_fresh) focus_next_stop();
            if (!button(face)) continue;
            outbox.request(Answer{i});
            view.overlay = Overlay::None;
        }
    }

    PathBox path_;
    std::array<char, 64> wanted_{};
    int chosen_ = 0;
};

}  // namespace

std::unique_ptr<Panel> make_overlays() { return std::make_unique<Overlays>(); }

}  // namespace reweigh
