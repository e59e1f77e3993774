#pragma once

#include "core/margin/vec3.h"

#include <vector>

namespace reweigh {

// min 1/2 (z0^2 + z1^2) + C sum max(0, 1 - a_i.z), the soft-margin support vector machine in the plane:
// z = (w, b), a_i = y'_i (x_i, 1).
struct SoftMarginProblem {
    std::vector<Vec3> rows;  // (n), a_i; coordinates of the order of 1
    double penalty = 0;      // C > 0
};

struct SoftMarginSolution {
    Vec3 z{};                   // (w, b)
    std::vector<double> alpha;  // (n), multipliers in (0, C): w = sum alpha_i y'_i x_i
    double gap = 0;             // duality gap: sum of alpha_i s_i + (C - alpha_i) xi_i
};

// Primal-dual interior point with predictor and corrector (Mehrotra 1992), until the gap is below 1e-9 of
// 1/2 |w|^2, or cannot be made smaller. O(n) a step, some 15 steps, one 3 x 3 system each.
SoftMarginSolution solve_soft_margin(const SoftMarginProblem& problem);

}  // namespace reweigh
