#include "app/screenshot.h"

#include "core/base/file.h"
#include "core/figure/png.h"

namespace reweigh {

void save_picture(const gl::Renderer& renderer, Vec2 size, const std::filesystem::path& path) {
    write_atomically(path, encode_png(renderer.read(static_cast<int>(size.x), static_cast<int>(size.y))));
}

}  // namespace reweigh
