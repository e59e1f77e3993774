#include "app/panels/compare_table.h"

#include "app/panels/stage_tools.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "core/figure/number_text.h"
#include "core/state/readout_kinds.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace reweigh {
namespace {

constexpr std::array<std::string_view, 7> compared{"area",   "offset", "angle", "margin",
                                                   "errors", "loss",   "norm"};
constexpr double row_height = 20, name_width = 140, value_width = 58;  // units

std::string text_of(std::optional<double> value, int decimals) {
    return value ? number_text(*value, decimals) : "\u2013";
}

void draw_row(ImVec2 left, const ComparedRow& row, const Type& name, const Type& value) {
    draw_text_in(left, px(name_width - 8), row.name, name);
    float right = left.x + px(name_width + value_width);
    for (const std::string* text : {&row.a, &row.b, &row.difference}) {
        draw_text({right, left.y}, *text, value, Align::Right);
        right += px(value_width);
    }
}

}  // namespace

std::string moment_name(std::string_view letter, const Snapshot& moment) {
    return std::string(letter) + ": run " + std::to_string(moment.run) + ", epoch " +
           epoch_text(moment.epoch());
}

std::vector<ComparedRow> compared_rows(const Snapshot& a, const Snapshot& b, int focus) {
    std::vector<ComparedRow> rows;
    for (const std::string_view key : compared) {
        const ReadoutKind& kind = readout_kind(key);
        const auto of_a = latest_readout(a, ModelRole::Model, focus, key);
        const auto of_b = latest_readout(b, ModelRole::Model, focus, key);
        if (!of_a && !of_b) continue;
        const bool has_both = of_a && of_b;
        rows.push_back({std::string(kind.label), text_of(of_a, kind.decimals), text_of(of_b, kind.decimals),
                        has_both ? signed_text(*of_b - *of_a, kind.decimals) : "\u2013"});
    }
    return rows;
}

void draw_compare_table(const StagePlace& place, const Snapshot& a, const Snapshot& b, int focus,
                        double split) {
    const std::vector<ComparedRow> rows = compared_rows(a, b, focus);
    const float padding = px(10), pitch = px(row_height);
    const ImVec2 size{px(name_width + 3 * value_width) + 2 * padding,
                      pitch * static_cast<float>(rows.size() + 1) + 2 * px(6)};
    const float left = split > 0.5 ? place.low().x + px(10) : place.high().x - size.x - px(10);
    const ImVec2 low{left, place.low().y + px(34)};
    const ImVec2 high{low.x + size.x, low.y + size.y};
    if (rows.empty() || low.x < place.low().x || high.x > place.high().x || high.y > place.high().y - px(44))
        return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(low, high, to_im(colors().plot), px(metrics::card_radius));
    list->AddRect(low, high, to_im(colors().border), px(metrics::card_radius), 0, px(1));
    remember_widget("comparison", {Rect{to_vec2(low), to_vec2(high)}});
    const Type head{TextRole::Small, FontWeight::SemiBold, colors().muted};
    const Type name{TextRole::Small, FontWeight::Regular, colors().text};
    const Type value{TextRole::Small, FontWeight::SemiBold, colors().text};
    float y = low.y + px(6) + pitch / 2;
    draw_row({low.x + padding, y}, {"", "A", "B", "B \u2212 A"}, head, head);
    for (const ComparedRow& row : rows) draw_row({low.x + padding, y += pitch}, row, name, value);
}

}  // namespace reweigh
