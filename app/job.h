#pragma once

#include <chrono>
#include <future>
#include <optional>
#include <utility>

namespace reweigh {

// One task beside the window at a time; it owns all that it touches. GUI thread only.
template <class T>
class Job {
public:
    // A running task is waited for and forgotten.
    template <class Task>
    void start(Task task) {
        result_ = std::async(std::launch::async, std::move(task));
    }
    bool is_busy() const { return result_.valid(); }
    bool is_ready() const {
        return result_.valid() && result_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    }
    void wait() const {
        if (result_.valid()) result_.wait();
    }
    // What it gave, once; its exception comes out here.
    std::optional<T> take() {
        if (!is_ready()) return std::nullopt;
        return result_.get();
    }

private:
    std::future<T> result_;
};

}  // namespace reweigh
