#include "core/figure/cell_words.h"

#include "core/figure/build_parts.h"
#include "core/figure/number_text.h"

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

constexpr double three_decimals = 47;  // units of a cell

// Read-outs of the model, of every replica: looked up once for all cells.
class Readings {
public:
    explicit Readings(const Snapshot& snapshot)
        : snapshot_(snapshot),
          errors_(curves_of(snapshot, ModelRole::Model, "errors")),
          offset_(curves_of(snapshot, ModelRole::Model, "offset")),
          area_(curves_of(snapshot, ModelRole::Model, "area")) {}

    std::optional<double> errors(const GridCell& cell) const { return value(errors_, cell); }
    // Or which side has the whole axis.
    std::string offset(const GridCell& cell, int decimals) const {
        if (const auto offset = value(offset_, cell)) return signed_text(*offset, decimals);
        const auto area = value(area_, cell);
        if (!area) return "";
        return *area > 0.5 ? "all +" : "all \u2212";
    }

private:
    // At the cell's step, or the last one.
    std::optional<double> value(const std::vector<const Curve*>& curves, const GridCell& cell) const {
        const Curve* curve = curves[static_cast<std::size_t>(cell.replica)];
        const auto index = readout_index(snapshot_, cell.step.value_or(snapshot_.step));
        if (!curve || !index || *index >= curve->values.size()) return std::nullopt;
        if (cell.step && snapshot_.readout_steps[*index] != *cell.step) return std::nullopt;
        const double found = curve->values[*index];
        return std::isnan(found) ? std::nullopt : std::optional(found);
    }

    const Snapshot& snapshot_;
    std::vector<const Curve*> errors_, offset_, area_;
};

bool is_parked_in(const Snapshot& snapshot, const GridCell& cell) {
    const auto& health = snapshot.health;
    const auto replica = static_cast<std::size_t>(cell.replica);
    return replica < health.size() && health[replica].parked_at &&
           *health[replica].parked_at <= cell.step.value_or(snapshot.step);
}

}  // namespace

const Replica& CellWriter::focus() const {
    const auto& replicas = snapshot.scene->setup.replicas;
    const int last = static_cast<int>(replicas.size()) - 1;
    return replicas[static_cast<std::size_t>(std::clamp(options.focus, 0, last))];
}

Color CellWriter::name_color(bool is_of_focus) const {
    return is_of_focus && options.mark == FocusMark::Accent ? colors.accent : colors.text;
}

void CellWriter::write(Vec2 at, std::string text, double size, Color color, Align align, FontWeight weight) {
    if (!text.empty()) words.push_back({at, std::move(text), {size * unit(), color, align, weight}});
}

void CellWriter::write_head(std::optional<std::size_t> column, std::string text, double size, Color color) {
    const double baseline = grid.origin.y - 9 * unit();
    const double x = column ? grid.plot(0, *column).center().x : options.room.min.x;
    heads.push_back({{x, baseline},
                     std::move(text),
                     {size * unit(), color, column ? Align::Center : Align::Left,
                      column ? FontWeight::SemiBold : FontWeight::Regular}});
}

void write_captions(CellWriter& writer) {
    const double side = writer.grid.cell.x, unit = writer.unit();
    const CellCaptions captions = writer.grid.captions;
    if (captions != CellCaptions::Beside && captions != CellCaptions::Stacked) return;
    const bool beside = captions == CellCaptions::Beside;
    const int decimals = side >= three_decimals * unit ? 3 : 2;
    const Readings readings(writer.snapshot);
    for (const GridCell& cell : writer.grid.cells) {
        const double first = cell.plot.max.y + caption_line * unit, inset = 2 * unit;
        const double left = beside ? cell.plot.min.x + inset : cell.plot.center().x;
        const Align align = beside ? Align::Left : Align::Center;
        if (is_parked_in(writer.snapshot, cell)) {
            writer.write({left, first}, "parked", 13, writer.colors.failed, align, FontWeight::SemiBold);
            continue;
        }
        const auto errors = readings.errors(cell);
        const bool fails = errors && *errors > 0;
        writer.write({left, first}, errors ? count_text(std::llround(*errors)) : "", 13,
                     fails ? writer.colors.text : writer.colors.muted, align,
                     fails ? FontWeight::SemiBold : FontWeight::Regular);
        const Vec2 at =
            beside ? Vec2{cell.plot.max.x - inset, first} : Vec2{left, first + caption_line * unit};
        writer.write(at, readings.offset(cell, decimals), 13, writer.colors.text,
                     beside ? Align::Right : align);
    }
}

std::string cell_captions_text(const Scene& scene, CellCaptions captions) {
    if (captions == CellCaptions::None) return "";
    if (captions == CellCaptions::BothModels) return captions_text(scene);
    const bool beside = captions == CellCaptions::Beside;
    return "Under each picture: errors of " + count_text(scene.data ? scene.data->size() : 0) +
           (beside ? " (left)" : " (above)") + ", offset of the " +
           model_name(scene.setup, ModelRole::Model) + " edge, + = towards the positive class " +
           (beside ? "(right). " : "(below). ");
}

}  // namespace reweigh
