#pragma once

#include "app/outbox.h"
#include "app/view_state.h"

#include <string>

namespace reweigh {

// A card in the controls' column where CIFAR-10 is not on this computer: how to get it, how far it is on its
// way, why it did not come, that it is here. Nothing where the run has what it wants.
void draw_picture_notice(const Snapshot& snapshot, ViewState& view, Outbox& outbox);

// Its words: "Fetching CIFAR-10: 12 MB of 171 MB, 7 %".
std::string picture_notice_text(const FetchState& state);

}  // namespace reweigh
