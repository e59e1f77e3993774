#pragma once

#include "core/data/images.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

enum class PictureFormat { Jpeg, Png };

// A decoded picture: planes R, G, B as ImageShape has them. The same bytes on every processor.
struct Picture {
    PictureFormat format = PictureFormat::Png;
    std::vector<std::uint8_t> planes;  // (3, height, width)
};

// Throws Error: "{name}: 64 x 48 pixels, expected 32 x 32.", "{name} is neither JPEG nor PNG.", "{name}
// cannot be decoded: {reason}." Takes at most 16 MB, whatever the bytes claim.
Picture decode_picture(std::string_view bytes, const std::string& name, const ImageShape& expected);

}  // namespace reweigh
