#pragma once

#include "app/imgui_canvas.h"
#include "app/moment.h"
#include "app/panels/hover.h"
#include "app/panels/stage_place.h"
#include "app/view_state.h"
#include "core/figure/stage.h"

#include <memory>
#include <optional>
#include <string>

namespace reweigh {

// The pinned moment A beside the one that the stage shows, B: at the left of a line that can be dragged, with
// their read-outs; alone while Shift is held, as p_B - p_A while Ctrl is, with the pointer on the stage.
// PRODUCT.md 5. GUI thread only.
class StageComparison {
public:
    enum class Mode { None, Split, A, Difference };
    static Mode mode_of(const ViewState& view, const PinnedMoment& pinned);

    // Before the frame's picture: the views of A, and the pointer on the line.
    void ask(Mode mode, const PinnedMoment& pinned, const StageOptions& options, Outbox& outbox) const;
    void answer(const StagePlace& place, ViewState& view) const;
    // Over the picture of B. `logits`: B's, may be null.
    void draw(Mode mode, const StagePlace& place, const StageOptions& options, const Snapshot& b,
              const PinnedMoment& pinned, const PanelPicture& picture,
              const std::shared_ptr<const Grid<float>>& logits, double split, SurfacePainter& surfaces);

    // What can be read of A at a place of the plane: where A's picture is seen, else null.
    struct Reading {
        std::shared_ptr<const Grid<float>> logits;
        Edge edge;
    };
    const Reading* reading_at(Mode mode, const StagePlace& place, Vec2 at, double split) const;

private:
    struct Key {
        const void *a = nullptr, *b = nullptr;
        Mode mode = Mode::None;
        Rect plot, world;
        Theme theme = Theme::Light;
        int focus = 0;
        friend bool operator==(const Key&, const Key&) = default;
    };

    Key key_;
    std::optional<PanelPicture> shown_;  // nothing while A is not answered
    Reading reading_;                    // of A
    std::string note_;                   // the range of the difference
};

// p_B - p_A of two grids of logits, at the cells of B's, as logits whose p is 0.5 where they agree and
// reaches 0 and 1 where they differ most; `range`: the largest |p_B - p_A| where both have a value.
// SCIENCE.md 0.1.
struct Difference {
    std::shared_ptr<const Grid<float>> logits;
    double range = 0;
};
Difference difference_of(const Grid<float>& a, const Grid<float>& b);

}  // namespace reweigh
