#pragma once

#include "core/base/descriptor.h"
#include "core/state/keyframe.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>

namespace reweigh {

class KeyframeDisk;

// A keyframe whose values lie on the disk; their room there is given back with it.
class StoredKeyframe {
public:
    StoredKeyframe(std::shared_ptr<KeyframeDisk> disk, Keyframe outline, std::int64_t offset,
                   std::size_t bytes);
    ~StoredKeyframe();
    StoredKeyframe(const StoredKeyframe&) = delete;
    StoredKeyframe& operator=(const StoredKeyframe&) = delete;

    std::int64_t step() const { return outline_.step; }
    std::size_t bytes() const { return bytes_; }
    // Read anew, while nobody has it. Throws Error when the disk does not give back what was written.
    std::shared_ptr<const Keyframe> load() const;

private:
    std::shared_ptr<KeyframeDisk> disk_;
    Keyframe outline_;  // its tensors without values
    std::int64_t offset_;
    std::size_t bytes_;
    mutable std::mutex mutex_;
    mutable std::weak_ptr<const Keyframe> loaded_;
};

// A file without a name for keyframes that memory has no room for: it is gone with the program, however that
// ends. Any thread.
class KeyframeDisk : public std::enable_shared_from_this<KeyframeDisk> {
public:
    // The file is made in `folder` when the first keyframe comes. `budget`: the bytes it may have at a time.
    KeyframeDisk(std::filesystem::path folder, std::size_t budget);

    // Null when there is no room for it, or the disk does not take it.
    std::shared_ptr<const StoredKeyframe> store(const Keyframe& keyframe);
    std::size_t bytes() const;

private:
    friend class StoredKeyframe;
    bool open();
    bool write(const Keyframe& keyframe, std::int64_t offset) const;
    void read(Keyframe& outline, std::int64_t offset) const;
    void give_back(std::int64_t offset, std::size_t bytes);

    std::filesystem::path folder_;
    std::size_t budget_;
    mutable std::mutex mutex_;
    Descriptor file_;
    std::size_t bytes_ = 0;
    std::int64_t end_ = 0;  // where the next one is written
};

}  // namespace reweigh
