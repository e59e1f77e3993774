#pragma once

#include "core/config/precision.h"
#include "core/engine/dealing.h"
#include "core/engine/engine.h"
#include "core/engine/torch/recorder.h"

#include <c10/core/Stream.h>
#include <c10/core/StreamGuard.h>
#include <torch/types.h>

#include <memory>
#include <optional>
#include <vector>

namespace reweigh::torch_engine {

// Where an engine's tensors lie and how it computes there: on the processor in float32, a lane a replica, or
// on a GPU in the precision chosen, a lane a stream. ENGINE.md 6.
class Place {
public:
    // task.gpu, or the processor. Throws Error for a GPU that LibTorch cannot use.
    static Place of(const EngineTask& task);
    // The processor in any precision, with any recorder: what a GPU's ways are tried with where there is
    // none.
    Place(int replicas, Precision precision, std::unique_ptr<Recorder> recorder = nullptr)
        : precision_(precision), dealing_(replicas, replicas), recorder_(std::move(recorder)) {}

    std::optional<Precision> gpu_precision() const;
    const Dealing& dealing() const { return dealing_; }
    Recorder* recorder() const { return recorder_.get(); }  // of steps for its lanes; null: none
    std::int64_t most_points_at_once() const;  // in one evaluation: what its layers hold stays small

    // What LibTorch keeps for the whole process; before each round of work.
    void arrange() const;
    // A tensor of the processor, there; itself where it lies there already. For the thread's turn alone, or
    // for all lanes.
    torch::Tensor here(const torch::Tensor& tensor) const;
    torch::Tensor for_all(const torch::Tensor& tensor) const { return tensor.to(device_); }
    void wait() const;  // until all work of its lanes is done

    // While it lives, the thread works for a replica: on its stream, gradients included.
    class Turn {
    public:
        Turn(const Place& place, int replica);
        ~Turn();
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

    private:
        c10::OptionalStreamGuard stream_;
        bool had_threads_;
    };
    // While it lives, the thread's layers multiply in the place's precision.
    class Casting {
    public:
        explicit Casting(const Place& place);
        ~Casting();
        Casting(const Casting&) = delete;
        Casting& operator=(const Casting&) = delete;

    private:
        std::optional<at::DeviceType> device_;  // whose casting is on
        bool had_cache_ = false;
    };

private:
    Place(at::Device gpu, Precision precision, int replicas);

    at::Device device_{at::kCPU};
    Precision precision_;
    Dealing dealing_;
    std::vector<c10::Stream> streams_;  // a lane each; none on the processor
    std::unique_ptr<Recorder> recorder_;
};

}  // namespace reweigh::torch_engine
