#include "app/panels/export_dialog.h"

#include "app/exporter.h"
#include "app/imgui_canvas.h"
#include "app/panels/modal.h"
#include "app/screen_figure.h"
#include "app/widgets/button.h"
#include "app/widgets/edit.h"
#include "app/widgets/flow.h"
#include "app/widgets/focus.h"
#include "app/widgets/registry.h"
#include "app/widgets/text.h"
#include "core/base/error.h"
#include "core/figure/number_text.h"
#include "core/figure/paper.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace reweigh {
namespace {

constexpr double fields_width = 328, title_height = 32, foot_height = 44, most_height = 520;  // units
constexpr double rebuild_interval = 0.15;  // seconds between two previews while it trains

template <class T>
constexpr const auto& row_of(T ExportSettings::*member) {
    const Param<ExportSettings, T>* found = nullptr;
    for_each_param<ExportSettings>([&]<class U>(const Param<ExportSettings, U>& row) {
        if constexpr (std::is_same_v<T, U>)
            if (row.member == member) found = &row;
    });
    return *found;
}

class ExportDialog final : public Panel {
public:
    explicit ExportDialog(SurfacePainter& surfaces) : surfaces_(surfaces) {}

    void draw(const Snapshot& snapshot, ViewState& view, Outbox& outbox) override {
        draw_modal({"Export", Overlay::Export, 940}, view,
                   [&](bool is_fresh) { draw_content(snapshot, view, outbox, is_fresh); });
        if (view.overlay != Overlay::Export) figure_.reset();
    }

private:
    void draw_content(const Snapshot& snapshot, ViewState& view, Outbox& outbox, bool is_fresh) {
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        const float height = std::min(px(most_height), ImGui::GetIO().DisplaySize.y - px(144)) -
                             px(title_height + foot_height);
        draw_text({corner.x, corner.y + px(10)}, "Export the figure on screen",
                  {TextRole::Title, FontWeight::SemiBold, colors().text});
        const ScreenFigure screen = screen_figure(snapshot, view, theme());
        if (snapshot.scene) ask(screen, snapshot, outbox);
        const ImVec2 low{corner.x, corner.y + px(title_height)};
        draw_preview(low, {width - px(fields_width + metrics::padding), height}, screen, snapshot, view);
        ImGui::SetCursorScreenPos({corner.x + width - px(fields_width), low.y});
        ImGui::BeginChild("fields", {px(fields_width), height}, false, ImGuiWindowFlags_NoBackground);
        draw_fields(view.exports);
        ImGui::EndChild();
        draw_foot({corner.x, low.y + height + px(12)}, width, snapshot, view, outbox, is_fresh);
    }

    // The stage and the cells as the figure frames them; what a moment of the past had is asked for where it
    // is kept.
    static void ask(const ScreenFigure& screen, const Snapshot& snapshot, Outbox& outbox) {
        for (const ViewRequest& view : views_needed(screen.spec, *snapshot.scene, screen.options))
            if (!view.step || is_kept(snapshot, *view.step)) outbox.want(view);
    }

    // ---- the preview ----

    void rebuild(const ScreenFigure& screen, const Snapshot& snapshot, const ViewState& view) {
        const Key key{&snapshot, view.exports, theme()};
        const double now = ImGui::GetTime();
        const bool same_settings = key.settings == key_.settings && key.theme == key_.theme;
        if (figure_ && (key == key_ || (same_settings && now < built_at_ + rebuild_interval))) return;
        key_ = key;
        built_at_ = now;
        try {
            figure_ = build(screen.spec, snapshot, screen.options);
            problem_.clear();
        } catch (const Error& problem) {
            figure_.reset();
            problem_ = problem.what();
        }
    }

