#include "app/panels/stage_compare.h"

#include "app/panels/compare_table.h"
#include "app/panels/hover.h"
#include "app/style.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "core/figure/number_text.h"
#include "core/figure/replica_style.h"

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

constexpr double reach_of_line = 6;  // units

float line_at(const StagePlace& place, double split) {
    return std::round(static_cast<float>(place.picture.min.x + split * place.picture.width()));
}

const View* view_of(const Snapshot& moment, const StageOptions& options) {
    return find_view(moment, ModelRole::Model, options.focus, {}, options.world);
}

// B's picture with the difference in place of its surface and edges.
PanelPicture difference_picture(const PanelPicture& b, const Difference& difference) {
    PanelPicture picture = b;
    std::erase_if(picture.layers, [](const Layer& layer) {
        return !std::holds_alternative<SurfaceLayer>(layer) && !std::holds_alternative<DataLayer>(layer);
    });
    for (Layer& layer : picture.layers)
        if (auto* surface = std::get_if<SurfaceLayer>(&layer)) surface->logits = difference.logits;
    return picture;
}

void draw_badge(ImVec2 middle, std::string_view words, Align align) {
    const Type type{TextRole::Body, FontWeight::SemiBold, colors().text};
    const float width = text_width(words, type) + px(20), height = px(26);
    const float left = align == Align::Right  ? middle.x - width
                       : align == Align::Left ? middle.x
                                              : std::round(middle.x - width / 2);
    const ImVec2 low{left, middle.y - height / 2}, high{left + width, middle.y + height / 2};
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(low, high, to_im(colors().plot), px(metrics::radius));
    list->AddRect(low, high, to_im(colors().border), px(metrics::radius), 0, px(1));
    draw_text({left + px(10), middle.y}, words, type);
}

void draw_line(const StagePlace& place, float x) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float low = place.low().y, high = place.high().y, middle = (low + high) / 2;
    list->AddRectFilled({x - px(2), low}, {x + px(2), high}, to_im(colors().casing));
    list->AddRectFilled({x - px(1), low}, {x + px(1), high}, to_im(colors().accent));
    list->AddRectFilled({x - px(5), middle - px(16)}, {x + px(5), middle + px(16)}, to_im(colors().accent),
                        px(metrics::radius));
}

}  // namespace

Difference difference_of(const Grid<float>& a, const Grid<float>& b) {
    auto grid = std::make_shared<Grid<float>>(b);
    std::vector<double> differences;
    Difference difference;
    for (int row = 0; row < b.height; ++row)
        for (int column = 0; column < b.width; ++column) {
            const auto of_a = interpolate(a, b.cell_center(column, row));
            const double p = of_a ? probability(b.at(column, row)) - probability(*of_a) : 0;
            differences.push_back(std::isfinite(p) ? p : 0);
            difference.range = std::max(difference.range, std::abs(differences.back()));
        }
    constexpr double most = 1 - 1e-6;  // a finite logit
    for (std::size_t i = 0; i < differences.size(); ++i) {
        const double p = difference.range > 0 ? 0.5 + 0.5 * most * differences[i] / difference.range : 0.5;
        grid->values[i] = static_cast<float>(std::log(p / (1 - p)));
    }
    difference.logits = std::move(grid);
    return difference;
}

StageComparison::Mode StageComparison::mode_of(const ViewState& view, const PinnedMoment& pinned) {
    if (!pinned.moment || view.points.is_on || view.loading) return Mode::None;
    const ImGuiIO& io = ImGui::GetIO();
    if (view.hover.stage && io.KeyShift) return Mode::A;
    if (view.hover.stage && io.KeyCtrl) return Mode::Difference;
    return view.comparison.is_split ? Mode::Split : Mode::None;
}

void StageComparison::ask(Mode mode, const PinnedMoment& pinned, const StageOptions& options,
                          Outbox& outbox) const {
    if (mode == Mode::None) return;
    for (const ViewRequest& request : stage_views(*pinned.moment->scene, options))
        outbox.want(pinned.request(request));
}

void StageComparison::answer(const StagePlace& place, ViewState& view) const {
    const float x = line_at(place, view.comparison.split), reach = px(reach_of_line);
    ImGui::SetCursorScreenPos({x - reach, place.low().y});
    ImGui::InvisibleButton("split", {2 * reach, place.high().y - place.low().y});
    remember_widget("split");
    if (ImGui::IsItemHovered() || ImGui::IsItemActive()) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    if (!ImGui::IsItemActive()) return;
    const double at = static_cast<double>(ImGui::GetIO().MousePos.x);
    view.comparison.split = std::clamp((at - place.picture.min.x) / place.picture.width(), 0.02, 0.98);
}

const StageComparison::Reading* StageComparison::reading_at(Mode mode, const StagePlace& place, Vec2 at,
                                                            double split) const {
    const double x =
        place.picture.min.x + (at.x - place.world.min.x) / place.world.width() * place.picture.width();
    const bool is_left = x < static_cast<double>(line_at(place, split));
    return shown_ && (mode == Mode::A || (mode == Mode::Split && is_left)) ? &reading_ : nullptr;
}

void StageComparison::draw(Mode mode, const StagePlace& place, const StageOptions& options, const Snapshot& b,
                           const PinnedMoment& pinned, const PanelPicture& picture,
                           const std::shared_ptr<const Grid<float>>& logits, double split,
                           SurfacePainter& surfaces) {
    if (mode == Mode::None) return;
    const Snapshot& a = *pinned.moment;
    const Key key{&a,
                  mode == Mode::Difference ? logits.get() : nullptr,
                  mode,
                  options.plot,
                  options.world,
                  options.style.theme,
                  options.focus};
    if (key != key_) {
        key_ = key;
        const View* view = view_of(a, options);
        shown_.reset();
        if (view && mode != Mode::Difference) {
            shown_ = build_stage(a, options);
            reading_ = {view->logits, model_edge(*shown_)};
        }
        if (view && mode == Mode::Difference && logits) {
            const Difference difference = difference_of(*view->logits, *logits);
            shown_ = difference_picture(picture, difference);
            note_ = "p(B) \u2212 p(A), \u00b1" + number_text(difference.range, 2);
        }
    }
    const float x = mode == Mode::Split ? line_at(place, split) : place.high().x;
    const std::string name_a = moment_name("A", a), name_b = moment_name("B", b);
    if (shown_) {
        ImGui::GetWindowDrawList()->PushClipRect(place.low(), {x, place.high().y}, true);
        ImGuiCanvas canvas(*ImGui::GetWindowDrawList(), {place.low(), scale()}, surfaces);
        draw_panel(*shown_, options.style, canvas);
        ImGui::GetWindowDrawList()->PopClipRect();
    }
    const float foot = place.high().y - px(26);
    if (mode == Mode::Split) {
        draw_line(place, x);
        ImGui::GetWindowDrawList()->PushClipRect(place.low(), place.high(), true);
        draw_badge({x - px(10), foot}, name_a, Align::Right);
        draw_badge({x + px(10), foot}, name_b, Align::Left);
        ImGui::GetWindowDrawList()->PopClipRect();
        draw_compare_table(place, a, b, options.focus, split);
        return;
    }
    const float middle = (place.low().x + place.high().x) / 2;
    draw_badge({middle, foot}, !shown_ ? "\u2026" : mode == Mode::A ? name_a : note_, Align::Center);
}

}  // namespace reweigh
