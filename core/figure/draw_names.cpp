#include "core/figure/draw_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>

namespace reweigh {
namespace {

struct Name {
    const CurveLayer* curve;
    double y;  // of the curve's end, within the plot
    bool reaches_the_rim;
};

std::optional<Vec2> last_value(const CurveLayer& curve) {
    for (auto value = curve.values.rbegin(); value != curve.values.rend(); ++value)
        if (std::isfinite(value->y)) return *value;
    return {};
}

std::vector<Name> names_of_curves(const PanelPicture& panel) {
    const PlotMap map(panel);
    std::vector<Name> names;
    for (const Layer& layer : panel.layers) {
        const auto* curve = std::get_if<CurveLayer>(&layer);
        if (!curve || curve->name.empty()) continue;
        if (const auto value = last_value(*curve))
            names.push_back({curve, std::clamp(map.y(value->y), panel.plot.min.y, panel.plot.max.y),
                             map.x(value->x) > panel.plot.max.x - 0.01 * panel.plot.width()});
    }
    std::ranges::stable_sort(names, {}, &Name::y);
    return names;
}

// Where there is room for `count` names only: the bold ones, then the others evenly from end to end.
std::vector<Name> thinned(const std::vector<Name>& names, std::size_t count) {
    if (names.size() <= count) return names;
    const auto is_bold = [](const Name& name) { return name.curve->name_weight == FontWeight::SemiBold; };
    const auto bold = static_cast<std::size_t>(std::ranges::count_if(names, is_bold));
    const std::size_t others = names.size() - bold, room = count > bold ? count - bold : 0;
    std::vector<Name> kept;
    std::size_t seen = 0;
    for (const Name& name : names) {
        if (is_bold(name)) {
            kept.push_back(name);
            continue;
        }
        // Of `others`, those whose share of the way steps over a whole number: first and last among them.
        const auto rank = [&](std::size_t i) {
            return room < 2 ? (i + 1 == others ? room : 0) : i * (room - 1) / (others - 1) + 1;
        };
        const bool steps = room > 0 && (seen == 0 ? room > 1 : rank(seen) != rank(seen - 1));
        if (steps) kept.push_back(name);
        ++seen;
    }
    return kept;
}

}  // namespace

// Pool adjacent violators: touching places move as one block around their mean.
std::vector<double> spread_apart(const std::vector<double>& wanted, double apart, double low, double high) {
    struct Block {
        double sum;  // of wanted - rank * apart
        double count;
    };
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        blocks.push_back({wanted[i] - static_cast<double>(i) * apart, 1});
        while (blocks.size() > 1) {
            const Block last = blocks.back(), before = blocks[blocks.size() - 2];
            if (before.sum / before.count < last.sum / last.count) break;
            blocks.pop_back();
            blocks.back() = {before.sum + last.sum, before.count + last.count};
        }
    }
    const double most = high - apart * (static_cast<double>(wanted.size()) - 1);
    std::vector<double> places;
    for (const Block& block : blocks)
        for (double i = 0; i < block.count; ++i)
            places.push_back(std::clamp(block.sum / block.count, low, std::max(low, most)) +
                             static_cast<double>(places.size()) * apart);
    return places;
}

void draw_curve_names(const PanelPicture& panel, const Pen& pen) {
    const double apart = 15 * pen.unit();  // clear of the title's values above
    const double low = panel.plot.min.y + 5 * pen.unit(), high = panel.plot.max.y + 4 * pen.unit();
    const auto room = static_cast<std::size_t>((high - low) / apart) + 1;
    const std::vector<Name> names = thinned(names_of_curves(panel), room);
    std::vector<double> wanted(names.size());
    std::ranges::transform(names, wanted.begin(), &Name::y);
    const std::vector<double> places = spread_apart(wanted, apart, low, high);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const CurveLayer& curve = *names[i].curve;
        const Vec2 end{panel.plot.max.x, names[i].y}, at{panel.plot.max.x + 9 * pen.unit(), places[i]};
        const std::array leader{end, at};
        pen.canvas.line(leader, {curve.stroke.color, pen.unit(), {}});
        if (names[i].reaches_the_rim) pen.canvas.disc(end, 2.5 * pen.unit(), curve.stroke.color);
        TextStyle style = pen.small_text(curve.name_color);
        style.weight = curve.name_weight;
        pen.canvas.text({at.x + 3 * pen.unit(), centered_baseline(at.y, style.size)}, curve.name, style);
    }
}

}  // namespace reweigh
