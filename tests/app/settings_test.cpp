#include "app/settings.h"

#include "core/base/file.h"
#include "tests/support/folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <thread>

using namespace reweigh;

TEST_CASE("the window opens as it was left") {
    const TemporaryFolder folder;
    Messages messages;
    ViewState view;
    view.theme = ThemeChoice::Dark;
    view.ui_scale = 1.5;
    view.curves_width = 333;
    view.controls_visible = false;
    view.exports.svg = false;
    view.exports.width_mm = 85;
    view.exports.theme = ExportTheme::Dark;
    view.exports.name = "{figure} \"{n:2}\"";
    view.exports.folder = "/tmp/\xc3\xa4";
    save_settings(folder.path / "window.json", settings_of(view, {1200, 800}));
    ViewState opened;
    apply(load_settings(folder.path / "window.json", messages), opened);
    CHECK(settings_of(opened, {1200, 800}) == settings_of(view, {1200, 800}));
    CHECK(messages.last() == nullptr);
    CHECK(load_settings(folder.path / "window.json", messages).window.height == 800);
}

TEST_CASE("two windows that close at once leave whole settings of one of them") {
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.path / "window.json";
    const auto close = [&](int width) {
        for (int i = 0; i < 20; ++i) save_settings(file, {{.width = width}, {}});
    };
    std::thread other(close, 1000);
    close(2000);
    other.join();
    Messages messages;
    const int width = load_settings(file, messages).window.width;
    CHECK((width == 1000 || width == 2000));
    CHECK(messages.last() == nullptr);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);
}

TEST_CASE("no settings are the defaults; bad ones too, and are kept beside with a sentence") {
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.path / "window.json";
    Messages messages;
    CHECK(load_settings(file, messages) == Remembered{});
    write_atomically(file, "{\n\"ui_scale\": 99}");
    CHECK(load_settings(file, messages) == Remembered{});
    REQUIRE(messages.last());
    CHECK(messages.last()->sentence.find("\"ui_scale\"") != std::string::npos);
    CHECK(messages.last()->sentence.ends_with("Kept as window.json.bad."));
    CHECK(std::filesystem::exists(folder.path / "window.json.bad"));
    CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("a bad setting of exports is a sentence that names it") {
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.path / "window.json";
    Messages messages;
    write_atomically(file, R"({"export": {"dpi": 10}})");
    CHECK(load_settings(file, messages) == Remembered{});
    REQUIRE(messages.last());
    CHECK(messages.last()->sentence.find("\"export.dpi\"") != std::string::npos);
}
