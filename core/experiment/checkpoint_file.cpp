#include "core/base/file.h"
#include "core/experiment/checkpoint.h"

#include <algorithm>
#include <system_error>

namespace reweigh {

namespace fs = std::filesystem;

const SavedRun& Checkpoint::current_run() const {
    return *std::ranges::find(runs, current, &SavedRun::run);  // read_checkpoint() saw it
}

Checkpoint open_checkpoint(const fs::path& file) {
    constexpr std::size_t most_bytes = std::size_t{8} << 30;
    return read_checkpoint(read_file(file, most_bytes), file.string());
}

void save_checkpoint(const fs::path& file, const Checkpoint& checkpoint) {
    const std::string bytes = to_bytes(checkpoint);
    const fs::path former = file.string() + "~", link = file.string() + ".former";
    std::error_code unimportant;  // where links are not possible, the former file is simply replaced
    fs::remove(link, unimportant);
    fs::create_hard_link(file, link, unimportant);
    if (!unimportant) fs::rename(link, former, unimportant);
    write_atomically(file, bytes);
}

}  // namespace reweigh
