#pragma once

#include "app/gallery_card.h"
#include "app/layout.h"
#include "app/messages.h"
#include "app/moment.h"
#include "app/panel.h"

#include <memory>
#include <optional>
#include <vector>

namespace reweigh {

// All panels in their places, with splitters between them. Draws one whole frame of the current Dear ImGui
// context, between NewFrame and Render; needs neither window nor OpenGL. GUI thread only.
class Shell {
public:
    // All but `threads`, that the engines may use, outlive it. `cards`: the gallery's.
    Shell(SurfacePainter& surfaces, const Messages& messages,
          const std::optional<std::vector<GalleryCard>>& cards, int threads);

    void draw(Vec2 size, const Snapshot& snapshot, ViewState& view, Outbox& outbox);

private:
    std::unique_ptr<Panel> top_, controls_, stage_, cells_, curves_, time_, status_, overlays_,
        export_dialog_, gallery_;
    MomentOnScreen moment_;
};

}  // namespace reweigh
