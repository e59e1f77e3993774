#include "app/panels/stage_tools.h"

#include "app/panels/stage_place.h"
#include "app/widgets/button.h"
#include "app/widgets/text.h"
#include "core/base/overloaded.h"
#include "core/figure/draw_parts.h"
#include "core/figure/marks.h"
#include "core/figure/number_text.h"
#include "core/figure/replica_style.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace reweigh {
namespace {

Type muted_small() { return {TextRole::Small, FontWeight::Regular, colors().muted}; }

// What stands at the right of the row: the errors of each model, right-aligned in fixed columns, so that
// nothing jumps. Zero errors are muted, others stand out.
class ErrorColumns {
public:
    ErrorColumns(const Snapshot& snapshot, int focus) : snapshot_(snapshot), focus_(focus) {
        const double most = static_cast<double>(snapshot.scene->data->size());
        number_ = std::max(px(38), text_width(number_text(most, 0), strong(colors().text)) + px(12));
    }

    float width() const {
        float width = text_width(word, muted_small()) + px(8) + column_width(ModelRole::Model);
        if (has_companion()) width += px(20) + column_width(ModelRole::Companion);
        return width;
    }

    void draw(float left, float middle) const {
        left += draw_text({left, middle}, word, muted_small()) + px(8);
        left = draw_column(ModelRole::Model, left, middle) + px(20);
        if (has_companion()) draw_column(ModelRole::Companion, left, middle);
    }

private:
    static constexpr std::string_view word = "errors";

    static Type strong(Color color) { return {TextRole::Body, FontWeight::SemiBold, color}; }
    bool has_companion() const { return snapshot_.scene->setup.companion.has_value(); }
    std::string name(ModelRole role) const { return model_name(snapshot_.scene->setup, role); }
    float column_width(ModelRole role) const { return text_width(name(role), muted_small()) + number_; }

    // Returns the right end.
    float draw_column(ModelRole role, float left, float middle) const {
        draw_text({left, middle}, name(role), muted_small());
        const float right = left + column_width(role);
        const auto errors = latest_readout(snapshot_, role, focus_, "errors");
        const Color color = role == ModelRole::Companion ? colors().logistic : colors().text;
        const Type quiet{TextRole::Body, FontWeight::Regular, colors().muted};
        draw_text({right, middle}, errors ? number_text(*errors, 0) : "\u2013",
                  errors && *errors > 0 ? strong(color) : quiet, Align::Right);
        return right;
    }

