#include "app/headless_output.h"

#include "core/base/error.h"
#include "core/base/file.h"

#include <cerrno>
#include <cstdio>

namespace reweigh {

void Output::note(bool is_written) {
    if (!is_written && failure_ == 0) failure_ = errno;
}

void Output::print(std::string_view text) {
    if (failure_ == 0) note(std::fwrite(text.data(), 1, text.size(), stdout) == text.size());
}

bool Output::is_open() {
    if (failure_ == 0) note(std::fflush(stdout) == 0);
    return failure_ == 0;
}

void Output::require_complete() {
    if (!is_open()) throw Error("Cannot write to the standard output: " + reason_of(failure_) + ".");
}

}  // namespace reweigh
