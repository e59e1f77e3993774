#include "core/engine/torch/recorder.h"

#include <ATen/cuda/CUDAGraph.h>

#include <exception>
#include <mutex>
#include <vector>

namespace reweigh::torch_engine {
namespace {

class Graph : public Recording {
public:
    // pool: memory of what is computed on the way, shared by the graphs of a lane, which take turns.
    Graph(at::MempoolId_t pool, const std::function<void()>& work) {
        graph_.capture_begin(pool, cudaStreamCaptureModeThreadLocal);  // other lanes go on meanwhile
        try {
            work();
        } catch (...) {
            end_in_vain();
            throw;
        }
        graph_.capture_end();
    }
    void play() override { graph_.replay(); }

private:
    void end_in_vain() {
        try {
            graph_.capture_end();
        } catch (const std::exception&) {  // it says again what has failed
        }
    }

    at::cuda::CUDAGraph graph_;
};

class Graphs : public Recorder {
public:
    explicit Graphs(int lanes) {
        for (int lane = 0; lane < lanes; ++lane) pools_.push_back(at::cuda::graph_pool_handle());
    }

    std::unique_ptr<Recording> record(int lane, const std::function<void()>& work) override {
        const std::lock_guard one_at_a_time(capture_);  // the allocator's notes of captures are shared
        return std::make_unique<Graph>(pools_[static_cast<std::size_t>(lane)], work);
    }

private:
    std::vector<at::MempoolId_t> pools_;
    std::mutex capture_;
};

}  // namespace
}  // namespace reweigh::torch_engine

extern "C" int reweigh_graphs_version() { return reweigh::torch_engine::graphs_plugin_version; }

extern "C" reweigh::torch_engine::Recorder* reweigh_make_graphs(int lanes) {
    return new reweigh::torch_engine::Graphs(lanes);
}
