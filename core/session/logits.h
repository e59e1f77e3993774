#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace reweigh {

// What a model says of points: a logit each or, of several classes, one for every class.
class Logits {
public:
    Logits() = default;
    // values: (n, each) row-major.
    explicit Logits(std::span<const float> values, int each = 1) : values_(values), each_(each) {}

    std::span<const float> values() const { return values_; }
    std::size_t size() const { return values_.size() / static_cast<std::size_t>(each_); }
    bool empty() const { return values_.empty(); }

    // The label that point i is given: 1 where its logit is above 0; else the class of the largest, of equal
    // ones the lowest. SCIENCE.md 0.1.
    int label(std::size_t i) const;
    // By how much the logit of `label` leads over the largest other one; +z or -z of a single logit.
    float lead(std::size_t i, int label) const;
    // u with the loss ln(1 + e^-u): +z or -z, else z_y - ln of the sum of e^z over the other classes.
    float signed_logit(std::size_t i, int label) const;

private:
    std::span<const float> of(std::size_t i) const {
        const auto each = static_cast<std::size_t>(each_);
        return values_.subspan(i * each, each);
    }

    std::span<const float> values_;
    int each_ = 1;
};

}  // namespace reweigh
