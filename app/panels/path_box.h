#pragma once

#include "app/outbox.h"
#include "app/view_state.h"

#include <array>
#include <string>
#include <vector>

namespace reweigh {

// The inside of the overlay that asks for a path: a field that Tab completes, what begins like it, or the
// files of late, of a file to save what it shall hold, and the two answers. GUI thread only.
class PathBox {
public:
    void open(const PathQuestion& question);
    // True when it was answered; what is asked for goes to `outbox`.
    bool draw(const PathQuestion& question, bool& saves_history, Outbox& outbox);

private:
    void refresh(const PathQuestion& question);
    bool draw_field(const PathQuestion& question, float width);
    // A line that was clicked; empty for none.
    std::string draw_lines() const;

    std::array<char, 4096> text_{};
    std::vector<std::string> lines_;
    bool is_fresh_ = false;
};

}  // namespace reweigh
