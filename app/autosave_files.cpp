#include "app/autosave_files.h"

#include "core/base/error.h"
#include "core/base/file.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <system_error>
#include <utility>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

constexpr const char* file_extension = ".safetensors";
constexpr const char* lock_extension = ".lock";

// "20261128-140102".
std::string stamp(std::time_t time) {
    std::tm local{};
    ::localtime_r(&time, &local);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y%m%d-%H%M%S", &local)};
}

FileLock take_free_name(const fs::path& folder) {
    require_writable(folder);
    const std::string name = stamp(std::time(nullptr)) + "-" + std::to_string(::getpid());
    for (int i = 0;; ++i) {
        const fs::path file = folder / (name + (i == 0 ? "" : "." + std::to_string(i)) + lock_extension);
        std::error_code failure;
        if (fs::exists(file, failure)) continue;
        if (auto lock = FileLock::take(file)) return std::move(*lock);
    }
}

struct Autosaved {
    fs::path file, lock;  // the lock of its window, there or not
    int number = 0;
    fs::file_time_type written;
};

// "NAME-7.safetensors".
std::optional<Autosaved> parsed(const fs::path& file) {
    const std::string stem = file.stem().string();
    const std::size_t dash = stem.rfind('-');
    if (file.extension() != file_extension || dash == stem.npos || !stem.starts_with("2")) return {};
    Autosaved found{file, file.parent_path() / (stem.substr(0, dash) + lock_extension), 0, {}};
    const char *begin = stem.data() + dash + 1, *end = stem.data() + stem.size();
    if (std::from_chars(begin, end, found.number).ptr != end || found.number < 1) return {};
    std::error_code gone;
    found.written = fs::last_write_time(file, gone);
    if (gone) return {};
    return found;
}

std::vector<fs::path> names_in(const fs::path& folder) {
    std::vector<fs::path> names;
    std::error_code failure;
    for (fs::directory_iterator each(folder, failure), end; !failure && each != end; each.increment(failure))
        names.push_back(each->path());
    return names;
}

// Newest first.
std::vector<Autosaved> autosaves_in(const fs::path& folder) {
    std::vector<Autosaved> found;
    for (const fs::path& file : names_in(folder))
        if (auto autosaved = parsed(file)) found.push_back(std::move(*autosaved));
    std::ranges::sort(found, std::greater{},
                      [](const Autosaved& each) { return std::pair(each.written, each.number); });
    return found;
}

template <class Belongs>
void remove_old(const fs::path& folder, Belongs belongs) {
    std::size_t kept = 0;
    std::error_code unimportant;
    for (const Autosaved& each : autosaves_in(folder))
        if (belongs(each) && ++kept > kept_autosaves) fs::remove(each.file, unimportant);
}

void remove_old_settled(const fs::path& folder) {
    std::error_code unreadable;
    remove_old(folder, [&](const Autosaved& each) { return !fs::exists(each.lock, unreadable); });
}

std::vector<fs::path> files_of(const fs::path& lock) {
    std::vector<fs::path> files;
    for (const Autosaved& each : autosaves_in(lock.parent_path()))
        if (each.lock == lock) files.push_back(each.file);
    return files;
}

}  // namespace

AutosaveFiles::AutosaveFiles(const fs::path& folder) : folder_(folder), lock_(take_free_name(folder)) {}

void AutosaveFiles::write(const Checkpoint& checkpoint) {
    const std::string name = lock_.file().stem().string() + "-" + std::to_string(count_ + 1) + file_extension;
    const CheckpointBytes bytes(checkpoint);
    write_atomically(folder_ / name, bytes.size(), [&](const ByteSink& sink) { bytes.give_to(sink); });
    ++count_;
    tell_alive();
    remove_old(folder_, [&](const Autosaved& each) { return each.lock == lock_.file(); });
}

void AutosaveFiles::settle() {
    lock_.remove();
    remove_old_settled(folder_);
}

std::optional<AbandonedAutosaves> find_abandoned(const fs::path& folder) {
    std::optional<AbandonedAutosaves> last;
    for (const fs::path& file : names_in(folder)) {
        if (file.extension() != lock_extension) continue;
        std::optional<FileLock> lock = FileLock::take(file);
        if (!lock) continue;
        std::vector<fs::path> files = files_of(file);
        if (files.empty())
            lock->remove();  // it ended before its first autosave
        else if (!last || lock->changed() > last->ended())
            last.emplace(std::move(*lock), std::move(files));
    }
    return last;
}

void settle(AbandonedAutosaves& abandoned) {
    abandoned.lock.remove();
    remove_old_settled(abandoned.lock.file().parent_path());
}

fs::path keep(AbandonedAutosaves& abandoned) {
    const fs::path file = abandoned.files.front();
    const fs::path kept = file.parent_path() / ("kept-" + file.filename().string());
    std::error_code failure;
    fs::rename(file, kept, failure);
    if (failure) throw Error("Cannot keep " + file.string() + ": " + reason_of(failure.value()) + ".");
    settle(abandoned);
    return kept;
}

}  // namespace reweigh
