#pragma once

#include "core/config/param.h"

#include <array>

namespace reweigh {

// What the middle of the window shows: the focus replica, big; weights and variants side by side, now; the
// paper's grid of weights and epochs.
enum class LabView { Stage, Fan, Paper };
template <>
inline constexpr auto names_of<LabView> = std::array{
    Name{LabView::Stage, "stage", "Stage"},
    Name{LabView::Fan, "fan", "Fan"},
    Name{LabView::Paper, "paper", "Paper"},
};

}  // namespace reweigh
