#pragma once

#include "app/gl/renderer.h"
#include "app/messages.h"
#include "core/base/geometry.h"

#include <filesystem>

namespace reweigh {

// The frame that was just painted, `size` pixels large, as a PNG. Throws Error.
void save_picture(const gl::Renderer& renderer, Vec2 size, const std::filesystem::path& path);
// The same for a person, who is told of a failure, too.
Message picture_saved(const gl::Renderer& renderer, Vec2 size, const std::filesystem::path& path);

}  // namespace reweigh
