#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// A value of a curve as TensorBoard shows it. wall_time: seconds.
struct ScalarEvent {
    std::string tag;
    std::int64_t step = 0;
    double wall_time = 0;
    float value = 0;
};

// An event file of TensorBoard (TFRecord of Event messages) with these values, in this order. Equal input
// gives equal bytes.
std::string to_event_file(const std::vector<ScalarEvent>& events);

}  // namespace reweigh
