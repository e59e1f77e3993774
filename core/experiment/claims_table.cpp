#include "core/config/text.h"
#include "core/experiment/claims.h"

#include <limits>

namespace reweigh {
namespace {

constexpr double open_end = std::numeric_limits<double>::infinity();
constexpr std::int64_t early = 10, middle = 1000, end = 10'000;  // epochs
constexpr ModelRole mlp = ModelRole::Model, lr = ModelRole::Companion;

constexpr std::string_view fig1 = "boundary/fig1", fig2 = "boundary/fig2", fig3 = "boundary/fig3",
                           batchnorm = "boundary/batchnorm", moons = "boundary/figA1",
                           overlap = "boundary/figA2";

// At 1:16, the positive class down-weighted.
ClaimQuantity offset(std::string_view experiment, ModelRole role, std::int64_t epoch) {
    return {experiment, role, -4, epoch, "offset"};
}

ClaimBound mean(std::string_view statistic, const ClaimQuantity& quantity, double low, double high) {
    return {statistic, Comparison::Mean, quantity, {}, low, high};
}

ClaimBound ratio(std::string_view statistic, const ClaimQuantity& first, const ClaimQuantity& second,
                 double low, double high) {
    return {statistic, Comparison::Ratio, first, second, low, high};
}

ClaimBound change(std::string_view statistic, std::string_view experiment, ModelRole role, double high) {
    return {statistic,
            Comparison::Change,
            offset(experiment, role, end),
            offset(experiment, role, middle),
            -open_end,
            high};
}

ClaimBound area_shift(std::string_view statistic, ModelRole role, double low, double high) {
    return {
        statistic, Comparison::Difference, {moons, role, 0, end, "area"}, {moons, role, -4, end, "area"}, low,
        high};
}

std::vector<Claim> table() {
    return {
        {"C1",
         "The weights' effect on the network fades",
         "Byrd & Lipton 2019, Fig. 1",
         fig1,
         {ratio("MLP offset, epoch 10,000 / epoch 10", offset(fig1, mlp, end), offset(fig1, mlp, early),
                -open_end, .25),
          mean("MLP offset, epoch 10,000", offset(fig1, mlp, end), -open_end, .05)}},
        {"C2",
         "It fades more slowly for logistic regression",
         "Byrd & Lipton 2019, Fig. 1",
         fig1,
         {ratio("offset LR / MLP, epoch 10,000", offset(fig1, lr, end), offset(fig1, mlp, end), 1.5,
                open_end),
          ratio("LR offset, epoch 10,000 / epoch 1,000", offset(fig1, lr, end), offset(fig1, lr, middle), .45,
                .65)}},
        {"C3",
         "L2 restores the weights' effect",
         "Byrd & Lipton 2019, Fig. 2",
         fig2,
         {change("MLP offset, change from epoch 1,000 to 10,000", fig2, mlp, .02),
          change("LR offset, change from epoch 1,000 to 10,000", fig2, lr, .02),
          ratio("MLP offset L2 / plain, epoch 10,000", offset(fig2, mlp, end), offset(fig1, mlp, end), 3,
                open_end),
          ratio("LR offset L2 / plain, epoch 10,000", offset(fig2, lr, end), offset(fig1, lr, end), 3,
                open_end)}},
        {"C4",
         "Dropout does not restore the weights' effect",
         "Byrd & Lipton 2019, Fig. 3",
         fig3,
         {ratio("MLP offset dropout / plain, epoch 10,000", offset(fig3, mlp, end), offset(fig1, mlp, end),
                .65, 1.35),
          mean("MLP errors, epoch 10,000", {fig3, mlp, -4, end, "errors"}, -open_end, 0)}},
        {"C5",
         "Batch norm keeps the weights' effect",
         "ours, after Byrd & Lipton 2019, Fig. A.5",
         batchnorm,
         {mean("MLP offset, epoch 10,000", offset(batchnorm, mlp, end), .15, open_end)}},
        {"C6",
         "Moons: the effect on the network fades, that on the line stays",
         "Byrd & Lipton 2019, Fig. A.1",
         moons,
         {area_shift("MLP area share 1:1 - 1:16, epoch 10,000", mlp, -open_end, .05),
          area_shift("LR area share 1:1 - 1:16, epoch 10,000", lr, .12, open_end)}},
        {"C7",
         "Overlapping classes: every weight's effect stays",
         "Byrd & Lipton 2019, Fig. A.2",
         overlap,
         {mean("LR offset, epoch 10,000", offset(overlap, lr, end), .42, .66),
          mean("MLP offset, epoch 1,000", offset(overlap, mlp, middle), .35, open_end)}},
    };
}

}  // namespace

std::span<const Claim> claims() {
    static const std::vector<Claim> all = table();
    return all;
}

std::vector<std::string> claim_ids() {
    std::vector<std::string> ids;
    for (const Claim& claim : claims()) ids.emplace_back(claim.id);
    return ids;
}

std::string threshold_text(const ClaimBound& bound) {
    if (bound.low == -open_end) return "<= " + to_text(bound.high);
    if (bound.high == open_end) return ">= " + to_text(bound.low);
    return to_text(bound.low) + " to " + to_text(bound.high);
}

std::string_view verdict_text(Verdict verdict) {
    return verdict == Verdict::Pass ? "PASS" : verdict == Verdict::Fail ? "FAIL" : "NOT RUN";
}

}  // namespace reweigh
