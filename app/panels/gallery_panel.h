#pragma once

#include "app/gallery_card.h"
#include "app/panel.h"

namespace reweigh {

// Over the window: a card per experiment with figures. A click makes its figure, a double click opens it in
// the window. `cards` outlive the panel; nothing: they are
// being looked for.
std::unique_ptr<Panel> make_gallery_panel(const std::optional<std::vector<GalleryCard>>& cards,
                                          SurfacePainter& surfaces);

// What a card says: "not made", "42 %, 3 min left", "2 claims hold", "C1 fails: ...".
std::string state_text(const CardState& state);

}  // namespace reweigh
