#include "app/settings.h"

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/log.h"
#include "core/config/json.h"
#include "core/config/table.h"

#include <string>
#include <system_error>

namespace reweigh {
namespace {

constexpr const char* exports_key = "export";

}  // namespace

Remembered settings_of(const ViewState& view, Vec2 size) {
    return {{.theme = view.theme,
             .ui_scale = view.ui_scale,
             .width = static_cast<int>(size.x),
             .height = static_cast<int>(size.y),
             .controls_width = view.controls_width,
             .curves_width = view.curves_width,
             .controls_visible = view.controls_visible,
             .curves_visible = view.curves_visible,
             .hints = view.hints,
             .saves_history = view.saves_history},
            view.exports};
}

void apply(const Remembered& remembered, ViewState& view) {
    const WindowSettings& settings = remembered.window;
    view.exports = remembered.exports;
    view.theme = settings.theme;
    view.ui_scale = settings.ui_scale;
    view.controls_width = settings.controls_width;
    view.curves_width = settings.curves_width;
    view.controls_visible = settings.controls_visible;
    view.curves_visible = settings.curves_visible;
    view.hints = settings.hints;
    view.saves_history = settings.saves_history;
}

Remembered load_settings(const std::filesystem::path& file, Messages& messages) {
    std::error_code unreadable;
    if (!std::filesystem::exists(file, unreadable)) return {};
    try {
        Remembered settings;
        const Node root = read_json(read_file(file), file.string());
        read_params(root, "", settings.window);
        if (const Node* exports = root.find(exports_key))
            read_params(*exports, exports_key, settings.exports);
        return settings;
    } catch (const Error& problem) {
        std::error_code unimportant;
        std::filesystem::rename(file, file.string() + ".bad", unimportant);
        messages.say({Tone::Problem,
                      std::string(problem.what()) + " Kept as " + file.filename().string() + ".bad.",
                      std::nullopt});
        return {};
    }
}

void save_settings(const std::filesystem::path& file, const Remembered& settings) {
    try {
        Node root = to_node(settings.window);
        root.items.push_back(to_node(settings.exports));
        root.items.back().key = exports_key;
        write_atomically(file, to_json(root) + "\n");
    } catch (const Error& problem) {
        log(LogLevel::Warning, "window", problem.what());
    }
}

}  // namespace reweigh
