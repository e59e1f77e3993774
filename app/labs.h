#pragma once

#include "app/actions.h"
#include "core/config/setup_params.h"

#include <array>
#include <string_view>

namespace reweigh {

// A lab of the window, which a tab and a key show.
struct Lab {
    std::string_view title, help;
    std::string_view first;  // the experiment that it begins with
    ActionId action;
};

inline constexpr std::array labs{
    Lab{"Boundary", "Decision boundaries of points in the plane (Ctrl 1).", "boundary/start",
        ActionId::ShowBoundaryLab},
    Lab{"Images", "Classification ratios of pictures (Ctrl 2).", "images/lobes", ActionId::ShowImagesLab},
};

// Its place among them.
inline std::size_t lab_of(const DataParams& data) { return are_pictures(data) ? 1 : 0; }

}  // namespace reweigh
