#include "app/remembered_window.h"

#include "app/settings.h"
#include "core/base/places.h"

#include <algorithm>
#include <system_error>

namespace reweigh {
namespace {

std::filesystem::path settings_file() { return state_folder() / "window.json"; }

void open(const Remembered& remembered, const WindowOptions& options, Window& window, ViewState& view) {
    const WindowSettings& settings = remembered.window;
    apply(remembered, view);
    view.ui_scale = options.ui_scale.value_or(view.ui_scale);
    view.lab_view = options.view;
    view.theme = options.theme.value_or(view.theme);
    const bool is_known = settings.width > 0 && settings.height > 0 && !options.ui_scale;
    const Vec2 left{static_cast<double>(settings.width), static_cast<double>(settings.height)};
    window.fit(is_known ? left : std::max(1.0, view.ui_scale) * window.size());
}

}  // namespace

void open_as_left(const WindowOptions& options, Window& window, ViewState& view, Messages& messages) {
    std::error_code absent;
    if (options.resets_settings)
        std::filesystem::rename(settings_file(), settings_file().string() + "~", absent);
    open(load_settings(settings_file(), messages), options, window, view);
}

void open_as_told(const WindowOptions& options, Window& window, ViewState& view) {
    open({}, options, window, view);
}

void remember(const Window& window, const ViewState& view) {
    save_settings(settings_file(), settings_of(view, window.windowed_size()));
}

}  // namespace reweigh
