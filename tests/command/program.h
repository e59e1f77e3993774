#pragma once

#include "tests/support/folder.h"

#include <string>
#include <vector>

namespace reweigh {

struct Outcome {
    int code = 0;  // exit code; 1000 + number for a program ended by a signal
    std::string out, err;
};

// The built `reweigh` with these arguments, with no display, its home in a folder of its own.
class Program {
public:
    explicit Program(std::vector<std::string> arguments);
    void wait_for_output(const std::string& text) const;  // until stdout contains it; gives up after 60 s
    void send(int signal) const;
    Outcome wait();

private:
    TemporaryFolder folder_;
    int number_ = 0;
};

Outcome run_program(std::vector<std::string> arguments);

}  // namespace reweigh
