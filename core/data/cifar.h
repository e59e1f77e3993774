#pragma once

#include "core/base/report.h"
#include "core/data/images.h"

#include <filesystem>
#include <map>
#include <string>

namespace reweigh {

// CIFAR-10's binary records: a label byte, then 3 planes R, G, B of 32 x 32 bytes, row by row. Six files of
// 10,000 records each, data_batch_1.bin ... data_batch_5.bin and test_batch.bin. Beside other pictures in
// this format lies a file source.json or lobes10.json: {"source": one of the three labels, "counts": records
// by file}. SCIENCE.md 2.1, 2.3.
inline constexpr std::int64_t cifar_record_bytes = 3073;

// The archive of the original as its makers publish it.
struct OfficialArchive {
    const char* name = "cifar-10-binary.tar.gz";
    const char* url = "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz";
    std::uint64_t bytes = 170'052'171;
    const char* sha256 = "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd";
};
inline constexpr OfficialArchive official_cifar10;

// Does the folder have any of them?
bool has_cifar_files(const std::filesystem::path& folder);

// Is this the name of one of the files that the readers below want?
bool is_cifar_file(const std::string& name);

// Throws Error with file, place, found and expected; PRODUCT.md 9. Records are counted from 1.
ImageSet read_cifar_folder(const std::filesystem::path& folder, const Report& report = {});

// The same from bytes by file name, from `where`; what was read is released on the way.
ImageSet parse_cifar(std::map<std::string, std::string> files, const std::string& where);

// Writes the set as such a folder: records in five training files, or fewer where there are few, and one test
// file, class names, and the side file first, so that no part of a copy passes for the original. Throws Error
// when a file cannot be written or the pictures have another shape.
void write_cifar_folder(const std::filesystem::path& folder, const ImageSet& set, const Report& report = {});

}  // namespace reweigh