    void draw_preview(ImVec2 low, ImVec2 size, const ScreenFigure& screen, const Snapshot& snapshot,
                      const ViewState& view) {
        rebuild(screen, snapshot, view);
        const ImVec2 high{low.x + size.x, low.y + size.y};
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled(low, high, to_im(colors().gap), px(metrics::radius));
        remember_widget("preview", {.place = {{low.x, low.y}, {high.x, high.y}}});
        const Type type{TextRole::Small, FontWeight::Regular, colors().muted};
        if (!figure_) {
            draw_paragraph({low.x + px(16), low.y + px(16)}, size.x - px(32), problem_, type);
            return;
        }
        const float margin = px(12), caption = px(24);
        const double scale = std::min(static_cast<double>(size.x - 2 * margin) / figure_->size.x,
                                      static_cast<double>(size.y - 2 * margin - caption) / figure_->size.y);
        const ImVec2 page{static_cast<float>(scale * figure_->size.x),
                          static_cast<float>(scale * figure_->size.y)};
        const ImVec2 origin{std::round(low.x + (size.x - page.x) / 2),
                            std::round(low.y + (size.y - caption - page.y) / 2)};
        if (figure_->transparent) draw_checks(origin, page);
        ImGui::PushClipRect(low, high, true);
        ImGuiCanvas canvas(*list, {origin, scale}, surfaces_);
        reweigh::draw(*figure_, canvas);
        ImGui::PopClipRect();
        list->AddRect({origin.x - 1, origin.y - 1}, {origin.x + page.x + 1, origin.y + page.y + 1},
                      to_im(colors().border));
        draw_text({(low.x + high.x) / 2, high.y - caption / 2 - px(2)}, size_text(view.exports), type,
                  Align::Center);
    }

    // What shows through.
    static void draw_checks(ImVec2 low, ImVec2 size) {
        const float pitch = px(8);
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled(low, {low.x + size.x, low.y + size.y}, to_im(Color{0xFF, 0xFF, 0xFF}));
        list->PushClipRect(low, {low.x + size.x, low.y + size.y}, true);
        for (int row = 0; static_cast<float>(row) * pitch < size.y; ++row)
            for (int column = row % 2; static_cast<float>(column) * pitch < size.x; column += 2) {
                const ImVec2 at{low.x + static_cast<float>(column) * pitch,
                                low.y + static_cast<float>(row) * pitch};
                list->AddRectFilled(at, {at.x + pitch, at.y + pitch}, to_im(Color{0xDD, 0xDD, 0xDD}));
            }
        list->PopClipRect();
    }

    // "170 x 96 mm, PNG 2,008 x 1,134 pixels"
    std::string size_text(const ExportSettings& settings) const {
        constexpr double mm_per_point = 25.4 / 72;
        std::string text = number_text(mm_per_point * figure_->size.x, 0) + " \u00d7 " +
                           number_text(mm_per_point * figure_->size.y, 0) + " mm";
        const auto pixels = [&](double points) {
            return count_text(static_cast<std::int64_t>(std::ceil(points * settings.dpi / 72)));
        };
        if (settings.png)
            text += ", PNG " + pixels(figure_->size.x) + " \u00d7 " + pixels(figure_->size.y) + " pixels";
        return text;
    }

    // ---- the settings ----

    static void draw_fields(ExportSettings& settings) {
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
        draw_formats(settings);
        column_gap(8);
        edit_with_unit(row_of(&ExportSettings::width_mm), settings.width_mm);
        edit_with_unit(row_of(&ExportSettings::font_pt), settings.font_pt);
        edit_with_unit(row_of(&ExportSettings::dpi), settings.dpi);
        edit(row_of(&ExportSettings::theme), settings.theme);
        edit(row_of(&ExportSettings::transparent), settings.transparent);
        edit(row_of(&ExportSettings::svg_text), settings.svg_text);
        column_gap(8);
        edit_text(row_of(&ExportSettings::name), settings.name);
        edit_text(row_of(&ExportSettings::folder), settings.folder);
        ImGui::PopStyleVar();
    }

    template <class T>
    static void edit_with_unit(const Param<ExportSettings, T>& param, T& value) {
        EditOptions options;
        options.note = param.unit;
        edit(param, value, options);
    }

