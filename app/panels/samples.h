#pragma once

#include "core/base/grid.h"
#include "core/data/dataset.h"
#include "core/figure/canvas.h"
#include "core/state/agreement.h"
#include "core/state/snapshot.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace reweigh {

// A picture that the models were asked about.
struct Sample {
    std::size_t set = 0, picture = 0;  // places in Votes::sets and in that set
    int of_class = 0;                  // place in Dataset::class_names; behind them: random
    double share = 0;                  // of the models that vote, those that call it positive
};

enum class SampleOrder { MostDisputed, Class, Index };

// All pictures of the votes: those on which the models are least of one mind first; by class; or as they lie
// in their sets. What is equal stays in that order. Shares are those of the models of `weights`.
std::vector<Sample> ordered_samples(const Dataset& data, const Votes& votes,
                                    const std::vector<WeightVoters>& weights, SampleOrder order);

// "cat"; "noise" of a random one.
std::string class_name(const Dataset& data, int of_class);
// What the models call positive: "dog".
std::string positive_name(const Scene& scene);

// The pixels of a picture of an evaluation set, row 0 lowest. Null where it is no square picture in colour.
std::shared_ptr<const Grid<Color>> sample_pixels(const Dataset& data, const EvaluationSet& set,
                                                 std::size_t picture);

// Those of the last read-out; null where there is none yet, or it was not kept.
std::shared_ptr<const Votes> latest_votes(const Snapshot& snapshot);

}  // namespace reweigh
