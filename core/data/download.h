#pragma once

#include "core/base/report.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace reweigh {

// A file to fetch by http or https, and what it must be.
struct Download {
    std::string url;
    std::filesystem::path file;          // where it will lie
    std::optional<std::uint64_t> bytes;  // nothing: at most 1 GB
    std::string sha256;
    int patience_seconds = 30;  // for a connection, and without a byte
};

// What came is not what was wanted; another try brings the same.
struct WrongContent : Error {
    using Error::Error;
};

// The server cannot be reached, or broke off; another try may do. `is_reached`: it has answered.
struct ConnectionError : Error {
    ConnectionError(const std::string& sentence, bool was_reached)
        : Error(sentence), is_reached(was_reached) {}
    bool is_reached;
};

// Fetches into FILE.part, goes on where an earlier part ended if the server can, and checks size and SHA-256
// before the part becomes the file. Nothing is fetched where the file is there already. `report` hears of
// bytes. Throws WrongContent (a file with a wrong digest is kept as FILE.bad), ConnectionError, Error for
// what cannot be written, and Cancelled; after the last three the part stays. PRODUCT.md 9.
void download(const Download& wanted, const Report& report = {});

// The official archive of CIFAR-10 in `folder`, or what takes its place: `url`, `sha256` (then of any size),
// each empty for the official one. Returns its path. Throws as above; what cannot be reached comes with
// advice.
struct OtherSource {
    std::string url, sha256;
};
std::filesystem::path download_cifar10(const std::filesystem::path& folder, const OtherSource& other = {},
                                       const Report& report = {});

}  // namespace reweigh