    // One switch a format, in rows.
    static void draw_formats(ExportSettings& settings) {
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        const float left = corner.x + px(column::label), right = column_end() - px(column::right);
        Flow flow{{left, corner.y}, left, right, px(6), px(metrics::row + 6)};
        for_each_param<ExportSettings>([&]<class T>(const Param<ExportSettings, T>& row) {
            if constexpr (std::is_same_v<T, bool>) {
                if (row.member == &ExportSettings::transparent || row.member == &ExportSettings::svg_text)
                    return;
                bool& is_on = settings.*row.member;
                const ButtonFace face{.label = row.label,
                                      .help = row.help,
                                      .look = is_on ? ButtonLook::Selected : ButtonLook::Plain};
                ImGui::SetCursorScreenPos(flow.place(button_width(face)));
                if (button(face)) is_on = !is_on;
            }
        });
        ImGui::SetCursorScreenPos({corner.x, flow.at.y + px(metrics::row)});
    }

    static void edit_text(const Param<ExportSettings, std::string>& param, std::string& value) {
        constexpr double label_width = 56;
        const Row row(param.label, param.help);
        text_field(param.label, row.field((row.right() - row.left()) / px(1) - column::label - label_width),
                   param.key == "folder" ? std::string_view("Pictures/Reweigh") : "", value);
    }

    // ---- the foot ----

    // Why it cannot be written as the settings are; empty where it can.
    static std::string problem_of(const Snapshot& snapshot, const ViewState& view, std::string& name) {
        if (!snapshot.scene) return "Nothing has been trained yet.";
        if (file_endings(view.exports).empty()) return "Choose a format.";
        try {
            name = export_name(snapshot, view);
        } catch (const Error& problem) {
            return problem.what();
        }
        return {};
    }

    // "boundary-start-overview.png, .svg"
    static std::string files_text(std::string name, const ExportSettings& settings) {
        for (const char* before = "."; const std::string& ending : file_endings(settings)) {
            name += before + ending;
            before = ", .";
        }
        return name;
    }

    void draw_foot(ImVec2 low, float width, const Snapshot& snapshot, ViewState& view, Outbox& outbox,
                   bool is_fresh) {
        std::string name;
        std::string problem = problem_of(snapshot, view, name);
        if (problem.empty()) problem = problem_;
        const ButtonFace cancel{.label = "Cancel", .width = 96};
        const ButtonFace write{
            .label = "Export", .look = ButtonLook::Filled, .enabled = problem.empty(), .width = 96};
        const float buttons = button_width(cancel) + button_width(write) + px(metrics::gap);
        const float middle = low.y + px(metrics::row) / 2, room = width - buttons - px(metrics::padding);
        if (problem.empty())
            draw_text_in({low.x, middle}, room, files_text(name, view.exports),
                         {TextRole::Small, FontWeight::Regular, colors().muted});
        else
            draw_text_in({low.x, middle}, room, problem,
                         {TextRole::Small, FontWeight::SemiBold, colors().failed});
        ImGui::SetCursorScreenPos({low.x + width - buttons, low.y});
        const bool leaves = button(cancel);
        ImGui::SameLine(0, px(metrics::gap));
        if (is_fresh) focus_next_stop();
        const bool writes = button(write) && problem.empty();
        if (writes) outbox.request(WriteFigure{std::make_shared<const Snapshot>(snapshot)});
        if (writes || leaves) view.overlay = Overlay::None;
    }

    struct Key {
        const Snapshot* snapshot = nullptr;
        ExportSettings settings;
        Theme theme = Theme::Light;
        friend bool operator==(const Key&, const Key&) = default;
    };

    SurfacePainter& surfaces_;
    Key key_;
    std::optional<Figure> figure_;
    std::string problem_;  // why there is no preview
    double built_at_ = 0;  // seconds of Dear ImGui's clock
};

}  // namespace

std::unique_ptr<Panel> make_export_dialog(SurfacePainter& surfaces) {
    return std::make_unique<ExportDialog>(surfaces);
}

}  // namespace reweigh
