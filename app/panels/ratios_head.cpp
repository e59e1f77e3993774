#include "app/panels/ratios_head.h"

#include "app/panels/stage_tools.h"
#include "app/widgets/text.h"
#include "core/figure/number_text.h"

#include <string>

namespace reweigh {
namespace {

constexpr double tool_row = 44, row_height = 20, part_gap = 16, foot_gap = 8;  // units

std::string count_of(const Dataset& data, std::string_view key) {
    const EvaluationSet* set = data.evaluation_set(key);
    return count_text(set == nullptr ? 0 : set->size(data.width));
}

std::string counts_text(const Dataset& data) {
    const std::string test = count_of(data, "test") + " test pictures of ";
    const std::string trained = "; " + count_text(data.size()) + " trained on";
    if (data.classes > 2) return test + "ten classes" + trained;
    return test + "both classes, " + count_of(data, "other") + " of other classes, " +
           count_of(data, "noise") + " random ones" + trained;
}

std::string evaluation_text(double share) { return "evaluation " + number_text(100 * share, 0) + " %"; }

}  // namespace

float draw_ratios_head(const Snapshot& snapshot, ViewState& view, float right) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    draw_stage_tools(snapshot, view, right);
    const Dataset& data = *snapshot.scene->data;
    const Type strong{TextRole::Small, FontWeight::SemiBold, colors().text};
    const Type muted{TextRole::Small, FontWeight::Regular, colors().muted};
    float left = corner.x, middle = corner.y + px(tool_row) + px(row_height) / 2;
    left += draw_text_in({left, middle}, right - left, data.source, strong) + px(part_gap);
    const double share = snapshot.rates.evaluation_share;
    // The counts stay in their row while the share comes and goes.
    const float rest = right - left - text_width(evaluation_text(1), muted) - px(part_gap);
    if (share > 0)
        left += draw_text_in({left, middle}, right - left, evaluation_text(share), muted) + px(part_gap);
    const std::string counts = counts_text(data);
    const bool has_room = text_width(counts, muted) <= rest;
    if (!has_room) {
        left = corner.x;
        middle += px(row_height);
    }
    draw_text_in({left, middle}, right - left, counts, muted);
    return middle + px(row_height) / 2 + px(foot_gap) - corner.y;
}

}  // namespace reweigh
