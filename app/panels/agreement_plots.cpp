#include "app/panels/agreement_plots.h"

#include "app/panels/panel_pictures.h"
#include "app/panels/stage_place.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <utility>

namespace reweigh {
namespace {

constexpr double least_width = 200, gap = 16;  // units

std::size_t columns_in(double width) {
    const auto fitting = static_cast<std::size_t>(std::max(1.0, (width + gap) / (least_width + gap)));
    return std::min(fitting, voted_sets.size());
}

std::string capitalised(std::string_view name) {
    std::string words(name);
    words.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(words.front())));
    return words;
}

}  // namespace

void AgreementPlots::draw(Rect place, const Snapshot& snapshot, int variant, CurvesX axis) {
    refresh((1 / scale()) * (place.max - place.min), snapshot, variant, axis);
    draw_panels(plots_, place, surfaces_);
}

void AgreementPlots::refresh(Vec2 size, const Snapshot& snapshot, int variant, CurvesX axis) {
    const Run run{snapshot.run, snapshot.scene, variant};
    if (std::exchange(run_, run) != run) known_ = {};
    const Key key{&snapshot, snapshot.run, snapshot.readout_steps.size(), size, theme(), variant, axis};
    if (key == key_) return;
    key_ = key;
    plots_.clear();
    const std::size_t columns = columns_in(size.x);
    const double width =
        std::floor((size.x - gap * static_cast<double>(columns - 1)) / static_cast<double>(columns));
    for (std::size_t i = 0; i < columns; ++i) {
        const Vec2 low{static_cast<double>(i) * (width + gap), 0};
        const AgreementOptions options{window_panel_style(),
                                       {low, low + Vec2{width, size.y}},
                                       std::string(voted_sets[i].key),
                                       variant,
                                       axis};
        PanelPicture& plot =
            plots_.emplace_back(build_agreement(snapshot, options, values(i, snapshot, variant)));
        plot.title = capitalised(voted_sets[i].name);  // what they are of, and the values, stand above them
        plot.values.clear();
    }
}

const std::vector<Agreement>& AgreementPlots::values(std::size_t set, const Snapshot& snapshot, int variant) {
    shown_[set] = agreement_over_time(snapshot, variant, voted_sets[set].key, known_[set]);
    if (shown_[set].size() > known_[set].size()) known_[set] = shown_[set];
    return shown_[set];
}

}  // namespace reweigh
