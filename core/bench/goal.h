#pragma once

#include "core/bench/machine.h"
#include "core/bench/record.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace reweigh::bench {

// How a goal's number comes from the times of its cases.
enum class Measure {
    Speedup,  // peer / ours x scale: at least `must`
    Cost,     // ours / peer x scale, or ours x scale without a peer: at most `must`
};

// A row of ENGINE.md 8.
struct Goal {
    std::string number;                // "1", or "law" of the scaling laws
    std::string ours_name, peer_name;  // what people read
    Case ours;
    std::optional<Case> peer = {};
    Measure measure = Measure::Speedup;
    double scale = 1;
    std::string unit = "x";
    double must = 0;
    std::optional<double> stretch = {};
    bool is_same_work = false;  // losses are compared
    std::string needs = {};     // a word that the name of the processor or the GPU has: "Zen 4", "H200"
};

enum class Verdict { Pass, Fail, Unsure, Invalid, Skip };
std::string_view word_of(Verdict verdict);

// A goal as it was found.
struct Finding {
    Goal goal;
    Verdict verdict = Verdict::Skip;
    std::optional<double> ratio = {};  // nothing of a skipped goal
    double spread = 0;                 // of the ratio
    std::string reason = {};           // of any verdict but pass and fail
    std::optional<Record> ours = {}, peer = {};
};

// All goals that a processor alone can answer; threads: as many as engines and peers may use. `isa`: of the
// fastest kernels here, which decides between AVX2's bounds and AVX-512's.
std::vector<Goal> goals(int threads, const std::string& isa);

// The cases of the goals that can be measured here, each once, in blocks of those that some goal compares.
// may_run: whether a case can be timed.
std::vector<std::vector<Case>> blocks_of(std::span<const Goal> goals,
                                         const std::function<bool(const Case&)>& may_run);

// What the records say of a goal. A peer that has no record of that engine may have one of its kind:
// "jax/cpu" for "jax"; the fastest counts.
Finding judge(const Goal& goal, std::span<const Record> records, const Machine& machine);

// Whether the processor, or the GPU, is one that the goal speaks of.
bool concerns(const Goal& goal, const Machine& machine);

// "1 mlp/1 against LibTorch eager"
std::string name_of(const Goal& goal);

// "mlp/1: 107 ns, LibTorch eager 83.1 us: 777x [must 500, stretch 900] pass"
std::string line_of(const Finding& finding);

Node to_node(const Finding& finding);

}  // namespace reweigh::bench
