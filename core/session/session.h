#pragma once

#include "core/base/mailbox.h"
#include "core/base/published.h"
#include "core/session/engine_maker.h"
#include "core/state/command.h"
#include "core/state/snapshot.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>

namespace reweigh {

class KeyframeDisk;
class Trainer;

using Clock = std::chrono::steady_clock;

struct SessionOptions {
    enum class Thread { Own, None } thread = Thread::Own;  // None: the caller calls turn()
    int threads = 1;                                       // most threads that the engines may use
    std::function<Clock::time_point()> now = Clock::now;   // tests and scripts bring a virtual clock
    EngineMaker make_engine = {};                          // empty: reweigh::make_engine
    std::size_t history_bytes = std::size_t{1024} << 20;   // keyframes in memory
    std::shared_ptr<KeyframeDisk> history_disk = {};       // where others go; null: nowhere
};

// THE training thread. Everybody else speaks Command and Snapshot to it.
class Session {
public:
    explicit Session(SessionOptions options);
    ~Session();  // stops the thread after the current slice and joins it

    void post(Command command);  // any thread
    std::shared_ptr<const Snapshot> latest()
        const;             // any thread; never null; marks the next snapshot as wanted
    void turn();           // Thread::None: drain the mailbox, one slice, publish if due
    bool is_busy() const;  // Thread::None: turn() would train

private:
    void loop(std::stop_token stop);

    Mailbox<Command> inbox_;
    Published<Snapshot> published_;
    mutable std::atomic<bool> wanted_{false};
    std::unique_ptr<Trainer> trainer_;
    std::jthread thread_;  // last member: stops and joins before what it uses dies
};

}  // namespace reweigh
