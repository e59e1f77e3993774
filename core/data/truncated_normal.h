#pragma once

#include "core/config/setup_params.h"
#include "core/data/dataset.h"

#include <cstdint>

namespace reweigh {

// `caps`: the positive class is a normal cut to +-cut along u, around `centre`; the negative class is it,
// turned by `angle` about 0 and moved by `shift` along u; exactly negated for 180 degrees and no shift.
// SCIENCE.md 1.1. Positives first. Kind and source are left to the caller.
Dataset make_truncated_normal(const TruncatedNormalParams& params, std::uint64_t data_seed);

}  // namespace reweigh
