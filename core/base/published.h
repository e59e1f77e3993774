#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace reweigh {

// The latest value wins; a reader keeps what it took. Any thread. The lock guards one pointer swap, never
// work. (The thread sanitizer reports a race inside libstdc++ 12's std::atomic<std::shared_ptr>.)
template <class T>
class Published {
public:
    void publish(std::shared_ptr<const T> next) {
        std::lock_guard lock(mutex_);
        current_.swap(next);
    }  // the lock goes first: `next`, now the replaced value, dies outside it

    std::shared_ptr<const T> latest() const {
        std::lock_guard lock(mutex_);
        return current_;
    }

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const T> current_;
};

}  // namespace reweigh
