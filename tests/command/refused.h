#pragma once

#include "tests/command/program.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace reweigh {

using Arguments = std::vector<std::string>;

// The program says the sentence alone, on stderr, and ends with that code.
inline void check_refused(const Arguments& arguments, int code, const std::string& sentence) {
    const Outcome outcome = run_program(arguments);
    CHECK(outcome.code == code);
    CHECK(outcome.err == sentence + "\n");
    CHECK(outcome.out.empty());
}

}  // namespace reweigh
