#include "app/panels/gallery_panel.h"

#include "app/imgui_canvas.h"
#include "app/panels/modal.h"
#include "app/widgets/button.h"
#include "app/widgets/focus.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "core/base/overloaded.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace reweigh {
namespace {

constexpr double head_height = 36, gap = 16, scroll_bar = 12, least_card = 270, picture_height = 190,
                 words_height = 124;  // units

std::string time_text(double seconds) {
    if (seconds < 60) return std::to_string(std::max(1L, std::lround(seconds))) + " s left";
    return std::to_string(std::lround(std::ceil(seconds / 60))) + " min left";
}

std::string claims_text(const std::vector<ClaimResult>& claims) {
    std::string names;
    for (const ClaimResult& claim : claims) {
        if (claim.verdict == Verdict::Fail) return claim.id + " fails: " + claim.reason;
        if (claim.verdict == Verdict::Pass) names += (names.empty() ? "" : ", ") + claim.id;
    }
    if (names.empty()) return "made";
    return names + (names.find(',') == std::string::npos ? " holds" : " hold");
}

Color state_color(const CardState& state) {
    if (const auto* made = std::get_if<MadeFigure>(&state)) {
        const bool fails = std::ranges::count(made->claims, Verdict::Fail, &ClaimResult::verdict) > 0;
        return fails ? colors().failed : colors().text;
    }
    return std::holds_alternative<NotMakeable>(state) ? colors().failed : colors().muted;
}

bool is_under_way(const CardState& state) {
    return std::holds_alternative<Making>(state) || std::holds_alternative<Waiting>(state);
}

bool is_wanted(const CardState& state) {
    return std::holds_alternative<NotMade>(state) || std::holds_alternative<NotMakeable>(state);
}

class GalleryPanel final : public Panel {
public:
    GalleryPanel(const std::optional<std::vector<GalleryCard>>& cards, SurfacePainter& surfaces)
        : cards_(cards), surfaces_(surfaces) {}

    void draw(const Snapshot&, ViewState& view, Outbox& outbox) override {
        draw_modal({"Figures", Overlay::Gallery, 1180}, view, [&](bool is_fresh) {
            if (is_fresh) outbox.request(LookForFigures{});
            wants_focus_ = wants_focus_ || is_fresh;
            draw_content(view, outbox);
        });
    }

private:
    void draw_content(ViewState& view, Outbox& outbox) {
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        const Type title{TextRole::Title, FontWeight::SemiBold, colors().text};
        const float end = draw_text({corner.x, corner.y + px(10)}, "Figures", title);
        draw_text_in({corner.x + end + px(16), corner.y + px(11)}, width - end - px(16),
                     "Click or Enter makes a figure beside the run, double click opens its experiment.",
                     {TextRole::Small, FontWeight::Regular, colors().muted});
        ImGui::SetCursorScreenPos({corner.x, corner.y + px(head_height)});
        const float height =
            std::min(ImGui::GetIO().DisplaySize.y - px(144 + head_height), needed_height(width));
        ImGui::BeginChild("cards", {width, height}, false, ImGuiWindowFlags_NoBackground);
        if (!cards_)
            draw_note("Looking for experiments ...");
        else if (cards_->empty())
            draw_note(
                "No experiment has figures. Experiments of your own lie in the folder of experiments; "
                "\"figures\" in their JSON says what is drawn.");
        else
            draw_cards(width - px(scroll_bar), view, outbox);
        ImGui::EndChild();
    }

    static int columns_in(float width) {
        return std::max(1, static_cast<int>((width + px(gap)) / px(least_card + gap)));
    }
    float needed_height(float width) const {
        const int count = cards_ ? static_cast<int>(cards_->size()) : 0,
                  columns = columns_in(width - px(scroll_bar));
        const int rows = std::max(1, (count + columns - 1) / columns);
        return static_cast<float>(rows) * px(picture_height + words_height + gap);
    }

