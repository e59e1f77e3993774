#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <utility>

namespace reweigh {

// Every value, once, in order. Any thread posts, one thread takes. Values are handled outside the lock.
template <class T>
class Mailbox {
public:
    void post(T item) {
        {
            std::lock_guard lock(mutex_);
            items_.push_back(std::move(item));
        }
        arrived_.notify_one();
    }

    std::deque<T> take_all() {
        std::lock_guard lock(mutex_);
        return std::exchange(items_, {});
    }

    bool empty() const {
        std::lock_guard lock(mutex_);
        return items_.empty();
    }

    // Sleeps until something is there or a stop is requested.
    void wait(std::stop_token stop) {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, stop, [&] { return !items_.empty(); });
    }

    // The same, for at most `time`.
    template <class Duration>
    void wait_for(std::stop_token stop, Duration time) {
        std::unique_lock lock(mutex_);
        arrived_.wait_for(lock, stop, time, [&] { return !items_.empty(); });
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable_any arrived_;
    std::deque<T> items_;
};

}  // namespace reweigh
