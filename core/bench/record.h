#pragma once

#include "core/bench/case.h"
#include "core/bench/measure.h"
#include "core/config/node.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace reweigh::bench {

// What was measured of a case, here or by another program. ENGINE.md 7.
struct Record {
    std::string name, engine;
    int replicas = 1;
    std::string variant = "plain";
    int threads = 1;
    std::string isa;
    double ns = 0;      // of a replica-step: the median of the rounds
    double spread = 0;  // spread() of the rounds
    int rounds = 0;
    std::optional<double> loss = {};    // weighted training loss after the warm-up
    std::vector<double> round_ns = {};  // in order; empty of another program's
};

// What measuring needs of the world; tests bring their own.
struct Laboratory {
    std::function<std::unique_ptr<StepLoop>(const Case&)> make = make_loop;
    std::function<double(const Case&, const EngineState&)> loss = loss_of;
    Clock clock = now;
    std::string isa;  // of what this machine runs
};

// The cases side by side: warmed up, then interleaved. Throws Error.
std::vector<Record> measure(std::span<const Case> cases, const Timing& timing, const Laboratory& laboratory);

// The records of a JSON text, {"cases": [...]} as `--json` prints it; a record may also have "loss". `source`
// names the file. Throws Error with file, line, what was found and what was expected.
std::vector<Record> read_records(std::string_view text, const std::string& source);

Node to_node(const Record& record);

// "mlp/153 fused, plain, 2 threads, AVX2: 90.1 ns, 11.1 million replica-steps/s, spread 3 %"
std::string line_of(const Record& record);

// "107 ns", "83.1 us": three digits.
std::string time_text(double ns);
std::string three_digits(double value);

}  // namespace reweigh::bench
