#include "core/engine/torch/step_player.h"

#include <c10/util/Exception.h>

#include <algorithm>

namespace reweigh::torch_engine {
namespace {

constexpr int rehearsals = 3;  // libraries choose and set up what they use within them
constexpr std::int64_t most_points = 1'024;

// Of the first steps of a table: room for `steps` of them.
torch::Tensor room_for(std::int64_t steps, const torch::Tensor& table) {
    std::vector<std::int64_t> shape = table.sizes().vec();
    shape.front() = steps;
    return table.new_zeros(shape);
}

// Into the first steps of a table that has room; made when first needed.
void put(torch::Tensor& table, const torch::Tensor& steps, std::int64_t most) {
    if (!steps.defined()) return;
    if (!table.defined()) table = room_for(most, steps);
    table.narrow(0, 0, steps.size(0)).copy_(steps, /*non_blocking=*/true);
}

void put(torch::Tensor& number, const torch::Tensor& value) {
    if (number.defined())
        number.copy_(value, /*non_blocking=*/true);
    else
        number = value.clone();
}

}  // namespace

std::int64_t StepPlayer::most_steps(std::int64_t batch_size) {
    return std::max<std::int64_t>(most_points / batch_size, 1);
}

void StepPlayer::fill(Lane& lane, const StepInputs& table, const StepSize& size) const {
    const std::int64_t most = most_steps(table.rows.size(1));
    put(lane.table.rows, table.rows, most);
    put(lane.table.labels, table.labels, most);
    put(lane.table.omega, table.omega, most);
    put(lane.table.corrections, table.corrections, most);
    lane.table.masks.resize(std::max(lane.table.masks.size(), table.masks.size()));
    for (std::size_t layer = 0; layer < table.masks.size(); ++layer)
        put(lane.table.masks[layer], table.masks[layer], most);
    put(lane.size.rate, size.rate);
    put(lane.size.l2, size.l2);
    put(lane.size.decay, size.decay);
    if (!lane.next.defined()) lane.next = table.rows.new_zeros({1});
    lane.next.zero_();
}

void StepPlayer::record(int which, RecordedStep& recorded, const StepForm& form, const Step& step,
                        const Step& rehearse) {
    Lane& lane = lanes_[static_cast<std::size_t>(which)];
    const auto inputs = [&lane, form] {
        StepInputs next = step_of(lane.table, lane.next);
        if (!form.dropout) next.masks.clear();
        return next;
    };
    recorded.recording.reset();
    for (int i = 0; i < rehearsals; ++i) rehearse(inputs(), lane.size);
    try {
        recorded = {form, recorder_.record(which, [&lane, inputs, step] {
                        step(inputs(), lane.size);
                        lane.next.add_(1);
                    })};
    } catch (const c10::Error&) {
        records_ = false;
    }
}

bool StepPlayer::play(int which, RecordedStep& recorded, const StepForm& form, const StepInputs& table,
                      const StepSize& size, const Step& step, const Step& rehearse) {
    if (!records_) return false;
    fill(lanes_[static_cast<std::size_t>(which)], table, size);
    if (!recorded.recording || recorded.form != form) record(which, recorded, form, step, rehearse);
    if (!recorded.recording) return false;
    for (std::int64_t i = 0; i < table.rows.size(0); ++i) recorded.recording->play();
    return true;
}

}  // namespace reweigh::torch_engine
