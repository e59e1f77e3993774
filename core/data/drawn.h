#pragma once

#include "core/config/setup_params.h"
#include "core/data/dataset.h"

namespace reweigh {

// Points drawn by hand, in their order. Throws Error where a point is not usable or a class is missing.
Dataset make_drawn(const DrawnParams& params);

}  // namespace reweigh
