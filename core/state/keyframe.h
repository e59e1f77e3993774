#pragma once

#include "core/config/param.h"
#include "core/state/tensors.h"
#include "core/state/view.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace reweigh {

// Why a moment of a run is kept: its start, the schedule, a figure's column, an edit, the clock, its end;
// somebody asked for that very step.
enum class KeyframeReason { Start, Schedule, Figure, Edit, Clock, Last, Exact };
template <>
inline constexpr auto names_of<KeyframeReason> = std::array{
    Name{KeyframeReason::Start, "start", "start"},
    Name{KeyframeReason::Schedule, "schedule", "schedule"},
    Name{KeyframeReason::Figure, "figure", "figure"},
    Name{KeyframeReason::Edit, "edit", "edit"},
    Name{KeyframeReason::Clock, "clock", "clock"},
    Name{KeyframeReason::Last, "last", "last step"},
    Name{KeyframeReason::Exact, "exact", "exact step"},
};

struct KeyframeMark {
    std::int64_t step = 0;
    KeyframeReason reason = KeyframeReason::Schedule;
    friend bool operator==(const KeyframeMark&, const KeyframeMark&) = default;
};

// Both models at one step. Which live parameters held there says the edit log.
struct Keyframe {
    std::int64_t step = 0;
    KeyframeReason reason = KeyframeReason::Schedule;
    EngineState model;
    std::optional<EngineState> companion;
    std::array<std::vector<int>, 2> parked;  // by role: replicas that train no more, ascending

    const EngineState& state(ModelRole role) const {
        return role == ModelRole::Model ? model : companion.value();
    }
    std::size_t bytes() const;  // of its tensors
};

}  // namespace reweigh
