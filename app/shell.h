#pragma once

#include "app/gallery_card.h"
#include "app/layout.h"
#include "app/messages.h"
#include "app/moment.h"
#include "app/panel.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace reweigh {

// All panels in their places, with splitters between them. Draws one whole frame of the current Dear ImGui
// context, between NewFrame and Render; needs neither window nor OpenGL. GUI thread only.
class Shell {
public:
    // All but `threads`, that the engines may use, outlive it. `cards`: the gallery's.
    Shell(SurfacePainter& surfaces, const Messages& messages,
          const std::optional<std::vector<GalleryCard>>& cards, int threads);

    // What the last frame showed of the run: of the moment that the view is held at, else the present. The
    // paper's grid shows all of its moments.
    std::shared_ptr<const Snapshot> shown(std::shared_ptr<const Snapshot> present,
                                          const ViewState& view) const {
        return shows_all_moments(*present, view) ? present : moment_.shown(std::move(present));
    }

    void draw(Vec2 size, const Snapshot& snapshot, ViewState& view, Outbox& outbox);

private:
    PinnedMoment pinned_;
    std::unique_ptr<Panel> top_, controls_, stage_, cells_, ratios_, curves_, time_, status_, overlays_,
        export_dialog_, gallery_;
    MomentOnScreen moment_;
};

}  // namespace reweigh