    static void draw_note(std::string_view words) {
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        draw_paragraph({corner.x, corner.y + px(24)}, ImGui::GetContentRegionAvail().x, words,
                       {TextRole::Body, FontWeight::Regular, colors().muted});
    }

    void draw_cards(float width, ViewState& view, Outbox& outbox) {
        const int columns = columns_in(width);
        const float card_width =
            std::floor((width - px(gap) * static_cast<float>(columns - 1)) / static_cast<float>(columns));
        const ImVec2 size{card_width, px(picture_height + words_height)};
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        for (std::size_t i = 0; i < cards_->size(); ++i) {
            const auto column = static_cast<float>(static_cast<int>(i) % columns);
            const auto row = static_cast<float>(static_cast<int>(i) / columns);
            if (std::exchange(wants_focus_, false)) focus_next_stop();  // the first one
            draw_card((*cards_)[i],
                      {corner.x + column * (size.x + px(gap)), corner.y + row * (size.y + px(gap))}, size,
                      view, outbox);
        }
    }

    void draw_card(const GalleryCard& card, ImVec2 low, ImVec2 size, ViewState& view, Outbox& outbox) {
        const ImVec2 high{low.x + size.x, low.y + size.y};
        ImGui::PushID(card.id.c_str());
        ImGui::SetCursorScreenPos(low);
        const bool clicked = ImGui::InvisibleButton("card", {size.x, size.y - px(metrics::row + 20)});
        const bool hovered = ImGui::IsItemHovered();
        remember_widget("figure " + card.id);
        const FocusStop focus = focus_stop(ImGui::GetID("card"));
        draw_ground(card, low, high, hovered);
        if (focus.focused) {
            draw_focus_ring({low.x + px(2), low.y + px(2)}, {high.x - px(2), high.y - px(2)});
            keep_in_sight(low, high);
        }
        draw_words(card, {low.x + px(12), low.y + px(picture_height)}, size.x - px(24));
        const bool opens = draw_buttons(card, high, outbox) ||
                           (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left));
        if ((clicked || focus.activated) && is_wanted(card.state) && !opens)
            outbox.request(MakeFigure{card.id});
        if (opens) open(card, view, outbox);
        ImGui::PopID();
    }

    static void open(const GalleryCard& card, ViewState& view, Outbox& outbox) {
        outbox.request(LoadExperiment{card.id});
        view.overlay = Overlay::None;
    }

    static void keep_in_sight(ImVec2 low, ImVec2 high) {
        const float top = ImGui::GetWindowPos().y, bottom = top + ImGui::GetWindowHeight();
        if (low.y < top || high.y > bottom) ImGui::SetScrollFromPosY((low.y + high.y) / 2 - top, 0.5F);
    }

    void draw_ground(const GalleryCard& card, ImVec2 low, ImVec2 high, bool hovered) const {
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled(low, high, to_im(colors().plot), px(metrics::card_radius));
        const ImVec2 end{high.x, low.y + px(picture_height)};
        if (const auto* made = std::get_if<MadeFigure>(&card.state)) {
            draw_thumbnail(*made, low, end);
        } else {
            list->AddRectFilled(low, end, to_im(colors().gap), px(metrics::card_radius),
                                ImDrawFlags_RoundCornersTop);
            draw_unmade(card, {(low.x + end.x) / 2, (low.y + end.y) / 2}, end.x - low.x);
        }
        list->AddRectFilled({low.x, end.y}, {high.x, end.y + px(1)}, to_im(colors().rule));
        list->AddRect(low, high, to_im(hovered ? colors().accent : colors().border), px(metrics::card_radius),
                      0, px(1));
    }

