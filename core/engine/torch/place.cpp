#include "core/engine/torch/place.h"

#include "core/base/error.h"
#include "core/engine/torch/gpu.h"
#include "core/engine/torch/graphs.h"

#include <ATen/Context.h>
#include <ATen/autocast_mode.h>
#include <c10/core/AutogradState.h>
#include <c10/core/impl/VirtualGuardImpl.h>

namespace reweigh::torch_engine {
namespace {

constexpr int most_streams = 16;

}  // namespace

Place Place::of(const EngineTask& task) {
    const int replicas = static_cast<int>(task.setup.replicas.size());
    if (!task.gpu) return Place(replicas, Precision::Fp32);
    if (const std::optional<std::string> reason = gpu_refuses(*task.gpu)) throw Error(*reason);
    const Precision chosen = task.setup.precision;
    return Place(at::Device(at::kCUDA, static_cast<at::DeviceIndex>(*task.gpu)),
                 chosen == Precision::Auto ? Precision::Tf32 : chosen, replicas);
}

Place::Place(at::Device gpu, Precision precision, int replicas)
    : device_(gpu), precision_(precision), dealing_(replicas, most_streams) {
    const c10::impl::VirtualGuardImpl guard(gpu.type());
    for (int lane = 0; lane < dealing_.lanes(); ++lane)
        streams_.push_back(guard.getStreamFromGlobalPool(gpu));
    if (!graphs_refuse(gpu.index())) recorder_ = make_graphs(dealing_.lanes());
}

std::optional<Precision> Place::gpu_precision() const {
    if (device_.is_cpu()) return std::nullopt;
    return precision_;
}

std::int64_t Place::most_points_at_once() const { return device_.is_cpu() ? 256 : 2'000; }

void Place::arrange() const {
    if (device_.is_cpu()) return;
    at::Context& context = at::globalContext();
    context.setAllowTF32CuBLAS(precision_ != Precision::Fp32);
    context.setAllowTF32CuDNN(precision_ != Precision::Fp32);
    context.setDeterministicCuDNN(precision_ == Precision::Fp32);
    context.setBenchmarkCuDNN(false);  // the clock would choose the bits
}

torch::Tensor Place::here(const torch::Tensor& tensor) const {
    return tensor.to(device_, /*non_blocking=*/true);
}

void Place::wait() const {
    for (const c10::Stream& stream : streams_) stream.synchronize();
}

// The gradients' own thread for a GPU would serve all replicas one after another.
Place::Turn::Turn(const Place& place, int replica)
    : had_threads_(c10::AutogradState::get_tls_state().get_multithreading_enabled()) {
    if (place.streams_.empty()) return;
    stream_.reset_stream(place.streams_[static_cast<std::size_t>(place.dealing_.lane_of(replica))]);
    c10::AutogradState::get_tls_state().set_multithreading_enabled(false);
}

Place::Turn::~Turn() { c10::AutogradState::get_tls_state().set_multithreading_enabled(had_threads_); }

Place::Casting::Casting(const Place& place) {
    if (place.precision_ != Precision::Bf16) return;
    device_ = place.device_.type();
    had_cache_ = at::autocast::is_autocast_cache_enabled();
    at::autocast::set_autocast_dtype(*device_, at::kBFloat16);
    at::autocast::set_autocast_cache_enabled(false);  // all threads share it
    at::autocast::set_autocast_enabled(*device_, true);
}

Place::Casting::~Casting() {
    if (!device_) return;
    at::autocast::set_autocast_enabled(*device_, false);
    at::autocast::set_autocast_cache_enabled(had_cache_);
}

}  // namespace reweigh::torch_engine
