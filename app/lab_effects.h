#pragma once

#include "app/outbox.h"
#include "app/view_state.h"

namespace reweigh {

// What the actions of the labs do: the experiment that a lab was left with, or its first. Nothing for the lab
// on screen.
void show_boundary_lab(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void show_images_lab(const Snapshot& snapshot, ViewState& view, Outbox& outbox);

}  // namespace reweigh
