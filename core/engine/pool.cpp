#include "core/engine/pool.h"

#include "core/engine/flush_denormals.h"

#include <utility>

namespace reweigh {

Pool::Pool(int threads) {
    for (int i = 1; i < threads; ++i) workers_.emplace_back([this](std::stop_token stop) { work(stop); });
}

Pool::~Pool() = default;

void Pool::run(int count, const std::function<void(int)>& task) {
    const FlushDenormals flush;
    const bool alone = workers_.empty() || count < 2;
    {
        std::lock_guard lock(mutex_);
        task_ = &task;
        count_ = count;
        next_ = 0;
        failure_ = nullptr;
        if (!alone) {
            busy_ = static_cast<int>(workers_.size());
            ++round_;
        }
    }
    if (!alone) begun_.notify_all();
    take_tasks();
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return busy_ == 0; });
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void Pool::take_tasks() {
    try {
        for (int i = next_++; i < count_; i = next_++) (*task_)(i);
    } catch (...) {
        std::lock_guard lock(mutex_);
        if (!failure_) failure_ = std::current_exception();
    }
}

void Pool::work(std::stop_token stop) {
    const FlushDenormals flush;
    std::uint64_t seen = 0;
    while (true) {
        {
            std::unique_lock lock(mutex_);
            if (!begun_.wait(lock, stop, [&] { return round_ != seen; })) return;
            seen = round_;
        }
        take_tasks();
        std::lock_guard lock(mutex_);
        if (--busy_ == 0) done_.notify_one();
    }
}

}  // namespace reweigh
