#include "core/base/temporary_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <optional>
#include <random>
#include <string_view>

namespace reweigh {
namespace {

enum class SlotState { Free, Filling, Named };

// A name where a signal's handler finds it: no allocation, no lock.
struct Slot {
    std::atomic<SlotState> state{SlotState::Free};
    std::array<char, 4096> name{};
};
static_assert(std::atomic<SlotState>::is_always_lock_free);
std::array<Slot, 16> slots;

// -1 where there is no room for it.
int note(const std::string& name) {
    for (std::size_t i = 0; i < slots.size(); ++i) {
        Slot& slot = slots[i];
        SlotState expected = SlotState::Free;
        if (name.size() >= slot.name.size() ||
            !slot.state.compare_exchange_strong(expected, SlotState::Filling))
            continue;
        *std::ranges::copy(name, slot.name.begin()).out = '\0';
        slot.state = SlotState::Named;
        return static_cast<int>(i);
    }
    return -1;
}

void forget(int slot) {
    if (slot >= 0) slots[static_cast<std::size_t>(slot)].state = SlotState::Free;
}

std::string random_letters() {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    constexpr int count = 8;
    std::random_device draw;
    std::uniform_int_distribution<std::size_t> place(0, letters.size() - 1);
    std::string text;
    for (int i = 0; i < count; ++i) text += letters[place(draw)];
    return text;
}

std::optional<mode_t> rights_of(const std::filesystem::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return std::nullopt;
    return status.st_mode & mode_t{07777};
}

}  // namespace

TemporaryFile::TemporaryFile(const std::filesystem::path& target) : target_(target) {
    const std::optional<mode_t> rights = rights_of(target);
    constexpr mode_t of_new_files = 0666;  // less what the umask takes
    constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    do {
        forget(slot_);
        name_ = target.string() + "." + random_letters();
        slot_ = note(name_);
        file_ = Descriptor(::open(name_.c_str(), flags, rights.value_or(of_new_files)));
    } while (!is_open() && errno == EEXIST);
    if (is_open() && rights) ::fchmod(number(), *rights);
}

TemporaryFile::~TemporaryFile() {
    if (is_open() && !is_moved_) ::unlink(name_.c_str());
    forget(slot_);
}

bool TemporaryFile::become_target() {
    is_moved_ = ::rename(name_.c_str(), target_.c_str()) == 0;
    return is_moved_;
}

void remove_temporary_files() noexcept {
    for (const Slot& slot : slots)
        if (slot.state == SlotState::Named) ::unlink(slot.name.data());
}

}  // namespace reweigh
