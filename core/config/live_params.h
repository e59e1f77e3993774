#pragma once

#include "core/config/param.h"

namespace reweigh {

// How a batch's weighted losses become one number. SCIENCE.md 0.1.
enum class Reduction { R0, R1, R2 };
template <>
inline constexpr auto names_of<Reduction> = std::array{
    Name{Reduction::R0, "R0", "R0  mean of w l"},
    Name{Reduction::R1, "R1", "R1  divided by sum of w"},
    Name{Reduction::R2, "R2", "R2  sum of w l"},
};

// Which class weight is 1. SCIENCE.md 0.1.
enum class WeightScale { Heavier, Mean, Sum };
template <>
inline constexpr auto names_of<WeightScale> = std::array{
    Name{WeightScale::Heavier, "heavier", "heavier = 1"},
    Name{WeightScale::Mean, "mean", "mean = 1"},
    Name{WeightScale::Sum, "sum", "sum = 1"},
};

// What the importance acts on. Sampling keeps 2^min(x,0) of the positive and 2^-max(x,0) of the negative
// training pictures, chosen by the data's seed; balanced sampling also lightens the class that stays whole by
// as much. SCIENCE.md 2.1, A.6.
enum class Weighting { Loss, Sampling, BalancedSampling };
template <>
inline constexpr auto names_of<Weighting> = std::array{
    Name{Weighting::Loss, "loss", "loss"},
    Name{Weighting::Sampling, "sampling", "sampling"},
    Name{Weighting::BalancedSampling, "balanced_sampling", "sampling, balanced"},
};

// All that may change between two steps, without restarting a run. Ranges and defaults: PRODUCT.md,
// section 3.
struct LiveParams {
    double importance = 0;  // log2(w+ : w-)
    Weighting weighting = Weighting::Loss;
    int target_class = 0;  // of ten: the positive one, whose weight is 2^importance of another's
    WeightScale weight_scale = WeightScale::Heavier;
    Reduction reduction = Reduction::R0;
    double l2 = 0;
    double dropout = 0;
    bool batch_norm = false;
    double learning_rate = 0.045;
    friend bool operator==(const LiveParams&, const LiveParams&) = default;
};

template <>
inline constexpr auto params_of<LiveParams> = std::tuple{
    Param{
        &LiveParams::importance, "importance", "weight w+ : w\u2212",
        "Multiplies each class's loss or, with sampling, how many of its pictures stay. On separable data a "
        "weight of the loss only shifts a logit by log w.",
        -8.0, 8.0, Scale::Linear, "log2"},
    Param{&LiveParams::weighting, "weighting", "acts on",
          "The loss; or how many pictures of the lighter class stay, alone or with the other class's loss as "
          "much lighter.",
          Weighting::Loss, Weighting::BalancedSampling},
    Param{&LiveParams::target_class, "target_class", "target class",
          "Of ten classes the one that the weight is of; the nine others share theirs.", 0, 9},
    Param{&LiveParams::weight_scale, "weight_scale", "scale",
          "Which of them is 1: the heavier class's weight, the mean (keeps the step size) or the sum.",
          WeightScale::Heavier, WeightScale::Sum},
    Param{&LiveParams::reduction, "reduction", "reduction",
          "R0 mean of w l; R1 divides by the batch's weights; R2 sum, a larger step.", Reduction::R0,
          Reduction::R2},
    Param{&LiveParams::l2, "l2", "L2",
          "Adds l2/2 norm^2 (biases too): the norm stops growing, the weight's effect stays.", 0.0, 1.0,
          Scale::Log},
    Param{&LiveParams::dropout, "dropout", "dropout",
          "Silences hidden units at random; does not bound the norm.", 0.0, 0.9},
    Param{&LiveParams::batch_norm, "batch_norm", "batch norm",
          "Normalises hidden layers; when off, running statistics freeze.", false, true},
    Param{&LiveParams::learning_rate, "learning_rate", "learning rate", "Step size.", 1e-5, 10.0, Scale::Log},
};
static_assert(every_member_described<LiveParams>, "a LiveParams member lacks its row, or has two");

}  // namespace reweigh
