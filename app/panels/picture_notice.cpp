#include "app/panels/picture_notice.h"

#include "app/picture_choice.h"
#include "app/widgets/button.h"
#include "app/widgets/registry.h"
#include "app/widgets/row.h"
#include "app/widgets/text.h"
#include "core/base/file.h"
#include "core/base/overloaded.h"
#include "core/data/cifar.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace reweigh {
namespace {

constexpr double padding = 10, bar_height = 6, below = 8;  // units

Type sentence_type() { return {TextRole::Small, FontWeight::Regular, colors().text}; }

const PictureButton folder_button{"Open a folder ...",
                                  "Pictures, an archive or records that are on this computer already.",
                                  AskForFolder{}};
const PictureButton stand_in_button{
    "Use the stand-in", "Drawings in the format of CIFAR-10; this notice goes away.", AcceptStandIn{}};

PictureButton fetch_button(std::string label) {
    return {std::move(label), "Goes on beside the window; it can be stopped and gone on with.",
            Request(FetchPictures{})};
}

// "Resume the download (158 MB)"
PictureButton next_fetch(std::uint64_t kept) {
    const std::uint64_t rest = official_cifar10.bytes - std::min(kept, official_cifar10.bytes);
    return fetch_button((kept > 0 ? "Resume the download (" : "Download CIFAR-10 (") +
                        size_text(rest, Rounding::Down) + ")");
}

PictureNotice absent(const NotFetched& state) {
    const std::string kept =
        state.kept > 0 ? " " + size_text(state.kept, Rounding::Down) + " of it have come." : "";
    return {"No CIFAR-10 on this computer: the synthetic stand-in is shown." + kept,
            colors().paused,
            {next_fetch(state.kept), folder_button, stand_in_button}};
}

// "Fetching CIFAR-10: 12 MB of 171 MB, 7 %"
PictureNotice coming(const Fetching& state) {
    std::string text = "Fetching CIFAR-10: " + size_text(state.done, Rounding::Down);
    std::optional<double> share;
    if (state.all > 0) {
        share = static_cast<double>(state.done) / static_cast<double>(state.all);
        text += " of " + size_text(state.all, Rounding::Up) + ", " +
                std::to_string(static_cast<int>(100 * *share)) + " %";
    }
    text += ".";
    if (share >= 1) text = "CIFAR-10 has come and is being checked.";
    return {text,
            colors().accent,
            {{"Cancel the download", "What has come stays.", Request(CancelFetch{})}},
            share};
}

PictureNotice failed(const FetchFailed& state) {
    return {state.sentence, colors().failed, {next_fetch(state.kept), folder_button, stand_in_button}};
}

PictureNotice here(const Fetched& state) {
    return {"CIFAR-10 is on this computer. The run on screen still trains on the stand-in.",
            colors().running,
            {{"Start on CIFAR-10", "A new run with these settings, on the real pictures.",
              Request(UsePictures{state.path}), ButtonLook::Selected},
             stand_in_button}};
}

// What is on its way is shown wherever pictures are trained on.
bool is_shown(const Snapshot& snapshot, const ViewState& view) {
    if (!snapshot.scene) return false;
    const bool is_coming = std::holds_alternative<Fetching>(view.fetch);
    return lacks_pictures(snapshot, view) || (is_coming && are_pictures(view.experiment.setup.data));
}

void draw_bar(ImVec2 low, float width, double share) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 high{low.x + width, low.y + px(bar_height)};
    const float filled = width * static_cast<float>(std::clamp(share, 0.0, 1.0));
    list->AddRectFilled(low, high, to_im(colors().rule), px(bar_height / 2));
    if (filled >= px(bar_height))
        list->AddRectFilled(low, {low.x + filled, high.y}, to_im(colors().accent), px(bar_height / 2));
}

ButtonFace face_of(const PictureButton& button) {
    return {.label = button.label, .help = button.help, .look = button.look};
}

// Buttons of one row share its width.
struct PlacedButton {
    ImVec2 at;
    float width = 0;
};
std::vector<PlacedButton> placed(const std::vector<PictureButton>& buttons, ImVec2 low, float width) {
    std::vector<PlacedButton> places;
    std::size_t first = 0;
    while (first < buttons.size()) {
        std::size_t count = 0;
        float least = -px(metrics::gap);
        while (first + count < buttons.size()) {
            least += button_width(face_of(buttons[first + count])) + px(metrics::gap);
            if (least > width && count > 0) break;
            ++count;
        }
        const float each =
            (width - static_cast<float>(count - 1) * px(metrics::gap)) / static_cast<float>(count);
        for (std::size_t i = 0; i < count; ++i)
            places.push_back({{low.x + static_cast<float>(i) * (each + px(metrics::gap)), low.y}, each});
        low.y += px(metrics::row + metrics::gap);
        first += count;
    }
    return places;
}

}  // namespace

PictureNotice picture_notice(const FetchState& state) {
    return std::visit(overloaded{[](const NotFetched& each) { return absent(each); },
                                 [](const Fetching& each) { return coming(each); },
                                 [](const FetchFailed& each) { return failed(each); },
                                 [](const Fetched& each) { return here(each); }},
                      state);
}

void carry_out(const PictureAct& act, const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    std::visit(overloaded{[&](AskForFolder) {
                              view.path = {PathQuestion::Purpose::Pictures, {}, {}};
                              view.overlay = Overlay::Path;
                          },
                          [&](AcceptStandIn) {
                              view.accepts_stand_in = true;
                              if (snapshot.scene) return;
                              if (auto restart = restart_on_stand_in(snapshot, view, outbox.live(snapshot)))
                                  outbox.request(std::move(*restart));
                          },
                          [&](const Request& request) { outbox.request(request); }},
               act);
}

void draw_picture_notice(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    if (!is_shown(snapshot, view)) return;
    const PictureNotice notice = picture_notice(view.fetch);
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    const ImVec2 low{origin.x + px(column::head), origin.y + px(4)};
    const float right = column_end() - px(column::right);
    const float left = low.x + px(padding), inner = right - px(padding) - left;
    float y = low.y + px(padding);
    const float text_y = y;
    y += paragraph_height(inner, notice.sentence, sentence_type()) + px(metrics::gap);
    const float bar_y = y;
    if (notice.share) y += px(bar_height + metrics::gap);
    const std::vector<PlacedButton> places = placed(notice.buttons, {left, y}, inner);
    const ImVec2 high{right, places.back().at.y + px(metrics::row + padding)};

    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(low, high, to_im(colors().plot), px(metrics::card_radius));
    list->AddRect(low, high, to_im(notice.edge), px(metrics::card_radius), 0, px(1));
    remember_widget("picture notice", {{{low.x, low.y}, {high.x, high.y}}});
    draw_paragraph({left, text_y}, inner, notice.sentence, sentence_type());
    if (notice.share) draw_bar({left, bar_y}, inner, *notice.share);
    for (std::size_t i = 0; i < places.size(); ++i) {
        ImGui::SetCursorScreenPos(places[i].at);
        ButtonFace face = face_of(notice.buttons[i]);
        face.width = static_cast<double>(places[i].width) / scale();
        if (button(face)) carry_out(notice.buttons[i].act, snapshot, view, outbox);
    }
    ImGui::SetCursorScreenPos(origin);
    column_gap(static_cast<double>(high.y - origin.y) / scale() + below);
}

}  // namespace reweigh
