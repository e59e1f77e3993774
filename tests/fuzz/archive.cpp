#include "core/data/archive.h"

#include "core/data/image_files.h"

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace reweigh;
    static const std::filesystem::path file =
        std::filesystem::temp_directory_path() / ("reweigh-fuzz-" + std::to_string(::getpid()));
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    try {
        read_images(file);
    } catch (const Error&) {
    }
    try {
        read_unpacked(file, 1 << 20);
    } catch (const Error&) {
    }
    std::filesystem::remove(file);
    return 0;
}
