#pragma once

#include <string_view>

namespace reweigh {

// Standard output, which is for machines. A full device or a reader that went away is remembered and what
// comes after it dropped, so that a run can still save its files. One at a time.
class Output {
public:
    void print(std::string_view text);
    bool is_open();  // all so far has arrived: false once nothing more can be printed

    // Throws Error with the reason when something could not be printed.
    void require_complete();

private:
    void note(bool is_written);
    int failure_ = 0;  // an errno
};

}  // namespace reweigh
