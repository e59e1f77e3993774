#pragma once

#include "app/imgui_canvas.h"
#include "app/panels/samples.h"

#include <map>
#include <utility>

namespace reweigh {

// Pictures as cards: the picture, its class, how many models call it positive, and of every weight the number
// of seeds that do. As many as there is room for, the others by scrolling. GUI thread only.
class SampleCards {
public:
    explicit SampleCards(SurfacePainter& surfaces) : surfaces_(surfaces) {}

    static constexpr double least_height = 120;  // units: the head and a card
    // place: pixels. Of the models of one variant, at the last read-out.
    void draw(Rect place, const Snapshot& snapshot, int variant);

private:
    using Pixels = std::map<std::pair<std::size_t, std::size_t>, std::shared_ptr<const Grid<Color>>>;

    void refresh(const Snapshot& snapshot, int variant);
    void draw_head(Rect place, const Snapshot& snapshot);
    void draw_rows(Rect place, const Scene& scene);
    void draw_card(Rect place, const Scene& scene, const Sample& sample);
    void draw_pixels(Rect place, const Dataset& data, const Sample& sample);
    void draw_cells(Rect place, const Sample& sample, const std::string& name) const;

    SurfacePainter& surfaces_;
    SampleOrder order_ = SampleOrder::MostDisputed;
    std::shared_ptr<const Votes> votes_;  // keeps its address its own
    int variant_ = -1;
    SampleOrder ordered_by_ = SampleOrder::MostDisputed;
    std::vector<WeightVoters> weights_;
    std::vector<Sample> samples_;
    std::shared_ptr<const Dataset> data_;  // that the pixels are of
    Pixels pixels_, shown_;                // of the cards of the last frame and of this one
};

}  // namespace reweigh
