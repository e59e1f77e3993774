#pragma once

#include "app/panels/stage_place.h"
#include "core/state/snapshot.h"

#include <string>
#include <vector>

namespace reweigh {

// "A: run 1, epoch 10".
std::string moment_name(std::string_view letter, const Snapshot& moment);

// A read-out of the model at two moments, as a row: "offset  +0.271  +0.048  -0.223". Values that one has not
// are dashes.
struct ComparedRow {
    std::string name, a, b, difference;
};
std::vector<ComparedRow> compared_rows(const Snapshot& a, const Snapshot& b, int focus);

// The rows on a card in an upper corner of the stage, on the wider side of the line at `split` of its width;
// nothing where there is no room.
void draw_compare_table(const StagePlace& place, const Snapshot& a, const Snapshot& b, int focus,
                        double split);

}  // namespace reweigh
