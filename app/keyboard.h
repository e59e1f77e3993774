#pragma once

#include "app/actions.h"
#include "app/input.h"

#include <optional>

namespace reweigh {

// Who owns a key: a text field all plain ones, a focused widget Space, Enter, arrows and Esc, the action
// table the rest. GUI thread only.
class Keyboard {
public:
    // What the window does with an event of this frame, before Dear ImGui sees it: null for nothing.
    // `is_typing`: a text field has the keyboard. `has_overlay`: a list lies over the window.
    const ActionRow* action_for(const InputEvent& event, bool is_typing, bool has_overlay);

private:
    const ActionRow* action_for_key(const KeyChanged& key, bool is_typing, bool has_overlay);
    const ActionRow* action_for_sign(const TextTyped& typed, bool is_typing) const;

    bool is_unmatched_ = false;  // the last key had no action: its sign may have one
};

}  // namespace reweigh
