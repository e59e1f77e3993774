#pragma once

#include "core/base/geometry.h"

#include <deque>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace reweigh {

// What a person or a script does to the window, as plain values. Pixels of the window's content.
struct PointerMoved {
    Vec2 at;
};
struct ButtonChanged {
    int button = 0;  // 0 left, 1 right, 2 middle
    bool is_down = false;
};
struct WheelTurned {
    Vec2 by;
};
struct KeyChanged {
    std::string key;  // as written on it in the layout in force: "R", "[", "Space", "F12", "Left"
    bool is_down = false;
    bool control = false, shift = false, alt = false;
    bool is_repeat = false;
};
struct TextTyped {
    char32_t letter = 0;
};
struct FocusChanged {
    bool has_focus = false;
};
struct FilesDropped {
    std::vector<std::filesystem::path> files;
};
struct CloseAsked {};
using InputEvent = std::variant<PointerMoved, ButtonChanged, WheelTurned, KeyChanged, TextTyped, FocusChanged,
                                FilesDropped, CloseAsked>;

// Prepares the current Dear ImGui context for feed().
void prepare_input();

// Hands an event to the current Dear ImGui context; events that mean nothing to it are ignored.
void feed(const InputEvent& event);

// The events of one frame: taken from the front of `queue` up to the second change of a button or key, so
// that no press is lost between two frames.
std::vector<InputEvent> take_frame(std::deque<InputEvent>& queue);

// True for keys with their own name, and for every printable one: what KeyChanged::key may hold.
bool is_key_name(std::string_view key);

}  // namespace reweigh
