#pragma once

#include "core/state/run_record.h"

#include <cstdint>
#include <span>
#include <vector>

namespace reweigh {

// The votes of a run as whole numbers for a file: per read-out a bit per replica that votes, then the words
// of every set that is asked about. Without a voter: they were not kept.

// Empty where no read-out has votes.
std::vector<std::int64_t> packed_votes(const RunRecord& run);
// Of a run that has its scene and read-outs. Throws Error when the words are not as many as those need.
VotesOverTime unpacked_votes(const RunRecord& run, std::span<const std::int64_t> words);

}  // namespace reweigh
