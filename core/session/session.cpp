#include "core/session/session.h"

#include "core/engine/flush_denormals.h"
#include "core/session/trainer.h"

#include <utility>

namespace reweigh {

Session::Session(SessionOptions options) {
    EngineMaker maker = options.make_engine ? std::move(options.make_engine) : EngineMaker(&make_engine);
    trainer_ = std::make_unique<Trainer>(TrainerOptions{.make_engine = std::move(maker),
                                                        .threads = options.threads,
                                                        .now = std::move(options.now),
                                                        .history_bytes = options.history_bytes,
                                                        .history_disk = options.history_disk},
                                         published_, wanted_);
    if (options.thread == SessionOptions::Thread::Own)
        thread_ = std::jthread([this](std::stop_token stop) { loop(stop); });
}

Session::~Session() = default;

void Session::post(Command command) { inbox_.post(std::move(command)); }

std::shared_ptr<const Snapshot> Session::latest() const {
    wanted_.store(true, std::memory_order_relaxed);
    return published_.latest();
}

bool Session::is_busy() const { return !inbox_.empty() || trainer_->rest().has_value(); }

// Here a failing run is caught: the thread lives on, history stays, Start works again.
void Session::turn() {
    const FlushDenormals flushed;
    for (const Command& command : inbox_.take_all()) {
        try {
            trainer_->apply(command);
        } catch (const std::exception& failure) {
            trainer_->fail(failure.what());
        }
    }
    try {
        trainer_->turn();
    } catch (const std::exception& failure) {
        trainer_->break_off(failure.what());
    }
}

void Session::loop(std::stop_token stop) {
    while (!stop.stop_requested()) {
        turn();
        const auto rest = trainer_->rest();
        if (!rest)
            inbox_.wait(stop);
        else if (*rest > Clock::duration::zero())
            inbox_.wait_for(stop, *rest);
    }
}

}  // namespace reweigh
