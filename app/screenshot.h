#pragma once

#include "app/gl/renderer.h"
#include "core/base/geometry.h"

#include <filesystem>

namespace reweigh {

// The frame that was just painted, `size` pixels large, as a PNG. Throws Error.
void save_picture(const gl::Renderer& renderer, Vec2 size, const std::filesystem::path& path);

}  // namespace reweigh
