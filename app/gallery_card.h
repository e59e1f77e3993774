#pragma once

#include "core/base/grid.h"
#include "core/experiment/claims.h"
#include "core/figure/canvas.h"
#include "core/figure/palette.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace reweigh {

// What a claim came to: "C1", PASS, and why not, where it does not.
struct ClaimResult {
    std::string id;
    Verdict verdict = Verdict::NotRun;
    std::string reason;
    friend bool operator==(const ClaimResult&, const ClaimResult&) = default;
};

// An experiment's first figure, small, and what its claims came to.
struct MadeFigure {
    std::array<std::shared_ptr<const Grid<Color>>, 2> thumbnails;  // by Theme; row 0 at the bottom
    std::vector<ClaimResult> claims;
};

// How far an experiment's figure is.
struct NotMade {};
struct Waiting {};  // for another one
struct Making {
    double share = 0;                    // of the training, in [0, 1]
    std::optional<double> seconds_left;  // nothing: too early to say
};
struct NotMakeable {
    std::string sentence;
};
using CardState = std::variant<NotMade, Waiting, Making, MadeFigure, NotMakeable>;

struct GalleryCard {
    std::string id, title;
    int figures = 0;
    CardState state;
};

}  // namespace reweigh
