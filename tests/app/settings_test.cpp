#include "app/settings.h"

#include "core/base/file.h"
#include "tests/support/folder.h"

#include <doctest/doctest.h>

using namespace reweigh;

TEST_CASE("the window opens as it was left") {
    const TemporaryFolder folder;
    Messages messages;
    ViewState view;
    view.theme = ThemeChoice::Dark;
    view.ui_scale = 1.5;
    view.curves_width = 333;
    view.controls_visible = false;
    save_settings(folder.path / "window.json", settings_of(view));
    ViewState opened;
    apply(load_settings(folder.path / "window.json", messages), opened);
    CHECK(settings_of(opened) == settings_of(view));
    CHECK(messages.last() == nullptr);
}

TEST_CASE("no settings are the defaults; bad ones too, and are kept beside with a sentence") {
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.path / "window.json";
    Messages messages;
    CHECK(load_settings(file, messages) == WindowSettings{});
    write_atomically(file, "{\n\"ui_scale\": 99}");
    CHECK(load_settings(file, messages) == WindowSettings{});
    REQUIRE(messages.last());
    CHECK(messages.last()->sentence.find("\"ui_scale\"") != std::string::npos);
    CHECK(messages.last()->sentence.ends_with("Kept as window.json.bad."));
    CHECK(std::filesystem::exists(folder.path / "window.json.bad"));
    CHECK_FALSE(std::filesystem::exists(file));
}
