#include "app/panels/ratio_plots.h"

#include "app/panels/curves_header.h"
#include "app/panels/panel_pictures.h"
#include "app/panels/stage_place.h"
#include "app/widgets/text.h"
#include "core/figure/final.h"

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

constexpr double gap = RatioPlots::gap;
constexpr double roomy_width = 250;  // of a plot that names lines by variant and weight, too, units

int columns_in(double width) {
    return std::clamp(static_cast<int>((width + gap) / (RatioPlots::least_width + gap)), 1, 3);
}
int rows_of_all(double width) { return columns_in(width) == 3 ? 2 : 3; }

struct Place {
    Rect cell;
    std::size_t readout = 0;
    bool is_over_weights = false;
};

// A column or, where there is no room for three, a row for every read-out; in small rooms the plots over
// epochs alone.
std::vector<Place> places_in(Vec2 size) {
    const int columns = columns_in(size.x);
    const int most_rows = std::max(1, static_cast<int>((size.y + gap) / (RatioPlots::least_height + gap)));
    const int rows = std::min(rows_of_all(size.x), most_rows);
    const Vec2 cell{std::floor((size.x - gap * (columns - 1)) / columns),
                    std::floor((size.y - gap * (rows - 1)) / rows)};
    std::vector<Place> places;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const Vec2 low{column * (cell.x + gap), row * (cell.y + gap)};
            const int readout = columns == 3 ? column : row, kind = columns == 3 ? row : column;
            places.push_back({{low, low + cell}, static_cast<std::size_t>(readout), kind == 1});
        }
    return places;
}

// "a  Classification ratio": those over the epochs first.
void add_letter(PanelPicture& plot, const Place& place) {
    const std::size_t index = place.readout + (place.is_over_weights ? 3 : 0);
    plot.title = std::string{"abcdef"[index]} + "  " + plot.title;
    plot.values.clear();  // the title needs the room
}

}  // namespace

std::vector<std::string> ratio_readouts(const Snapshot& snapshot) {
    if (snapshot.scene->data->classes == 2) return {"ratio", "ratio_other", "ratio_noise"};
    return {"accuracy_weighted", "accuracy_target", "accuracy"};
}

double RatioPlots::height_of_all(double width) { return rows_of_all(width) * (least_height + gap); }

void RatioPlots::draw(Rect place, const Snapshot& snapshot, const ViewState& view, Layout layout) {
    rebuild((1 / scale()) * (place.max - place.min), snapshot, view, layout);
    draw_panels(plots_, place, surfaces_);
}

void RatioPlots::rebuild(Vec2 size, const Snapshot& snapshot, const ViewState& view, Layout layout) {
    const Key key{&snapshot,
                  snapshot.run,
                  snapshot.step,
                  snapshot.edits.size(),
                  size,
                  theme(),
                  view.focus,
                  curves_axis(view, snapshot),
                  curves_band(view),
                  view.hidden_curves,
                  layout};
    if (key == key_) return;
    key_ = key;
    plots_.clear();
    const std::vector<std::string> readouts = ratio_readouts(snapshot);
    for (const Place& place : places_in(size)) {
        const std::string& readout = readouts[place.readout];
        plots_.push_back(place.is_over_weights ? over_weights(snapshot, place.cell, readout)
                                               : over_epochs(snapshot, place.cell, readout));
        if (layout == Layout::Paper) add_letter(plots_.back(), place);
    }
}

PanelPicture RatioPlots::over_epochs(const Snapshot& snapshot, Rect cell, const std::string& readout) const {
    const Setup& setup = snapshot.scene->setup;
    CurvesOptions options;
    options.style = window_panel_style();
    options.cell = cell;
    options.readout = readout;
    options.x = key_.axis;
    options.focus = key_.focus;
    options.band = key_.band;
    if (options.band == Band::Seeds)
        options.variant = cell.width() < roomy_width
                              ? setup.replicas[static_cast<std::size_t>(key_.focus)].variant
                              : readable_variant(setup, key_.focus);
    options.hidden = key_.hidden;
    options.edit_labels = readout == ratio_readouts(snapshot).front();
    PanelPicture plot = build_curves(snapshot, options);
    if (cell.width() < roomy_width)
        for (TitleValue& value : plot.values) value.name.clear();  // there is one model
    return plot;
}

// What has no room in a title is the epoch, which the window says elsewhere.
PanelPicture RatioPlots::over_weights(const Snapshot& snapshot, Rect cell, const std::string& readout) const {
    PanelPicture plot = build_final(snapshot, {window_panel_style(), cell, readout, key_.band});
    const Type type{TextRole::Body, FontWeight::SemiBold, colors().text};
    const std::size_t comma = plot.title.rfind(", epoch ");
    const float letter = text_width("a  ", type);
    if (comma != std::string::npos && letter + text_width(plot.title, type) > px(cell.width()))
        plot.title.erase(comma);
    return plot;
}

}  // namespace reweigh