    const Snapshot& snapshot_;
    int focus_;
    float number_;  // room of a number, pixels
};

void draw_focus_chooser(const Snapshot& snapshot, ViewState& view, float left, float right, float top) {
    const int count = static_cast<int>(snapshot.scene->setup.replicas.size());
    const float middle = top + px(metrics::row) / 2, buttons = 2 * px(metrics::row) + 2 * px(metrics::gap);
    const Type type{TextRole::Body, FontWeight::SemiBold, colors().text};
    const Type word{TextRole::Body, FontWeight::Regular, colors().muted};
    const std::string title = replica_title(snapshot, view.focus);
    const bool has_word = right - left > text_width("Focus", word) + px(8) + text_width(title, type) +
                                             (count > 1 ? buttons : 0);
    if (has_word) left += draw_text({left, middle}, "Focus", word) + px(8);
    const float room = right - left - (count > 1 ? buttons : 0);
    draw_text_in({left, middle}, room, title, type);
    if (count < 2) return;
    ImGui::SetCursorScreenPos({left + std::min(room, text_width(title, type)) + px(12), top});
    if (icon_button({.label = "Previous replica", .icon = Icon::Left}))
        view.focus = (view.focus + count - 1) % count;
    ImGui::SameLine(0, px(metrics::gap));
    if (icon_button({.label = "Next replica", .icon = Icon::Right})) view.focus = (view.focus + 1) % count;
}

struct ViewButton {
    LabView shown;
    std::string_view label, of_points, of_pictures;  // what it shows of either
};
constexpr std::array view_buttons{
    ViewButton{LabView::Stage, "Stage", "One replica, big (1).",
               "What models say over the epochs, and single pictures (1)."},
    ViewButton{LabView::Fan, "Fan", "Weights and variants side by side (2).",
               "Weights against what models say now, variants side by side (2)."},
    ViewButton{LabView::Paper, "Paper", "Weights and epochs side by side (3).",
               "All six plots, over the epochs and against the weight (3)."},
};

// At the cursor; returns the right end.
float draw_view_switch(ViewState& view, bool is_plane) {
    float right = 0;
    for (const auto& [shown, label, of_points, of_pictures] : view_buttons) {
        if (shown != view_buttons.front().shown) ImGui::SameLine(0, px(4));
        ButtonFace face{.label = label, .help = is_plane ? of_points : of_pictures, .width = 72};
        if (view.lab_view == shown) face.look = ButtonLook::Selected;
        if (button(face)) view.lab_view = shown;
        right = ImGui::GetItemRectMax().x;
    }
    return right;
}

// At the right end of the row; returns its left end.
float draw_curves_switch(ViewState& view, float right, float top) {
    ButtonFace face{.label = "Curves",
                    .icon = view.curves_beside_fan ? Icon::Right : Icon::Left,
                    .help = "The curves beside the pictures, which then are smaller."};
    if (view.curves_beside_fan) face.look = ButtonLook::Selected;
    const float left = right - button_width(face);
    ImGui::SetCursorScreenPos({left, top});
    if (button(face)) view.curves_beside_fan = !view.curves_beside_fan;
    return left;
}

// ---- the key ----

constexpr double line_length = 20, ramp_length = 56, swatch_length = 14, mark_gap = 7, entry_gap = 16,
                 key_row_height = 40, key_row_pitch = 22;  // units
// The ramp stands between its ends.
constexpr std::string_view ramp_before = "p(+)  0", ramp_after = "1";

double mark_length(const LegendEntry& entry) {
    return std::visit(overloaded{[](const Stroke&) { return line_length; }, [](const Mark&) { return 12.0; },
                                 [](const SurfaceRamp&) { return ramp_length; },
                                 [](const Swatch&) { return swatch_length; }},
                      entry.mark);
}

void draw_ramp(Vec2 at, const Pen& pen) {
    constexpr int strips = 30;
    const double width = ramp_length / strips;
    for (int i = 0; i < strips; ++i) {
        const double left = at.x + width * i;
        const std::array strip{Vec2{left, at.y - 6}, Vec2{left + width, at.y - 6},
                               Vec2{left + width, at.y + 6}, Vec2{left, at.y + 6}};
        pen.canvas.fill(strip, pen.colors.surface[static_cast<std::size_t>(i * 255 / (strips - 1))]);
    }
    const std::array frame{Vec2{at.x, at.y - 6}, Vec2{at.x + ramp_length, at.y - 6},
                           Vec2{at.x + ramp_length, at.y + 6}, Vec2{at.x, at.y + 6}, Vec2{at.x, at.y - 6}};
    pen.canvas.line(frame, {pen.colors.border, 1, {}});
}

// Small words around a mark; empty ones take no room.
struct KeyWords {
    const Pen& pen;
    double y;