    void draw_thumbnail(const MadeFigure& made, ImVec2 low, ImVec2 high) const {
        const auto& picture = made.thumbnails[static_cast<std::size_t>(theme())];
        const ImTextureID texture = surfaces_.picture(picture);
        if (!picture || !texture) return;
        const float room_x = high.x - low.x - px(16), room_y = high.y - low.y - px(12);
        const float share = std::min(room_x / static_cast<float>(picture->width),
                                     room_y / static_cast<float>(picture->height));
        const ImVec2 size{share * static_cast<float>(picture->width),
                          share * static_cast<float>(picture->height)};
        const ImVec2 at{std::round((low.x + high.x - size.x) / 2), std::round((low.y + high.y - size.y) / 2)};
        ImGui::GetWindowDrawList()->AddImage(texture, at, {at.x + size.x, at.y + size.y}, {0, 1}, {1, 0});
    }

    static void draw_unmade(const GalleryCard& card, ImVec2 middle, float width) {
        if (const auto* making = std::get_if<Making>(&card.state)) {
            const float half = width / 2 - px(32), thick = px(3);
            const float end = middle.x - half + 2 * half * static_cast<float>(making->share);
            ImDrawList* list = ImGui::GetWindowDrawList();
            list->AddRectFilled({middle.x - half, middle.y - thick}, {middle.x + half, middle.y + thick},
                                to_im(colors().border), thick);
            list->AddRectFilled({middle.x - half, middle.y - thick}, {end, middle.y + thick},
                                to_im(colors().accent), thick);
            return;
        }
        const char* words = std::holds_alternative<Waiting>(card.state)       ? "waiting for another figure"
                            : std::holds_alternative<NotMakeable>(card.state) ? "no figure"
                                                                              : "click to make it";
        draw_text(middle, words, {TextRole::Small, FontWeight::Regular, colors().muted}, Align::Center);
    }

    static void draw_words(const GalleryCard& card, ImVec2 low, float width) {
        const Type small{TextRole::Small, FontWeight::Regular, colors().muted};
        const float title = draw_paragraph({low.x, low.y + px(10)}, width, card.title,
                                           {TextRole::Body, FontWeight::SemiBold, colors().text});
        const std::string count = std::to_string(card.figures) + (card.figures == 1 ? " figure" : " figures");
        draw_text_in({low.x, low.y + px(20) + title}, width, card.id + ", " + count, small);
        draw_text_in({low.x, low.y + px(words_height - 26)}, width - px(80), state_text(card.state),
                     {TextRole::Small, FontWeight::SemiBold, state_color(card.state)});
    }

    // True when the experiment shall be opened.
    static bool draw_buttons(const GalleryCard& card, ImVec2 high, Outbox& outbox) {
        const bool stops = is_under_way(card.state);
        const ButtonFace face{.label = stops ? "Cancel" : "Open"};
        ImGui::SetCursorScreenPos({high.x - button_width(face) - px(12), high.y - px(metrics::row) - px(12)});
        const bool clicked = button(face);
        remember_widget((stops ? "cancel " : "open ") + card.id);
        if (clicked && stops) outbox.request(CancelFigure{card.id});
        return clicked && !stops;
    }

    const std::optional<std::vector<GalleryCard>>& cards_;
    SurfacePainter& surfaces_;
    bool wants_focus_ = false;  // since it opened
};

}  // namespace

std::string state_text(const CardState& state) {
    return std::visit(
        overloaded{[](const NotMade&) -> std::string { return "not made yet"; },
                   [](const Waiting&) -> std::string { return "waiting"; },
                   [](const Making& making) {
                       return std::to_string(static_cast<int>(100 * making.share)) + " %" +
                              (making.seconds_left ? ", " + time_text(*making.seconds_left) : "");
                   },
                   [](const MadeFigure& made) { return claims_text(made.claims); },
                   [](const NotMakeable& failed) { return "failed: " + failed.sentence; }},
        state);
}

std::unique_ptr<Panel> make_gallery_panel(const std::optional<std::vector<GalleryCard>>& cards,
                                          SurfacePainter& surfaces) {
    return std::make_unique<GalleryPanel>(cards, surfaces);
}

}  // namespace reweigh
