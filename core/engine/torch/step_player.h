#pragma once

#include "core/engine/torch/descent.h"
#include "core/engine/torch/recorder.h"
#include "core/engine/torch/step_inputs.h"

#include <atomic>
#include <memory>
#include <vector>

namespace reweigh::torch_engine {

// What decides which operations a step has; all else lies in tensors.
struct StepForm {
    bool batch_norm = false, dropout = false;
    bool operator==(const StepForm&) const = default;
};

// A replica's step, recorded.
struct RecordedStep {
    StepForm form;
    std::unique_ptr<Recording> recording;  // none yet, or none that suits its tensors
};

// Trains on tables by recorded steps. A lane's recordings read one table and one step size, which are filled
// anew; its replicas take turns. ENGINE.md 6, option 2.
class StepPlayer {
public:
    using Step = std::function<void(const StepInputs& inputs, const StepSize& size)>;

    StepPlayer(Recorder& recorder, int lanes)
        : recorder_(recorder), lanes_(static_cast<std::size_t>(lanes)) {}

    // False, with nothing done, where steps cannot be recorded. Else every step of a table of at most
    // `most_steps` and always the same batch size. step: does one; rehearse: does one that leaves no trace,
    // so that nothing is set up while a step is recorded. What the step refers to must live as long as the
    // recording. In a turn of the lane.
    bool play(int lane, RecordedStep& recorded, const StepForm& form, const StepInputs& table,
              const StepSize& size, const Step& step, const Step& rehearse);

    static std::int64_t most_steps(std::int64_t batch_size);  // at once

private:
    struct Lane {
        StepInputs table;
        StepSize size;
        torch::Tensor next;  // (1): the step of the table
    };

    void record(int which, RecordedStep& recorded, const StepForm& form, const Step& step,
                const Step& rehearse);
    void fill(Lane& lane, const StepInputs& table, const StepSize& size) const;

    Recorder& recorder_;
    std::vector<Lane> lanes_;
    std::atomic<bool> records_ = true;  // until it failed once
};

}  // namespace reweigh::torch_engine
