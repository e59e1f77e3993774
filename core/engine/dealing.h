#pragma once

#include <algorithm>
#include <vector>

namespace reweigh {

// Which of several lanes (threads, streams of a GPU) a replica is trained on. It keeps its lane for good:
// what a lane frees is taken up again in its own order, and no replica's numbers depend on the number of
// lanes.
class Dealing {
public:
    // As even as it can be. Both at least 1.
    Dealing(int replicas, int most_lanes) : replicas_(replicas), lanes_(std::min(replicas, most_lanes)) {}

    int lanes() const { return lanes_; }
    int lane_of(int replica) const { return replica % lanes_; }
    std::vector<int> replicas_of(int lane) const {  // ascending
        std::vector<int> dealt;
        for (int replica = lane; replica < replicas_; replica += lanes_) dealt.push_back(replica);
        return dealt;
    }

private:
    int replicas_, lanes_;
};

}  // namespace reweigh
