#include "app/input.h"

#include "core/base/overloaded.h"

#include <imgui.h>

#include <algorithm>
#include <array>

namespace reweigh {
namespace {

struct KeyRow {
    std::string_view name;
    ImGuiKey key;
};
// Keys that Dear ImGui itself uses: to move the focus, to edit text.
constexpr std::array gui_keys{
    KeyRow{"Tab", ImGuiKey_Tab},
    KeyRow{"Left", ImGuiKey_LeftArrow},
    KeyRow{"Right", ImGuiKey_RightArrow},
    KeyRow{"Up", ImGuiKey_UpArrow},
    KeyRow{"Down", ImGuiKey_DownArrow},
    KeyRow{"PageUp", ImGuiKey_PageUp},
    KeyRow{"PageDown", ImGuiKey_PageDown},
    KeyRow{"Home", ImGuiKey_Home},
    KeyRow{"End", ImGuiKey_End},
    KeyRow{"Delete", ImGuiKey_Delete},
    KeyRow{"Insert", ImGuiKey_Insert},
    KeyRow{"Backspace", ImGuiKey_Backspace},
    KeyRow{"Space", ImGuiKey_Space},
    KeyRow{"Enter", ImGuiKey_Enter},
    KeyRow{"Escape", ImGuiKey_Escape},
    KeyRow{"A", ImGuiKey_A},
    KeyRow{"C", ImGuiKey_C},
    KeyRow{"V", ImGuiKey_V},
    KeyRow{"X", ImGuiKey_X},
    KeyRow{"Y", ImGuiKey_Y},
    KeyRow{"Z", ImGuiKey_Z},
};

const KeyRow* gui_key(std::string_view name) {
    const auto row = std::ranges::find(gui_keys, name, &KeyRow::name);
    return row == gui_keys.end() ? nullptr : row;
}

// Dear ImGui took state up to 1.86 and takes events from 1.87 on.
#if IMGUI_VERSION_NUM < 18700
void move_pointer(ImGuiIO& io, ImVec2 at) { io.MousePos = at; }
void change_button(ImGuiIO& io, int button, bool is_down) { io.MouseDown[button] = is_down; }
void turn_wheel(ImGuiIO& io, ImVec2 by) {
    io.MouseWheelH += by.x;
    io.MouseWheel += by.y;
}
void change_modifiers(ImGuiIO& io, const KeyChanged& key) {
    io.KeyCtrl = key.control;
    io.KeyShift = key.shift;
    io.KeyAlt = key.alt;
}
void change_key(ImGuiIO& io, ImGuiKey key, bool is_down) { io.KeysDown[key] = is_down; }
void name_keys(ImGuiIO& io) {
    for (const KeyRow& row : gui_keys) io.KeyMap[row.key] = row.key;
}
#else
void move_pointer(ImGuiIO& io, ImVec2 at) { io.AddMousePosEvent(at.x, at.y); }
void change_button(ImGuiIO& io, int button, bool is_down) { io.AddMouseButtonEvent(button, is_down); }
void turn_wheel(ImGuiIO& io, ImVec2 by) { io.AddMouseWheelEvent(by.x, by.y); }
void change_modifiers(ImGuiIO& io, const KeyChanged& key) {
    io.AddKeyEvent(ImGuiMod_Ctrl, key.control);
    io.AddKeyEvent(ImGuiMod_Shift, key.shift);
    io.AddKeyEvent(ImGuiMod_Alt, key.alt);
}
void change_key(ImGuiIO& io, ImGuiKey key, bool is_down) { io.AddKeyEvent(key, is_down); }
void name_keys(ImGuiIO&) {}
#endif

void release_all(ImGuiIO& io) {
    for (const KeyRow& row : gui_keys) change_key(io, row.key, false);
    change_modifiers(io, {});
    for (int button = 0; button < 3; ++button) change_button(io, button, false);
}

bool changes_a_switch(const InputEvent& event) {
    return std::holds_alternative<ButtonChanged>(event) || std::holds_alternative<KeyChanged>(event);
}

}  // namespace

void prepare_input() {
    ImGuiIO& io = ImGui::GetIO();
    name_keys(io);
    io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
}

void feed(const InputEvent& event) {
    ImGuiIO& io = ImGui::GetIO();
    const auto point = [](Vec2 at) { return ImVec2{static_cast<float>(at.x), static_cast<float>(at.y)}; };
    std::visit(overloaded{
                   [&](const PointerMoved& moved) { move_pointer(io, point(moved.at)); },
                   [&](const ButtonChanged& changed) { change_button(io, changed.button, changed.is_down); },
                   [&](const WheelTurned& turned) { turn_wheel(io, point(turned.by)); },
                   [&](const KeyChanged& changed) {
                       change_modifiers(io, changed);
                       if (const KeyRow* row = gui_key(changed.key))
                           change_key(io, row->key, changed.is_down);
                   },
                   [&](const TextTyped& typed) { io.AddInputCharacter(typed.letter); },
                   [&](const FocusChanged& changed) {
                       if (!changed.has_focus) release_all(io);
                   },
                   [](const FilesDropped&) {},
                   [](const CloseAsked&) {},
               },
               event);
}

std::vector<InputEvent> take_frame(std::deque<InputEvent>& queue) {
    std::vector<InputEvent> frame;
    bool is_switched = false;
    while (!queue.empty()) {
        const bool moves = std::holds_alternative<PointerMoved>(queue.front());
        const bool switches = changes_a_switch(queue.front());
        if (is_switched && (moves || switches)) break;
        is_switched = switches || is_switched;
        frame.push_back(std::move(queue.front()));
        queue.pop_front();
    }
    return frame;
}

bool is_key_name(std::string_view key) {
    constexpr std::array<std::string_view, 12> functions{"F1", "F2", "F3", "F4",  "F5",  "F6",
                                                         "F7", "F8", "F9", "F10", "F11", "F12"};
    return key.size() == 1 || gui_key(key) || std::ranges::find(functions, key) != functions.end();
}

}  // namespace reweigh
