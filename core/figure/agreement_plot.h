#pragma once

#include "core/figure/curves.h"
#include "core/state/agreement.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// The sets of pictures that models vote on, and how plots call them; in a line of text, in a word or two.
struct VotedSet {
    std::string_view key, name, in_line;
};
inline constexpr std::array voted_sets{VotedSet{"test", "test pictures", "test pictures"},
                                       VotedSet{"other", "other classes", "other classes"},
                                       VotedSet{"noise", "random pictures", "noise"}};
// Throws Error for an unknown key, naming those that are known.
const VotedSet& voted_set(std::string_view key);

// How far the models of one variant agree on a set at each read-out; NaN where the votes were not kept. Of a
// long run much work: `known`, what it gave before of the same run, is gone on from.
std::vector<Agreement> agreement_over_time(const Snapshot& snapshot, int variant, std::string_view set,
                                           std::vector<Agreement> known = {});

struct AgreementOptions {
    PanelStyle style;
    Rect cell;                 // of the picture, points; title, ticks and names lie inside it
    std::string set = "test";  // key of voted_sets
    int variant = 0;
    CurvesX x = CurvesX::EpochLog;
};

// Agreement between weights and between seeds over the run; dashed, what coins in the place of the models
// come to. `values`: of agreement_over_time(). Without a step or without two models to compare: an empty plot
// with a note. Pure.
PanelPicture build_agreement(const Snapshot& snapshot, const AgreementOptions& options,
                             const std::vector<Agreement>& values);

}  // namespace reweigh
