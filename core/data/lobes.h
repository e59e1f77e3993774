#pragma once

#include "core/base/report.h"
#include "core/data/images.h"

#include <cstdint>

namespace reweigh {

// How many pictures of each of the ten classes.
struct LobesCounts {
    int train = 1000, test = 200;
};

// The stand-in for CIFAR-10: drawings of soft rosettes, class k with k lobes, in its format and under its
// class names; 3 and 5 play cat and dog. Classes take turns. Everything random comes from `data_seed`: stream
// = the picture's number, training pictures first. SCIENCE.md 2.3. `report` hears of pictures. Throws
// Cancelled.
ImageSet make_lobes(std::uint64_t data_seed, LobesCounts counts = {}, const Report& report = {});

}  // namespace reweigh
