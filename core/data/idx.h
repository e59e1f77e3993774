#pragma once

#include "core/base/report.h"
#include "core/data/images.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace reweigh {

// MNIST's format: big-endian magic number 2051, count, rows, columns, a byte a pixel; 2049, count, a byte a
// label. A folder has four such files, train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-... and
// t10k-labels-..., each plain or .gz. Labels 0 ... 9, grey pictures of at most 1024 x 1024. SCIENCE.md 2.1.
bool has_idx_files(const std::filesystem::path& folder);

// Throws Error with file, place, found and expected; PRODUCT.md 9.
ImageSet read_idx_folder(const std::filesystem::path& folder, const Report& report = {});

// One file each, as unpacked bytes; `name` is what the sentences call it.
struct IdxImages {
    ImageShape shape;
    std::int64_t count = 0;
    std::string_view pixels;  // within the bytes
};
IdxImages parse_idx_images(std::string_view bytes, const std::string& name);
std::string_view parse_idx_labels(std::string_view bytes, const std::string& name);

}  // namespace reweigh
