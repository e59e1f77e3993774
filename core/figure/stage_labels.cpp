#include "core/figure/stage_labels.h"

#include <algorithm>
#include <array>
#include <limits>

namespace reweigh {
namespace {

constexpr double outside_plot = 1000, over_a_name = 500, over_a_line = 3, over_a_point = 1, not_wished = 2;

bool touch(Rect a, Rect b) {
    return a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y;
}

// What may be covered, and what may not.
struct Crowd {
    const std::vector<LabelWish>& wishes;
    const std::vector<Vec2>& points;
    Rect plot;
    std::vector<Rect> names{};

    double cost(Rect box) const {
        double sum = plot.contains(box.min) && plot.contains(box.max) ? 0 : outside_plot;
        for (const Rect& name : names) sum += touch(box, name) ? over_a_name : 0;
        for (const LabelWish& wish : wishes)
            for (const Vec2 p : wish.edge) sum += box.contains(p) ? over_a_line : 0;
        for (const Vec2 p : points) sum += box.contains(p) ? over_a_point : 0;
        return sum;
    }
};

// Half the box that draw() makes for a name, estimated: there is no canvas yet.
Vec2 half_box(const std::string& text, const PanelStyle& style) {
    return style.unit() * Vec2{4.1 * static_cast<double>(text.size()) + 7, 10};
}

std::vector<Vec2> shifts(const LabelWish& wish, Vec2 half, double unit) {
    const double beside = half.x + 20 * unit, aslant = half.x + 6 * unit, up = 27 * unit;
    return {unit * wish.shift, {beside, 0},  {-beside, 0},  {aslant, -up},
            {-aslant, up},     {aslant, up}, {-aslant, -up}};
}

PlacedLabel best_place(const LabelWish& wish, Crowd& crowd, const PanelStyle& style) {
    const Vec2 half = half_box(wish.text, style);
    PlacedLabel best{{}, {}, wish.text, wish.color};
    double least = std::numeric_limits<double>::infinity();
    for (const double share : {wish.share, 0.05, 0.15, 0.25, 0.5, 0.75, 0.85, 0.95}) {
        const auto i = static_cast<std::size_t>(share * static_cast<double>(wish.edge.size() - 1));
        const Vec2 at = wish.edge[i];
        for (const Vec2 shift : shifts(wish, half, style.unit())) {
            const bool wished = share == wish.share && shift == style.unit() * wish.shift;
            const Vec2 middle = at + shift;
            const double cost = crowd.cost({middle - half, middle + half}) + (wished ? 0 : not_wished);
            if (cost >= least) continue;
            least = cost;
            best.at = at;
            best.shift = shift;
        }
    }
    crowd.names.push_back({best.at + best.shift - half, best.at + best.shift + half});
    return best;
}

}  // namespace

std::vector<PlacedLabel> place_labels(const std::vector<LabelWish>& wishes, const std::vector<Vec2>& points,
                                      Rect plot, const PanelStyle& style) {
    Crowd crowd{wishes, points, plot};
    std::vector<PlacedLabel> placed;
    for (const LabelWish& wish : wishes)
        if (wish.edge.size() > 1) placed.push_back(best_place(wish, crowd, style));
    return placed;
}

std::vector<Vec2> visible_edge(const std::vector<std::vector<Vec2>>& lines, Rect world) {
    std::vector<Vec2> longest;
    for (const auto& line : lines) {
        std::vector<Vec2> inside;
        std::ranges::copy_if(line, std::back_inserter(inside), [&](Vec2 p) { return world.contains(p); });
        if (inside.size() > longest.size()) longest = std::move(inside);
    }
    if (!longest.empty() && longest.front().y < longest.back().y) std::ranges::reverse(longest);
    return longest;
}

std::vector<Vec2> visible_edge(const Line2& line, Rect world) {
    constexpr int steps = 200;
    const Vec2 along{-line.normal.y, line.normal.x};
    const Vec2 nearest = world.center() - line.signed_distance(world.center()) * line.normal;
    const double reach = length(world.max - world.min) / 2;
    std::vector<Vec2> points;
    for (int i = 0; i <= steps; ++i) points.push_back(nearest + reach * (2.0 * i / steps - 1) * along);
    return visible_edge({points}, world);
}

}  // namespace reweigh
