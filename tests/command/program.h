#pragma once

#include "tests/support/folder.h"

#include <filesystem>
#include <string>
#include <vector>

namespace reweigh {

struct Outcome {
    int code = 0;  // exit code; 1000 + number for a program ended by a signal
    std::string out, err;
};

// The built `reweigh` with these arguments, with no display, its home in a folder of its own. `out`: where
// its stdout goes; empty: into a file that wait() reads.
class Program {
public:
    explicit Program(std::vector<std::string> arguments, std::string out = {});
    void wait_for_output(const std::string& text) const;  // until stdout contains it; gives up after 60 s
    void wait_for_error(const std::string& text) const;   // the same of stderr
    void send(int signal) const;
    Outcome wait();

private:
    static void wait_for(const std::string& text, const std::filesystem::path& file);

    TemporaryFolder folder_;
    std::string out_;
    int number_ = 0;
};

Outcome run_program(std::vector<std::string> arguments, std::string out = {});

}  // namespace reweigh
