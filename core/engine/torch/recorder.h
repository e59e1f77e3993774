#pragma once

#include <functional>
#include <memory>

// What libreweigh_graphs.so exports, made by the same compiler and for the same LibTorch:
//   extern "C" int reweigh_graphs_version();  // graphs_plugin_version
//   extern "C" reweigh::torch_engine::Recorder* reweigh_make_graphs(int lanes);  // the caller owns it

namespace reweigh::torch_engine {

// What a lane was once given to do, as a graph of a GPU. What it reads and writes must stay where it was.
class Recording {
public:
    virtual ~Recording() = default;
    virtual void play() = 0;  // does it again; in a turn of its lane
};

// Makes recordings. Threads may record for different lanes at a time.
class Recorder {
public:
    virtual ~Recorder() = default;
    // Keeps what `work` gives the lane to do, undone as yet: calls it now, or else at each play. In a turn of
    // the lane. Throws what it throws, and c10::Error where it cannot be kept.
    virtual std::unique_ptr<Recording> record(int lane, const std::function<void()>& work) = 0;
};

// Counts up when Recording or Recorder changes.
inline constexpr int graphs_plugin_version = 1;

using GraphsVersion = int();
using MakeGraphs = Recorder*(int lanes);

}  // namespace reweigh::torch_engine
