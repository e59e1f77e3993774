#include "core/base/signals.h"

#include "core/base/temporary_file.h"

#include <signal.h>
#include <unistd.h>

#include <atomic>

namespace reweigh {
namespace {

// The handler may run on any thread while others look.
std::atomic<int> received_signal{0};
static_assert(std::atomic<int>::is_always_lock_free);

void remember(int number) {
    if (received_signal != 0) {
        remove_temporary_files();
        ::_exit(128 + number);
    }
    received_signal = number;
}

void install(void (*action)(int)) {
    struct sigaction wanted {};
    wanted.sa_handler = action;
    wanted.sa_flags = SA_RESTART;  // what is being written is written to its end
    sigemptyset(&wanted.sa_mask);
    ::sigaction(SIGINT, &wanted, nullptr);
    ::sigaction(SIGTERM, &wanted, nullptr);
}

}  // namespace

SignalGuard::SignalGuard() { install(remember); }
SignalGuard::~SignalGuard() { install(SIG_DFL); }
int SignalGuard::received() { return received_signal; }

}  // namespace reweigh
