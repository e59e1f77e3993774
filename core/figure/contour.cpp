#include "core/figure/contour.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace reweigh {
namespace {

using Polyline = std::vector<Vec2>;

// The field with one more row and column of cells on each side, continued linearly.
class PaddedField {
public:
    explicit PaddedField(const Grid<float>& field)
        : field_(field), width_(field.width + 2), height_(field.height + 2) {
        values_.reserve(static_cast<std::size_t>(width_ * height_));
        for (int row = -1; row <= field.height; ++row) append_row(row);
    }
    int width() const { return width_; }
    int height() const { return height_; }
    double at(int column, int row) const { return values_[static_cast<std::size_t>(row * width_ + column)]; }
    Vec2 place(int column, int row) const { return field_.cell_center(column - 1, row - 1); }

private:
    void append_row(int row) {
        const bool inner = row >= 0 && row < field_.height;
        values_.push_back(continued(-1, row));
        for (int column = 0; column < field_.width; ++column)
            values_.push_back(inner ? field_.at(column, row) : continued(column, row));
        values_.push_back(continued(field_.width, row));
    }
    double continued(int column, int row) const {
        const int inner_column = std::clamp(column, 0, field_.width - 1);
        const int inner_row = std::clamp(row, 0, field_.height - 1);
        const double value = field_.at(inner_column, inner_row);
        const int next_column = std::clamp(2 * inner_column - column, 0, field_.width - 1);
        const int next_row = std::clamp(2 * inner_row - row, 0, field_.height - 1);
        return value + (value - field_.at(next_column, inner_row)) +
               (value - field_.at(inner_column, next_row));
    }

    const Grid<float>& field_;
    int width_, height_;
    std::vector<double> values_;
};

// Edges between neighbouring centres are numbered: horizontal ones first. Each crossed edge has one or two
// neighbours on its polyline.
class Tracer {
public:
    explicit Tracer(const PaddedField& field) : field_(field), neighbours_(2 * cells(), {none, none}) {
        for (int row = 0; row + 1 < field.height(); ++row)
            for (int column = 0; column + 1 < field.width(); ++column) link_cell(column, row);
    }

    std::vector<Polyline> trace() {
        std::vector<Polyline> lines;
        for (const bool only_open : {true, false})
            for (const int edge : crossed_) {
                const auto& [first, second] = neighbours_[static_cast<std::size_t>(edge)];
                if (first == none || (only_open && second != none)) continue;
                lines.push_back(follow(edge));
            }
        return lines;
    }

private:
    static constexpr int none = -1;
    std::size_t cells() const { return static_cast<std::size_t>(field_.width() * field_.height()); }
    int horizontal(int column, int row) const { return row * field_.width() + column; }
    int vertical(int column, int row) const { return static_cast<int>(cells()) + horizontal(column, row); }

    void link_cell(int column, int row) {
        const double a = field_.at(column, row), b = field_.at(column + 1, row);
        const double c = field_.at(column + 1, row + 1), d = field_.at(column, row + 1);
        const bool pa = a > 0, pb = b > 0, pc = c > 0, pd = d > 0;
        if (pa == pb && pb == pc && pc == pd) return;
        const double middle = (a + b + c + d) / 4;
        if (!std::isfinite(middle)) return;
        const std::array edges{horizontal(column, row), vertical(column + 1, row),
                               horizontal(column, row + 1), vertical(column, row)};
        const std::array crossed{pa != pb, pb != pc, pc != pd, pd != pa};
        if (crossed == std::array{true, true, true, true}) {  // a saddle: the middle decides
            const bool middle_joins_a = (middle > 0) == pa;
            link(edges[0], edges[middle_joins_a ? 1 : 3]);
            link(edges[2], edges[middle_joins_a ? 3 : 1]);
            return;
        }
        int first = none;
        for (std::size_t i = 0; i < edges.size(); ++i) {
            if (!crossed[i]) continue;
            if (first != none) link(first, edges[i]);
            first = edges[i];
        }
    }

    void link(int from, int to) {
        add(from, to);
        add(to, from);
    }
    void add(int edge, int neighbour) {
        auto& both = neighbours_[static_cast<std::size_t>(edge)];
        if (both[0] == none) crossed_.push_back(edge);
        (both[0] == none ? both[0] : both[1]) = neighbour;
    }

    // Walks along the polyline of an edge and forgets what it passed; a closed one comes back to its start.
    Polyline follow(int start) {
        Polyline line;
        for (int edge = start; edge != none;) {
            append(line, crossing(edge));
            auto& both = neighbours_[static_cast<std::size_t>(edge)];
            const int next = both[0];
            both = {none, none};
            if (next != none) forget(next, edge);
            edge = next;
        }
        return line;
    }
    void forget(int edge, int neighbour) {
        auto& both = neighbours_[static_cast<std::size_t>(edge)];
        if (both[0] == neighbour) both[0] = both[1];
        both[1] = none;
    }
    static void append(Polyline& line, Vec2 point) {
        if (line.empty() || line.back() != point) line.push_back(point);
    }

    Vec2 crossing(int edge) const {
        const bool is_vertical = edge >= static_cast<int>(cells());
        const int at = is_vertical ? edge - static_cast<int>(cells()) : edge;
        const int column = at % field_.width(), row = at / field_.width();
        const int next_column = column + (is_vertical ? 0 : 1), next_row = row + (is_vertical ? 1 : 0);
        const double from = field_.at(column, row), to = field_.at(next_column, next_row);
        const Vec2 a = field_.place(column, row), b = field_.place(next_column, next_row);
        return a + (from / (from - to)) * (b - a);
    }

    const PaddedField& field_;
    std::vector<std::array<int, 2>> neighbours_;
    std::vector<int> crossed_;  // in the order of their cells
};

}  // namespace

std::vector<std::vector<Vec2>> zero_contour(const Grid<float>& field) {
    if (field.width < 1 || field.height < 1) return {};
    const PaddedField padded(field);
    return Tracer(padded).trace();
}

}  // namespace reweigh
