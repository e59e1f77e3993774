#include "core/figure/agreement_plot.h"

#include "core/base/error.h"
#include "core/figure/number_text.h"
#include "core/figure/palette.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace reweigh {
namespace {

constexpr double gutter = 66, left = 40, head = 24;  // units
constexpr double least = 0.5, most = 1;              // of the axis

// One of the two ways to agree.
struct AgreementKind {
    std::string_view name;
    double Agreement::*value;
    double Agreement::*chance;
};
constexpr std::array agreement_kinds{
    AgreementKind{"seeds", &Agreement::seeds, &Agreement::seeds_chance},
    AgreementKind{"weights", &Agreement::weights, &Agreement::weights_chance},
};

Color color_of(const AgreementKind& kind, const Palette& colors) {
    return kind.value == &Agreement::weights ? colors.accent : colors.text;
}

std::vector<Vec2> line_of(const Snapshot& snapshot, const AgreementOptions& options,
                          const std::vector<Agreement>& values, double Agreement::*member) {
    std::vector<Vec2> line;
    for (std::size_t i = 0; i < values.size(); ++i)
        line.push_back({options.x == CurvesX::Seconds
                            ? snapshot.readout_seconds[i]
                            : curves_x(snapshot, options.x, snapshot.readout_steps[i]),
                        values[i].*member});
    return line;
}

bool has_value(const std::vector<Vec2>& line) {
    return std::ranges::any_of(line, [](const Vec2& at) { return std::isfinite(at.y); });
}

void add_lines(PanelPicture& panel, const AgreementKind& kind, const Snapshot& snapshot,
               const AgreementOptions& options, const std::vector<Agreement>& values) {
    const double unit = options.style.unit();
    const Palette& colors = palette(options.style.theme);
    const Color color = color_of(kind, colors);
    CurveLayer chance, line;
    chance.values = line_of(snapshot, options, values, kind.chance);
    line.values = line_of(snapshot, options, values, kind.value);
    if (!has_value(line.values)) return;
    chance.stroke = {color, unit, {4 * unit, 3 * unit}};
    chance.name = "chance";
    chance.name_color = color;
    line.stroke = {color, 2.25 * unit, {}};
    line.name = kind.name;
    line.name_color = color;
    line.name_weight = FontWeight::SemiBold;
    panel.layers.emplace_back(std::move(chance));
    panel.layers.emplace_back(std::move(line));
    const double now = values.back().*kind.value;
    panel.values.push_back(
        {std::string(kind.name), number_text(100 * now, 0) + (std::isnan(now) ? "" : " %"), color});
}

std::string empty_note(const Snapshot& snapshot, std::string_view set) {
    if (snapshot.step == 0 || snapshot.readout_steps.empty()) return "Agreement begins with the first step.";
    std::shared_ptr<const Votes> any;
    for (std::size_t i = 0; i < snapshot.votes.size(); ++i)
        if (snapshot.votes[i]) any = snapshot.votes[i];
    if (!any) return "The votes of this run were not kept.";
    const SetVotes* of_set = any->set(set);
    if (of_set == nullptr || of_set->pictures() == 0) return "Nobody was asked about these pictures.";
    return "Two models are needed: several weights or seeds.";
}

}  // namespace

const VotedSet& voted_set(std::string_view key) {
    const auto found = std::ranges::find(voted_sets, key, &VotedSet::key);
    if (found != voted_sets.end()) return *found;
    std::string known;
    for (const VotedSet& set : voted_sets) known += (known.empty() ? "" : ", ") + std::string(set.key);
    throw Error("Unknown set of pictures \"" + std::string(key) + "\"; known are " + known + ".");
}

std::vector<Agreement> agreement_over_time(const Snapshot& snapshot, int variant, std::string_view set,
                                           std::vector<Agreement> known) {
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    const std::size_t count = std::min(snapshot.votes.size(), snapshot.readout_steps.size());
    std::vector<Agreement> values = std::move(known);
    values.resize(std::min(values.size(), count));
    for (std::size_t i = values.size(); i < count; ++i) {
        const std::shared_ptr<const Votes> votes = snapshot.votes[i];
        const SetVotes* of_set = votes ? votes->set(set) : nullptr;
        values.push_back(
            of_set == nullptr
                ? Agreement{nothing, nothing, nothing, nothing}
                : agreement(weight_voters(snapshot.scene->setup.replicas, variant, *votes), *of_set));
    }
    return values;
}

PanelPicture build_agreement(const Snapshot& snapshot, const AgreementOptions& options,
                             const std::vector<Agreement>& values) {
    const double unit = options.style.unit();
    PanelPicture panel;
    panel.cell = options.cell;
    panel.plot = {options.cell.min + unit * Vec2{left, head},
                  options.cell.max - unit * Vec2{gutter, curves_foot(true)}};
    panel.title = "Agreement, " + std::string(voted_set(options.set).name);
    panel.x = curves_x_axis(snapshot, options.x, curves_end(snapshot, options.x, EarlierRuns::Hidden));
    constexpr double margin = 0.04 * (most - least);
    panel.y.low = least - margin;
    panel.y.high = most + margin;
    if (snapshot.step > 0)
        for (const AgreementKind& kind : agreement_kinds) add_lines(panel, kind, snapshot, options, values);
    if (panel.layers.empty()) panel.empty_note = empty_note(snapshot, options.set);
    return panel;
}

}  // namespace reweigh
