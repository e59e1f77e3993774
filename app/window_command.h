#pragma once

#include "app/arguments.h"

namespace reweigh {

// Opens the window and returns when it closes: an exit code of PRODUCT.md 8. `arguments`: those of main().
// Two programs share all but this: `reweigh` loads neither GLFW nor GL and becomes `reweigh-window`, which
// lies beside it. Throws DeviceError without a display, and InputError.
int open_window(const WindowRequest& request, char** arguments);

}  // namespace reweigh
