#include "app/panels/stage_overlay.h"

#include "app/panels/stage_view.h"
#include "app/widgets/icons.h"
#include "app/widgets/text.h"
#include "app/widgets/typed_number.h"
#include "core/figure/number_text.h"
#include "core/figure/replica_style.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace reweigh {
namespace {

struct CardRow {
    std::string name, value;
    std::optional<bool> marked_positive;  // a class mark before the name
};

Type row_type(Color color) { return {TextRole::Body, FontWeight::Regular, color}; }

CardRow row_of(std::string name, std::optional<double> value, std::string (*text)(double, int)) {
    return {std::move(name), value ? text(*value, 2) : "\u2013", {}};
}

std::vector<CardRow> rows_of(const HoverReading& reading, const Scene& scene) {
    std::vector<CardRow> rows;
    rows.push_back({"p(+)", reading.logit ? number_text(probability(*reading.logit), 2) : "\u2013", {}});
    rows.push_back(row_of("logit", reading.logit, number_text));
    rows.push_back(
        row_of("to " + model_name(scene.setup, ModelRole::Model) + " edge", reading.to_edge, signed_text));
    if (scene.separator) {
        const bool soft = scene.separator->kind == Separator::Kind::SoftMargin;
        rows.push_back(row_of(soft ? "to soft margin" : "to max margin", reading.to_separator, signed_text));
    }
    if (const auto& point = reading.nearest) {
        rows.push_back({"nearest", "#" + std::to_string(point->index), point->positive});
        rows.push_back({"weight", weight_text(point->weight), {}});
        rows.push_back(row_of("loss", point->loss, number_text));
    }
    return rows;
}

void draw_card_ground(ImVec2 low, ImVec2 high, Color border, float width) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(low, high, to_im(colors().plot), px(metrics::card_radius));
    list->AddRect(low, high, to_im(border), px(metrics::card_radius), 0, width);
}

// Beside the pointer where there is room.
ImVec2 card_corner(const StagePlace& place, ImVec2 pointer, ImVec2 size) {
    const float gap = px(20), rim = px(8);
    ImVec2 corner{pointer.x + gap, pointer.y + gap};
    if (corner.x + size.x > place.high().x - rim) corner.x = pointer.x - gap - size.x;
    if (corner.y + size.y > place.high().y - rim) corner.y = pointer.y - gap - size.y;
    return {std::max(corner.x, place.low().x + rim), std::max(corner.y, place.low().y + rim)};
}

void draw_card_row(ImVec2 low, float right, const CardRow& row) {
    float left = low.x;
    if (row.marked_positive) {
        const bool positive = *row.marked_positive;
        draw_icon(positive ? Icon::Disc : Icon::Square, {left + px(5), low.y},
                  positive ? colors().positive : colors().negative);
        left += px(18);
    }
    const Color name_color = row.marked_positive ? colors().text : colors().muted;
    draw_text({left, low.y}, row.name, row_type(name_color));
    draw_text({right, low.y}, row.value, row_type(colors().text), Align::Right);
}

// As wide as its longest row; most numbers fit the first width, so that it does not jump.
float card_width(const std::vector<CardRow>& rows, float padding) {
    float width = px(196);
    for (const CardRow& row : rows) {
        const float mark = row.marked_positive ? px(18) : 0;
        const float words = text_width(row.name, row_type({})) + text_width(row.value, row_type({}));
        width = std::max(width, mark + words + px(16) + 2 * padding);
    }
    return width;
}

void draw_card(const StagePlace& place, ImVec2 pointer, const std::vector<CardRow>& rows) {
    const float pitch = px(22), padding = px(12), rule = px(9);
    const bool has_rule =
        std::ranges::any_of(rows, [](const CardRow& row) { return row.marked_positive.has_value(); });
    const ImVec2 size{card_width(rows, padding),
                      pitch * static_cast<float>(rows.size()) + 2 * px(8) + (has_rule ? rule : 0)};
    const ImVec2 low = card_corner(place, pointer, size), high{low.x + size.x, low.y + size.y};
    draw_card_ground(low, high, colors().border, px(1));
    float y = low.y + px(8) + pitch / 2;
    for (const CardRow& row : rows) {
        if (row.marked_positive) {
            const float line = y - pitch / 2 + rule / 2;
            ImGui::GetWindowDrawList()->AddRectFilled({low.x + padding, line},
                                                      {high.x - padding, line + px(1)}, to_im(colors().rule));
            y += rule;
        }
        draw_card_row({low.x + padding, y}, high.x - padding, row);
        y += pitch;
    }
}

