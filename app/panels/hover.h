#pragma once

#include "core/state/snapshot.h"

#include <optional>
#include <vector>

namespace reweigh {

// The value of a grid between its cell centres, bilinear; nothing outside its rectangle.
std::optional<double> interpolate(const Grid<float>& grid, Vec2 at);

// Where a grid of logits is 0: zero_contour() of it.
using Edge = std::vector<std::vector<Vec2>>;

// Signed distance from `at` to the edge: + on the positive side; nothing when there is no edge, or `at` lies
// outside the grid.
std::optional<double> distance_to_edge(const Grid<float>& logits, const Edge& edge, Vec2 at);

// Everything that can be read under the pointer. PRODUCT.md 3.
struct HoverReading {
    Vec2 at;
    std::optional<double> logit, to_edge, to_separator;
    struct Point {
        int index = 0;
        bool positive = false;
        double weight = 1;           // the class's, times its own
        std::optional<double> loss;  // unweighted, of the model: ln(1 + exp(-y' z))
    };
    std::optional<Point> nearest;
};

double probability(double logit);

// `logits`: the focus replica's, may be null; `edge` is theirs.
HoverReading read_at(Vec2 at, const Snapshot& snapshot, int replica, const Grid<float>* logits,
                     const Edge& edge);

}  // namespace reweigh
