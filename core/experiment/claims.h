#pragma once

#include "core/state/snapshot.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// SCIENCE.md 9: what must come out of experiments. Each is judged on so many seeds, each with its own data.
inline constexpr int claim_seeds = 9;

// The mean over seeds of one read-out of one model of an experiment at one epoch.
struct ClaimQuantity {
    std::string_view experiment;
    ModelRole role = ModelRole::Model;
    double weight = 0;  // log2
    std::int64_t epoch = 0;
    std::string_view readout;
};

enum class Comparison { Mean, Ratio, Difference, Change };  // a; a / b; a - b; abs(a / b - 1)

// A number and the closed range that it must lie in; an end may be infinite.
struct ClaimBound {
    std::string_view statistic;
    Comparison comparison = Comparison::Mean;
    ClaimQuantity first, second;  // Mean: only the first
    double low = 0, high = 0;
};

// It holds when all of its bounds do.
struct Claim {
    std::string_view id, statement, source, experiment;
    std::vector<ClaimBound> bounds;
};

std::span<const Claim> claims();
std::vector<std::string> claim_ids();

// "<= 0.25", ">= 1.5", "0.45 to 0.65".
std::string threshold_text(const ClaimBound& bound);

enum class Verdict { Pass, Fail, NotRun };
std::string_view verdict_text(Verdict verdict);  // "PASS", "FAIL", "NOT RUN"

struct Finding {
    Verdict verdict = Verdict::NotRun;
    std::vector<double> values;  // per bound; NaN where there is none
    int seeds = 0;               // counted in, of the quantity that has the fewest
    std::string reason;          // a sentence unless it passes
};

// From runs of its experiments, in any order. A replica counts where its data have its own seed. Fewer than
// nine seeds or an epoch that was not reached: NotRun. More than one diverged replica in nine: Fail; a single
// one is left out. A seed without a value (no crossing) fails its bound. Pure.
Finding judge(const Claim& claim, const std::vector<std::shared_ptr<const Snapshot>>& runs);

}  // namespace reweigh
