#pragma once

#include "app/panel.h"

#include <string>

namespace reweigh {

// Lab, transport, pace, state, epoch, speed. `threads`: that the engines may use. Its buttons begin above the
// stage.
std::unique_ptr<Panel> make_top_bar(int threads);

// "4.1 M/s", "820 k/s", "12 /s".
std::string rate_text(double per_second);

}  // namespace reweigh
