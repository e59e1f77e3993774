#pragma once

#include "app/outbox.h"
#include "app/style.h"
#include "app/view_state.h"
#include "app/widgets/button.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace reweigh {

// What can be done about pictures that are not on this computer.
struct AskForFolder {};
struct AcceptStandIn {};
using PictureAct = std::variant<AskForFolder, AcceptStandIn, Request>;
void carry_out(const PictureAct& act, const Snapshot& snapshot, ViewState& view, Outbox& outbox);

struct PictureButton {
    std::string label;
    std::string_view help;
    PictureAct act;
    ButtonLook look = ButtonLook::Plain;
};

// How to get them, how far they are on their way, why they did not come, that they are here.
struct PictureNotice {
    std::string sentence;  // "Fetching CIFAR-10: 12 MB of 171 MB, 7 %."
    Color edge;
    std::vector<PictureButton> buttons;
    std::optional<double> share = {};  // of what is fetched
};
PictureNotice picture_notice(const FetchState& state);

// The notice as a card in the controls' column; nothing where the run has what it wants, and where there is
// no run: then the stage says it.
void draw_picture_notice(const Snapshot& snapshot, ViewState& view, Outbox& outbox);

}  // namespace reweigh
