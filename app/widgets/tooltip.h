#pragma once

#include <imgui.h>

#include <string_view>

namespace reweigh {

// Shows `help` below a rectangle: at once with keyboard focus, after half a second under the pointer.
void help_tooltip(ImGuiID id, bool hovered, bool focused, ImVec2 low, ImVec2 high, std::string_view help);

// A card below a rectangle with a sentence; `is_refusal` gives it a red edge.
enum class CardMood { Help, Refusal };
void text_card(ImVec2 low, ImVec2 high, std::string_view text, CardMood mood);

}  // namespace reweigh
