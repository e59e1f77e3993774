#include "core/state/keyframe_disk.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <unistd.h>

#include <functional>
#include <system_error>
#include <utility>

namespace reweigh {
namespace {

// The values of all tensors, one after the other; false ends it.
template <class SomeKeyframe, class Visit>
bool for_each_values(SomeKeyframe& keyframe, Visit&& visit) {
    for (auto& tensor : keyframe.model.tensors)
        if (!visit(tensor.values)) return false;
    if (keyframe.companion)
        for (auto& tensor : keyframe.companion->tensors)
            if (!visit(tensor.values)) return false;
    return true;
}

// A file of the folder that has no name (any more).
Descriptor nameless_file(const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    std::string name = (folder / "history-XXXXXX").string();
    Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
    if (file.is_open()) ::unlink(name.c_str());
    return file;
}

// All of it, or false.
template <class Call, class Byte>
bool transfer(Call call, int file, Byte* bytes, std::size_t count, std::int64_t offset) {
    while (count > 0) {
        const ssize_t done = call(file, bytes, count, offset);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return false;
        bytes += done;
        count -= static_cast<std::size_t>(done);
        offset += done;
    }
    return true;
}

}  // namespace

StoredKeyframe::StoredKeyframe(std::shared_ptr<KeyframeDisk> disk, Keyframe outline, std::int64_t offset,
                               std::size_t bytes)
    : disk_(std::move(disk)), outline_(std::move(outline)), offset_(offset), bytes_(bytes) {}

StoredKeyframe::~StoredKeyframe() { disk_->give_back(offset_, bytes_); }

std::shared_ptr<const Keyframe> StoredKeyframe::load() const {
    const std::lock_guard lock(mutex_);
    if (auto loaded = loaded_.lock()) return loaded;
    auto keyframe = std::make_shared<Keyframe>(outline_);
    disk_->read(*keyframe, offset_);
    loaded_ = keyframe;
    return keyframe;
}

KeyframeDisk::KeyframeDisk(std::filesystem::path folder, std::size_t budget)
    : folder_(std::move(folder)), budget_(budget) {}

bool KeyframeDisk::open() {
    if (!file_.is_open()) file_ = nameless_file(folder_);
    return file_.is_open();
}

std::shared_ptr<const StoredKeyframe> KeyframeDisk::store(const Keyframe& keyframe) {
    const std::size_t bytes = keyframe.bytes();
    std::int64_t offset = 0;
    {
        const std::lock_guard lock(mutex_);
        if (bytes > budget_ - bytes_ || !open()) return nullptr;
        offset = end_;
        end_ += static_cast<std::int64_t>(bytes);
        bytes_ += bytes;
    }
    if (!write(keyframe, offset)) {
        give_back(offset, bytes);
        return nullptr;
    }
    Keyframe outline = keyframe;
    for_each_values(outline, [](std::vector<float>& values) { return values = {}, true; });
    return std::make_shared<const StoredKeyframe>(shared_from_this(), std::move(outline), offset, bytes);
}

std::size_t KeyframeDisk::bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
}

bool KeyframeDisk::write(const Keyframe& keyframe, std::int64_t offset) const {
    return for_each_values(keyframe, [&](const std::vector<float>& values) {
        const std::size_t bytes = values.size() * sizeof(float);
        const bool ok =
            transfer(::pwrite, file_.number(), reinterpret_cast<const char*>(values.data()), bytes, offset);
        offset += static_cast<std::int64_t>(bytes);
        return ok;
    });
}

void KeyframeDisk::read(Keyframe& outline, std::int64_t offset) const {
    const auto read_tensors = [&](EngineState& state) {
        for (Tensor& tensor : state.tensors) {
            std::size_t count = 1;
            for (const std::int64_t extent : tensor.shape) count *= static_cast<std::size_t>(extent);
            tensor.values.resize(count);
            const std::size_t bytes = count * sizeof(float);
            if (!transfer(::pread, file_.number(), reinterpret_cast<char*>(tensor.values.data()), bytes,
                          offset))
                throw Error("The keyframe of step " + std::to_string(outline.step) +
                            " cannot be read back from " + folder_.string() + ".");
            offset += static_cast<std::int64_t>(bytes);
        }
    };
    read_tensors(outline.model);
    if (outline.companion) read_tensors(*outline.companion);
}

// A file system that cannot make holes keeps the room until the program ends.
void KeyframeDisk::give_back(std::int64_t offset, std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    bytes_ -= bytes;
    if (bytes > 0)
        ::fallocate(file_.number(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset,
                    static_cast<off_t>(bytes));
}

}  // namespace reweigh
