#pragma once

namespace reweigh {

// Phi(x), the share of a standard normal below x.
double normal_probability(double x);

// Phi^-1(p), 0 < p < 1, to about 1e-16 relative: the rational approximations of Wichura, Algorithm AS 241,
// Applied Statistics 37 (1988), variant PPND16.
double normal_quantile(double p);

// A standard normal truncated to +-cut, at the quantile `uniform` in (0, 1). cut > 0. SCIENCE.md 1.1, T(k,
// U).
double truncated_normal_quantile(double cut, double uniform);

}  // namespace reweigh
