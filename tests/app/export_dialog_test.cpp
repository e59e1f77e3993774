#include "app/panels/export_dialog.h"

#include "app/exporter.h"
#include "app/screen_figure.h"
#include "app/widgets/focus.h"
#include "tests/app/panel_stand.h"

#include <doctest/doctest.h>

using namespace reweigh;

namespace {

NoSurfaces surfaces;

void press(PanelStand& stand, FocusKey key) {
    press_focus_key(key);
    stand.gui.frames(2);
}

Snapshot trained() {
    Snapshot snapshot = example_snapshot({Replica{0, -4, 1}});
    add_example_steps(snapshot, {1, 10, 100});
    for (const char* readout : {"area", "offset", "angle", "margin", "norm", "loss"})
        add_example_curves(snapshot, ModelRole::Model, readout, [](int, double epoch) { return 1 / epoch; });
    return snapshot;
}

struct Opened : PanelStand {
    explicit Opened(Snapshot snapshot = trained(), Vec2 size = {1440, 900})
        : PanelStand(make_export_dialog(surfaces), std::move(snapshot), size) {
        view.overlay = Overlay::Export;
        gui.frames(3);
    }
};

}  // namespace

TEST_CASE("Enter writes the figure on screen with the settings as they are") {
    Opened stand;
    press(stand, FocusKey::Activate);
    CHECK(stand.last_request<WriteFigure>());
    CHECK(stand.view.overlay == Overlay::None);
}

TEST_CASE("each format is a switch, and none of them is a sentence instead of a file") {
    Opened stand;
    CHECK(file_endings(stand.view.exports) ==
          std::vector<std::string>{"png", "svg", "pdf", "csv", "recipe.json"});
    for (const char* format : {"PNG", "SVG", "CSV", "recipe JSON"}) stand.gui.click(NullGui::middle(format));
    CHECK(file_endings(stand.view.exports) == std::vector<std::string>{"pdf"});
    stand.gui.click(NullGui::middle("PDF"));
    CHECK(file_endings(stand.view.exports).empty());
    stand.gui.click(NullGui::middle("Export"));
    CHECK_FALSE(stand.last_request<WriteFigure>());
    CHECK(stand.view.overlay == Overlay::Export);
    stand.gui.click(NullGui::middle("Cancel"));
    CHECK(stand.view.overlay == Overlay::None);
}

TEST_CASE("a name that leaves its folder is not written") {
    Opened stand;
    stand.view.exports.name = "../x";
    stand.gui.frames(2);
    stand.gui.click(NullGui::middle("Export"));
    CHECK_FALSE(stand.last_request<WriteFigure>());
}

TEST_CASE("the dialog looks at what the figure shows, also without a run, and in the least window") {
    Opened stand;
    CHECK_FALSE(stand.views.empty());
    for (Snapshot snapshot : {example_snapshot({Replica{}}), trained()}) {
        const Opened small(std::move(snapshot), {800, 560});
        for (const char* part : {"preview", "Export", "Cancel"}) {
            const Rect place = NullGui::place(part);
            CHECK(place.min.x >= 0);
            CHECK(place.max.x <= 800);
            CHECK(place.max.y <= 560);
        }
    }
}

TEST_CASE("the settings are the figure's") {
    Snapshot snapshot = trained();
    ViewState view;
    view.exports.width_mm = 85;
    view.exports.font_pt = 10;
    view.exports.theme = ExportTheme::Dark;
    view.exports.transparent = true;
    const Figure figure = built(screen_figure(snapshot, view, Theme::Light), snapshot, {});
    CHECK(figure.size.x == doctest::Approx(85 * 72 / 25.4));
    CHECK(figure.font_size == 10);
    CHECK(figure.theme == Theme::Dark);
    CHECK(figure.transparent);
    view.exports.theme = ExportTheme::Window;
    CHECK(built(screen_figure(snapshot, view, Theme::Light), snapshot, {}).theme == Theme::Light);
}
