#include "core/engine/torch/batch.h"

#include "core/engine/permutation.h"

#include <algorithm>

namespace reweigh::torch_engine {

void weigh(const Dataset& data, std::span<const int> points, const LossRule& rule, WeightedPoints& weighted) {
    std::vector<double> weights;
    double sum = 0;
    for (const int point : points) {
        const auto i = static_cast<std::size_t>(point);
        const double of_point = data.weights.empty() ? 1.0 : double{data.weights[i]};
        weights.push_back(of_point * rule.weighing.weight(data.labels[i]));
        sum += weights.back();
        weighted.rows.push_back(point);
        weighted.labels.push_back(data.labels[i]);
    }
    const double denominator = rule.reduction == Reduction::R0   ? static_cast<double>(points.size())
                               : rule.reduction == Reduction::R1 ? sum
                                                                 : 1.0;
    for (const double weight : weights) weighted.omega.push_back(static_cast<float>(weight / denominator));
}

torch::Tensor scaled_mask(const DropoutBytes& bytes, int points, int units, DropoutRule rule) {
    const std::vector<std::uint8_t> keep = keep_mask(bytes, points, units, rule.threshold);
    return torch::tensor(keep, torch::kFloat).mul_(rule.scale).view({points, units});
}

BatchSource::BatchSource(const EngineTask& task)
    : task_(task), inputs_(torch::tensor(task.data->inputs, torch::kFloat).view({-1, 2})) {
    for (const Replica& replica : task.setup.replicas) {
        const auto known = std::ranges::find(seeds_, replica.seed);
        seed_index_.push_back(static_cast<std::size_t>(known - seeds_.begin()));
        if (known == seeds_.end()) seeds_.push_back(replica.seed);
    }
    orders_.resize(seeds_.size());
}

std::span<const int> BatchSource::points(std::size_t seed_index, std::int64_t step) {
    const std::int64_t steps = steps_per_epoch(task_.setup, task_.data->size());
    if (step / steps != epoch_) {
        epoch_ = step / steps;
        for (std::size_t s = 0; s < seeds_.size(); ++s)
            orders_[s] = epoch_order(seeds_[s], epoch_, task_.data->size());
    }
    const auto size = static_cast<std::size_t>(batch_size(task_.setup));
    const std::span<const int> order = orders_[seed_index];
    const std::size_t first = static_cast<std::size_t>(step % steps) * size;
    return order.subspan(first, std::min(size, order.size() - first));
}

Batch BatchSource::batch(std::int64_t step, const std::vector<LossRule>& rules, int hidden_units) {
    WeightedPoints weighted;
    std::vector<torch::Tensor> masks;
    const bool drops = hidden_units > 0 && std::ranges::any_of(rules, [](const LossRule& rule) {
                           return rule.dropout.threshold > 0;
                       });
    for (std::size_t r = 0; r < rules.size(); ++r) {
        const std::span<const int> chosen = points(seed_index_[r], step);
        weigh(*task_.data, chosen, rules[r], weighted);
        const DropoutBytes bytes{seeds_[seed_index_[r]], step, batch_size(task_.setup)};
        if (drops)
            masks.push_back(
                scaled_mask(bytes, static_cast<int>(chosen.size()), hidden_units, rules[r].dropout));
    }
    const auto replicas = static_cast<std::int64_t>(rules.size());
    return {
        .inputs = inputs_.index_select(0, torch::tensor(weighted.rows, torch::kLong)).view({replicas, -1, 2}),
        .signs = (2 * torch::tensor(weighted.labels, torch::kFloat) - 1).view({replicas, -1}),
        .omega = torch::tensor(weighted.omega).view({replicas, -1}),
        .dropout = drops ? torch::stack(masks) : torch::Tensor()};
}

}  // namespace reweigh::torch_engine
