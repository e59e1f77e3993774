#pragma once

#include "core/data/images.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// A file of records and how many it has.
struct RecordFile {
    std::string name;
    std::int64_t count = 0;
};

inline constexpr const char* test_records_name = "test_batch.bin";
inline constexpr std::array record_file_names{"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin",
                                              "data_batch_4.bin", "data_batch_5.bin", test_records_name};
inline constexpr std::array side_file_names{"source.json", "lobes10.json"};

// What records beside it are, and how many lie in which file: in the order of record_file_names.
struct SideFile {
    ImageOrigin origin = ImageOrigin::Original;
    std::optional<std::uint64_t> seed;  // of a stand-in
    std::vector<RecordFile> files;
};

SideFile official_side_file();  // of a folder that has none: six times 10,000
SideFile side_file_of(const ImageSet& set);
const char* side_file_name(ImageOrigin origin);

// As JSON: {"source": "CIFAR-10, recompressed copy", "synthetic": false, "counts": {"data_batch_1.bin":
// ...}}; a stand-in, with its seed, is what says "synthetic": true. Reading is strict: throws Error that
// names the file and the line.
std::string to_text(const SideFile& side);
SideFile read_side_file(std::string_view text, const std::string& name);

}  // namespace reweigh
