#pragma once

#include "core/data/download.h"

#include <cstdint>
#include <filesystem>
#include <variant>
#include <vector>

namespace reweigh {

// What `reweigh data` does. PRODUCT.md 8 and 9.
struct DataList {
    std::vector<std::filesystem::path> places;
};
struct DataCheck {
    std::filesystem::path path;
};
struct DataGet {
    std::filesystem::path folder;
    OtherSource other;
};
struct DataSynthetic {
    std::filesystem::path folder;
    std::uint64_t seed = 1;
    bool may_replace = false;
};
struct DataPack {
    std::filesystem::path from, folder;
    bool may_replace = false;
};

struct DataRequest {
    std::variant<DataList, DataCheck, DataGet, DataSynthetic, DataPack> action;
    bool quiet = false;
};

// A JSON line a set on stdout, progress and notices on stderr. Throws CommandLineError, InputError and Error;
// returns an exit code, of a signal too.
int run_data(const DataRequest& request);

}  // namespace reweigh
