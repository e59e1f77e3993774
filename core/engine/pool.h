#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace reweigh {

// A fixed set of threads that share numbered tasks; the caller works with them. One thread may use it at a
// time. Denormals are zero on all of its threads.
class Pool {
public:
    explicit Pool(int threads);  // the caller's included, at least 1
    ~Pool();

    int threads() const { return static_cast<int>(workers_.size()) + 1; }

    // Calls task(0) ... task(count - 1), each once, on any thread; returns when all are done. Rethrows the
    // first exception of a task.
    void run(int count, const std::function<void(int)>& task);

private:
    void work(std::stop_token stop);
    void take_tasks();

    std::mutex mutex_;
    std::condition_variable_any begun_;
    std::condition_variable done_;
    const std::function<void(int)>* task_ = nullptr;
    int count_ = 0;
    std::atomic<int> next_{0};
    int busy_ = 0;             // workers that have not finished the current round
    std::uint64_t round_ = 0;  // counts calls of run
    std::exception_ptr failure_;
    std::vector<std::jthread> workers_;  // last member: they stop before what they use dies
};

}  // namespace reweigh
