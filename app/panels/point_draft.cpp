#include "app/panels/point_draft.h"

#include "core/base/error.h"
#include "core/data/kinds.h"
#include "core/margin/max_margin.h"

#include <utility>

namespace reweigh {
namespace {

std::vector<LabelledPoint> points_of(const Dataset& data) {
    std::vector<LabelledPoint> points;
    points.reserve(data.labels.size());
    for (std::size_t i = 0; i < data.labels.size(); ++i) {
        const double weight = data.weights.empty() ? 1.0 : static_cast<double>(data.weights[i]);
        points.push_back({data.point(static_cast<std::int64_t>(i)), data.labels[i], weight});
    }
    return points;
}

// The points to change, after keeping them for undo.
std::vector<LabelledPoint>& changed_points(PointEditing& editing, const Dataset& data) {
    std::vector<LabelledPoint> points = shown_points(editing, data);
    editing.undo.push_back(points);
    return editing.pending.emplace(std::move(points));
}

}  // namespace

std::vector<LabelledPoint> shown_points(const PointEditing& editing, const Dataset& data) {
    return editing.pending ? *editing.pending : points_of(data);
}

void add_point(PointEditing& editing, const Dataset& data, Vec2 at, bool positive) {
    auto& points = changed_points(editing, data);
    points.push_back({at, positive ? 1 : 0, 1});
    editing.selected = static_cast<int>(points.size()) - 1;
}

void delete_point(PointEditing& editing, const Dataset& data) {
    if (!editing.selected) return;
    auto& points = changed_points(editing, data);
    points.erase(points.begin() + *editing.selected);
    editing.selected.reset();
}

void nudge_point(PointEditing& editing, const Dataset& data, Vec2 by) {
    if (!editing.selected) return;
    LabelledPoint& point = changed_points(editing, data)[static_cast<std::size_t>(*editing.selected)];
    point.at = point.at + by;
}

void choose_point(PointEditing& editing, const Dataset& data, int direction) {
    const int count = static_cast<int>(shown_points(editing, data).size());
    if (count == 0) return;
    const int from = editing.selected.value_or(direction > 0 ? -1 : 0);
    editing.selected = (from + direction + count) % count;
}

void begin_move(PointEditing& editing, const Dataset& data, int point) {
    changed_points(editing, data);
    editing.selected = point;
}

void move_point(PointEditing& editing, Vec2 to) {
    if (editing.selected && editing.pending)
        (*editing.pending)[static_cast<std::size_t>(*editing.selected)].at = to;
}

void undo_points(PointEditing& editing, const Dataset& data) {
    if (editing.undo.empty()) return;
    editing.pending = std::move(editing.undo.back());
    editing.undo.pop_back();
    editing.selected.reset();
    if (editing.pending == points_of(data)) editing.pending.reset();
}

void settle_points(PointEditing& editing, const DataParams& source, const Dataset& data) {
    editing.pending.reset();
    if (!std::holds_alternative<DrawnParams>(source)) editing.undo.clear();
    if (editing.undo.empty() || (editing.selected && *editing.selected >= data.size()))
        editing.selected.reset();
}

std::optional<int> point_near(const std::vector<LabelledPoint>& points, Vec2 at, double reach) {
    std::optional<int> nearest;
    double least = reach * reach;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Vec2 gap = points[i].at - at;
        if (dot(gap, gap) > least) continue;
        least = dot(gap, gap);
        nearest = static_cast<int>(i);
    }
    return nearest;
}

SeparatorPreview preview_separator(const std::vector<LabelledPoint>& points) {
    try {
        const Dataset data = make_dataset(DrawnParams{points}, 1);
        return {find_separator(data), ""};
    } catch (const Error& error) {
        return {std::nullopt, error.what()};
    }
}

Experiment with_points(Experiment experiment, const std::vector<LabelledPoint>& points) {
    experiment.setup.data = DrawnParams{points};
    return experiment;
}

}  // namespace reweigh
