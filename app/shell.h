#pragma once

#include "app/layout.h"
#include "app/messages.h"
#include "app/panel.h"

#include <memory>

namespace reweigh {

// All panels in their places, with splitters between them. Draws one whole frame of the current Dear ImGui
// context, between NewFrame and Render; needs neither window nor OpenGL. GUI thread only.
class Shell {
public:
    // `surfaces` and `messages` outlive it; `threads`: that the engines may use.
    Shell(SurfacePainter& surfaces, const Messages& messages, int threads);

    void draw(Vec2 size, const Snapshot& snapshot, ViewState& view, Outbox& outbox);

private:
    std::unique_ptr<Panel> top_, controls_, stage_, cells_, curves_, status_, overlays_, export_dialog_;
};

}  // namespace reweigh
