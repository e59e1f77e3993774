#pragma once

#include "core/session/readouts.h"

#include <cstddef>
#include <optional>
#include <span>

namespace reweigh {

// The axis across the separator: o* + t u*, t = -T ... T in steps of T/1800, T half the diagonal of the area
// box. SCIENCE.md 1.4.
inline constexpr std::size_t axis_samples = 3601;
double axis_reach(const Scene& scene);                      // T
double axis_place(const Scene& scene, std::size_t sample);  // t
Vec2 axis_point(const Scene& scene, double t);

// The first t at which the logit turns positive, to 1e-4; logistic regression in closed form,
// -(w.o* + b)/(w.u*). Nothing where the logit has one sign only, never rises through 0, or there is no
// separator.
std::optional<double> boundary_offset(const ReadoutInput& in);

// Degrees between u* and the logit's gradient at the crossing (logistic regression: w). Nothing where there
// is no crossing, no gradient or no separator.
std::optional<double> boundary_angle(const ReadoutInput& in);

// How often the sign of the logit (positive: > 0) changes along the axis.
int count_crossings(std::span<const float> axis);

}  // namespace reweigh
