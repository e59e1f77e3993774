#pragma once

#include <chrono>
#include <future>
#include <optional>
#include <utility>
#include <vector>

namespace reweigh {

// One task beside the window at a time; it owns all that it touches. GUI thread only.
template <class T>
class Job {
public:
    // A running task is forgotten.
    template <class Task>
    void start(Task task) {
        forget();
        result_ = std::async(std::launch::async, std::move(task));
    }
    bool is_busy() const { return result_.valid(); }
    bool is_ready() const { return is_busy() && has_ended(result_); }
    void wait() const {
        if (result_.valid()) result_.wait();
    }
    // A running task ends unseen; only the end of the job itself waits for it.
    void forget() {
        std::erase_if(forgotten_, [](const std::future<T>& task) { return has_ended(task); });
        if (is_busy()) forgotten_.push_back(std::move(result_));
    }
    // What it gave, once; its exception comes out here.
    std::optional<T> take() {
        if (!is_ready()) return std::nullopt;
        return result_.get();
    }

private:
    static bool has_ended(const std::future<T>& task) {
        return task.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    }

    std::future<T> result_;
    std::vector<std::future<T>> forgotten_;
};

}  // namespace reweigh
