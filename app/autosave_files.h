#pragma once

#include "core/base/file_lock.h"
#include "core/experiment/checkpoint.h"

#include <ctime>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace reweigh {

inline constexpr std::size_t kept_autosaves = 3;

// The autosaves of one window: NAME-1.safetensors, NAME-2.safetensors ... and NAME.lock, which the window
// holds while it lives and removes when it ends in order. One thread at a time.
class AutosaveFiles {
public:
    // A name that nobody has. Throws Error when the folder cannot be written into.
    explicit AutosaveFiles(const std::filesystem::path& folder);

    // Writes the next one, then removes those that newer ones stand for. Throws Error.
    void write(const Checkpoint& checkpoint);
    void tell_alive() { lock_.touch(); }  // for the time of an end that nobody expected
    // The window ends in order, or what it left is settled: nobody is asked about it.
    void settle();

private:
    std::filesystem::path folder_;
    FileLock lock_;
    int count_ = 0;
};

// What a window left that did not end in order. It is held: no other window asks about it.
struct AbandonedAutosaves {
    FileLock lock;
    std::vector<std::filesystem::path> files;  // newest first, at least one

    std::time_t ended() const { return lock.changed(); }  // within a minute
};

// The last one to end; nothing where every window ended in order or still lives.
std::optional<AbandonedAutosaves> find_abandoned(const std::filesystem::path& folder);

// It was dealt with. Its files are autosaves like those of a window that ended in order.
void settle(AbandonedAutosaves& abandoned);

// The newest file of it under a name that no autosave replaces; settled. Returns its path. Throws Error.
std::filesystem::path keep(AbandonedAutosaves& abandoned);

}  // namespace reweigh
