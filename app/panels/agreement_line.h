#pragma once

#include "core/base/geometry.h"
#include "core/state/snapshot.h"

#include <memory>
#include <string>
#include <vector>

namespace reweigh {

// "Agreement  test pictures: weights 82 %, seeds 78 %  ...  by chance: weights 60 %, seeds 64 %", and from
// which epochs its models have no training errors, of one variant at the last read-out, in as many lines as
// the width asks for.
class AgreementLine {
public:
    double height(const Snapshot& snapshot, int variant, double width);  // units, as `width`
    void draw(Vec2 corner, double width) const;  // corner: pixels; what height() was asked about last

private:
    void refresh(const Snapshot& snapshot, int variant);

    std::shared_ptr<const Votes> votes_;  // keeps its address its own
    int variant_ = -1;
    std::vector<std::string> parts_;
};

}  // namespace reweigh