    TextStyle style() const { return pen.small_text(pen.colors.muted); }
    double width(std::string_view text) const {
        return text.empty() ? 0 : pen.width(text, style()) + mark_gap;
    }
    double draw(double x, std::string_view text) const {
        if (!text.empty()) pen.canvas.text({x, centered_baseline(y, style().size)}, text, style());
        return width(text);
    }
};

std::array<Vec2, 4> swatch_corners(Vec2 at) {
    const Vec2 end = at + Vec2{swatch_length, 0}, up{0, 5};
    return {at - up, end - up, end + up, at + up};
}

void draw_mark(const LegendEntry& entry, Vec2 at, const Pen& pen) {
    std::visit(overloaded{[&](const Stroke& stroke) {
                              const std::array path{at, at + Vec2{line_length, 0}};
                              pen.canvas.line(path, stroke);
                          },
                          [&](const Mark& mark) {
                              draw_mark(pen.canvas, at + Vec2{6, 0}, mark);
                          },
                          [&](const SurfaceRamp&) { draw_ramp(at, pen); },
                          [&](const Swatch& swatch) { pen.canvas.fill(swatch_corners(at), swatch.color); }},
               entry.mark);
}

std::string_view words_before(const LegendEntry& entry) {
    return std::holds_alternative<SurfaceRamp>(entry.mark) ? ramp_before : "";
}
std::string_view words_after(const LegendEntry& entry) {
    return std::holds_alternative<SurfaceRamp>(entry.mark) ? ramp_after : entry.name;
}

double entry_length(const LegendEntry& entry, const Pen& pen) {
    const KeyWords words{pen, 0};
    return words.width(words_before(entry)) + mark_length(entry) + words.width(words_after(entry));
}

// Returns its length.
double draw_entry(const LegendEntry& entry, Vec2 at, const Pen& pen) {
    const KeyWords words{pen, at.y};
    const double mark = at.x + words.draw(at.x, words_before(entry));
    draw_mark(entry, {mark, at.y}, pen);
    words.draw(mark + mark_length(entry) + mark_gap, words_after(entry));
    return entry_length(entry, pen);
}

// What has no room in a row any more goes to the next one, never away.
using KeyRows = std::vector<std::vector<const LegendEntry*>>;
KeyRows rows_of(std::span<const LegendEntry> entries, const Pen& pen, double width) {
    KeyRows rows(1);
    double used = 0;
    for (const LegendEntry& entry : entries) {
        const double length = entry_length(entry, pen);
        if (!rows.back().empty() && used + length > width) {
            rows.emplace_back();
            used = 0;
        }
        rows.back().push_back(&entry);
        used += length + entry_gap;
    }
    return rows;
}

}  // namespace

std::optional<double> latest_readout(const Snapshot& snapshot, ModelRole role, int replica,
                                     std::string_view readout) {
    for (const Curve& curve : snapshot.curves)
        if (curve.role == role && curve.replica == replica && curve.readout == readout) {
            if (curve.values.empty() || std::isnan(curve.values.back())) return std::nullopt;
            return curve.values.back();
        }
    return std::nullopt;
}

std::string replica_title(const Snapshot& snapshot, int replica) {
    const Setup& setup = snapshot.scene->setup;
    const Replica& shown = setup.replicas[static_cast<std::size_t>(replica)];
    const bool one_weight =
        std::ranges::all_of(setup.replicas, [&](const Replica& each) { return each.weight == shown.weight; });
    const double weight = one_weight ? effective_importance(shown, snapshot.live) : shown.weight;
    return setup.variants[static_cast<std::size_t>(shown.variant)] + " \u00b7 " + weight_label(weight) +
           " \u00b7 seed " + std::to_string(shown.seed);
}

void draw_stage_tools(const Snapshot& snapshot, ViewState& view, float right) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float top = corner.y + px(8);
    ImGui::SetCursorScreenPos({corner.x, top});
    const bool is_plane = !snapshot.scene || snapshot.scene->data->is_plane();
    const float left = draw_view_switch(view, is_plane) + px(24);
    if (!snapshot.scene) return;
    if (view.lab_view == LabView::Fan)
        return draw_focus_chooser(snapshot, view, left, draw_curves_switch(view, right, top) - px(16), top);
    if (view.lab_view == LabView::Paper || !is_plane)
        return draw_focus_chooser(snapshot, view, left, right, top);
    const ErrorColumns errors(snapshot, view.focus);
    const float begin = right - errors.width();
    const bool has_room = begin > left;
    if (has_room) errors.draw(begin, top + px(metrics::row) / 2);
    draw_focus_chooser(snapshot, view, left, has_room ? begin - px(16) : right, top);
}

double stage_key_height(std::span<const LegendEntry> entries, Canvas& canvas, double width) {
    const PanelStyle style = window_panel_style();
    const KeyRows rows = rows_of(entries, Pen(canvas, style), width);
    return key_row_height + key_row_pitch * (static_cast<double>(rows.size()) - 1);
}

void draw_stage_key(std::span<const LegendEntry> entries, Canvas& canvas, Rect place) {
    const PanelStyle style = window_panel_style();
    const Pen pen(canvas, style);
    double y = place.min.y + key_row_height / 2;
    for (const auto& row : rows_of(entries, pen, place.width())) {
        double x = place.min.x;
        for (const LegendEntry* entry : row) x += draw_entry(*entry, {x, y}, pen) + entry_gap;
        y += key_row_pitch;
    }
}

}  // namespace reweigh
