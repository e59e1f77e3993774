#include "app/screenshot.h"

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/figure/png.h"

namespace reweigh {

void save_picture(const gl::Renderer& renderer, Vec2 size, const std::filesystem::path& path) {
    write_atomically(path, encode_png(renderer.read(static_cast<int>(size.x), static_cast<int>(size.y))));
}

Message picture_saved(const gl::Renderer& renderer, Vec2 size, const std::filesystem::path& path) {
    try {
        save_picture(renderer, size, path);
        return {Tone::Good, "Saved " + path.filename().string() + ".", path.parent_path()};
    } catch (const Error& problem) {
        return {Tone::Problem, problem.what(), std::nullopt};
    }
}

}  // namespace reweigh
