#pragma once

#include "core/base/report.h"
#include "core/data/images.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace reweigh {

// Pictures wherever they are: a folder of CIFAR-10 records, of pictures or of idx files, a .tar.gz, .tar.xz
// or .tar of records or pictures, or a folder with cifar-10-binary.tar.gz or cifar-10-batches-bin in it.
// Nothing is written. `report` hears of files or packed bytes. Throws Error with file, place, found and
// expected (PRODUCT.md 9), and Cancelled.
ImageSet read_images(const std::filesystem::path& path, const Report& report = {});

// What seems to lie there, by names alone: "CIFAR-10 records", "pictures", "idx files", "archive"; empty
// where it is none of them.
std::string image_files_kind(const std::filesystem::path& path);

// What in a place looks like a set of pictures by its name, in the order of names: what lies in it, or else
// the place itself. Empty where the place is missing or cannot be read.
std::vector<std::filesystem::path> image_sets_in(const std::filesystem::path& place);

// The first one of all places that may be CIFAR-10 or what stands in for it, to be read by read_images.
std::optional<std::filesystem::path> find_cifar10();

// Where data sets are looked for: the folders of $REWEIGH_DATA (a : between), then the user's data folder.
std::vector<std::filesystem::path> data_places();

}  // namespace reweigh
