#pragma once

namespace reweigh {

// SIGINT and SIGTERM while this lives: the first is remembered, so that a slice or a file can end and the
// numbers be saved; the second ends the program at once with 128 + its number and leaves no temporary file.
class SignalGuard {
public:
    SignalGuard();
    ~SignalGuard();
    SignalGuard(const SignalGuard&) = delete;
    SignalGuard& operator=(const SignalGuard&) = delete;

    static int received();  // its number, or 0
};

}  // namespace reweigh
