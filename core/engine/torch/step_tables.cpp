#include "core/engine/torch/step_tables.h"

#include "core/engine/torch/descent.h"
#include "core/engine/torch/step_player.h"
#include "core/state/sampling.h"

#include <algorithm>

namespace reweigh::torch_engine {

StepTables::StepTables(const EngineTask& task, std::vector<int> dropout_units)
    : task_(task),
      dropout_units_(std::move(dropout_units)),
      steps_per_epoch_(steps_per_epoch(task.setup, task.data->size())) {}

std::vector<int> StepTables::kept(std::span<const int> order, const Weighing& weighing) const {
    std::vector<int> kept;
    std::ranges::copy_if(order, std::back_inserter(kept), [&](int point) {
        return is_kept(*task_.data, weighing, static_cast<std::size_t>(point));
    });
    return kept;
}

std::optional<Batches> StepTables::next(std::span<const int> order, std::int64_t step,
                                        std::int64_t last) const {
    const std::int64_t size = batch_size(task_.setup), begin = step % steps_per_epoch_ * size;
    const std::int64_t left = static_cast<std::int64_t>(order.size()) - begin;
    if (step == last || left <= 0) return std::nullopt;
    const std::int64_t whole = std::min({left / size, last - step, StepPlayer::most_steps(size)});
    const std::int64_t points = whole > 0 ? whole * size : left;
    return Batches{step, std::max<std::int64_t>(whole, 1),
                   order.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(points))};
}

StepInputs StepTables::table(std::uint64_t seed, const Batches& batches, const LossRule& rule) const {
    const std::size_t size = batches.points.size() / static_cast<std::size_t>(batches.count);
    WeightedPoints weighted;
    Tensors corrections;
    std::vector<Tensors> masks(rule.dropout.threshold == 0 ? 0 : dropout_units_.size());
    for (std::int64_t i = 0; i < batches.count; ++i) {
        const std::int64_t step = batches.step + i;
        weigh(*task_.data, batches.points.subspan(static_cast<std::size_t>(i) * size, size), rule, weighted);
        corrections.push_back(corrections_at(task_.setup.optimizer, step));
        for (std::size_t layer = 0; layer < masks.size(); ++layer)
            masks[layer].push_back(
                scaled_mask({seed, step, batch_size(task_.setup), static_cast<std::uint32_t>(layer)},
                            static_cast<int>(size), dropout_units_[layer], rule.dropout));
    }
    StepInputs table{
        .rows = torch::tensor(weighted.rows, torch::kLong).view({batches.count, -1}),
        .labels = torch::tensor(weighted.labels).view({batches.count, -1}),
        .omega = torch::tensor(weighted.omega).view({batches.count, -1}),
        .corrections = corrections.front().defined() ? torch::stack(corrections) : torch::Tensor(),
        .masks = {}};
    for (const Tensors& of_layer : masks) table.masks.push_back(torch::stack(of_layer));
    return table;
}

}  // namespace reweigh::torch_engine