void draw_cross(ImVec2 at) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (const auto& [color, width, arm] :
         {std::tuple{colors().casing, px(4), px(10)}, std::tuple{colors().accent, px(2), px(9)}}) {
        list->AddLine({at.x - arm, at.y}, {at.x + arm, at.y}, to_im(color), width);
        list->AddLine({at.x, at.y - arm}, {at.x, at.y + arm}, to_im(color), width);
    }
}

void draw_ring(ImVec2 at, float radius, Color color, float width) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddCircle(at, radius, to_im(colors().casing), 0, width + px(2));
    list->AddCircle(at, radius, to_im(color), 0, width);
}

ImVec2 on_screen(const StagePlace& place, Vec2 at) {
    return to_imvec2(to_screen(at, place.world, place.picture));
}

// Overlays end at the picture's rim.
class ClipToStage {
public:
    explicit ClipToStage(const StagePlace& place) {
        ImGui::GetWindowDrawList()->PushClipRect(place.low(), place.high(), true);
    }
    ~ClipToStage() { ImGui::GetWindowDrawList()->PopClipRect(); }
    ClipToStage(const ClipToStage&) = delete;
    ClipToStage& operator=(const ClipToStage&) = delete;
};

}  // namespace

void draw_hover(const StagePlace& place, const HoverReading& reading, const Scene& scene) {
    const ClipToStage clip(place);
    const ImVec2 pointer = on_screen(place, reading.at);
    if (reading.nearest) {
        const ImVec2 point = on_screen(place, scene.data->point(reading.nearest->index));
        const Vec2 gap = to_vec2(point) - to_vec2(pointer);
        const double radius = static_cast<double>(px(8)), far = length(gap);
        if (far > radius)
            ImGui::GetWindowDrawList()->AddLine(pointer, to_imvec2(to_vec2(point) - (radius / far) * gap),
                                                to_im(colors().accent), px(1));
        draw_ring(point, px(8), colors().accent, px(2));
    }
    draw_cross(pointer);
    draw_card(place, pointer, rows_of(reading, scene));
}

void make_hollow(PanelPicture& picture, const Palette& palette) {
    for (Layer& layer : picture.layers)
        if (auto* data = std::get_if<DataLayer>(&layer))
            for (Mark& mark : data->cloud.marks) {
                mark.casing = Stroke{mark.color, 1.75, {}};
                mark.color = palette.plot;
            }
}

void draw_selected(const StagePlace& place, Vec2 at) {
    const ClipToStage clip(place);
    draw_ring(on_screen(place, at), px(8), colors().accent, px(2));
}

void draw_batch(const StagePlace& place, const Snapshot& snapshot) {
    const ClipToStage clip(place);
    for (const int index : snapshot.batch)
        draw_ring(on_screen(place, snapshot.scene->data->point(index)), px(6), colors().running, px(2));
}

void draw_notice(const StagePlace& place, const std::string& sentence) {
    const float padding = px(12), rim = px(24), room = place.high().x - place.low().x;
    const float most = (is_wide(place.picture) ? room / 3 : room) - 2 * rim - 2 * padding;
    const Type type{TextRole::Body, FontWeight::SemiBold, colors().accent};
    const float width = std::min(text_width(sentence, type), most);
    const float height = paragraph_height(width + 1, sentence, type);
    const float middle = (place.low().x + place.high().x - width) / 2 - padding;
    const float left = is_wide(place.picture) ? place.low().x + px(40) : middle;
    const ImVec2 low{std::round(left), place.low().y + px(36)};  // below the note in the corner
    const ImVec2 high{low.x + width + 2 * padding, low.y + height + 2 * px(8)};
    draw_card_ground(low, high, colors().accent, px(1));
    draw_paragraph({low.x + padding, low.y + px(8)}, width + 1, sentence, type);
}

void draw_pale(const StagePlace& place) {
    ImGui::GetWindowDrawList()->AddRectFilled(place.low(), place.high(),
                                              to_im(with_alpha(colors().panel, 0.6)));
}

}  // namespace reweigh
