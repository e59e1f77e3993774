#include "app/keyboard.h"

#include "app/widgets/focus.h"

#include <algorithm>
#include <array>

namespace reweigh {
namespace {

struct FocusRow {
    std::string_view key;
    FocusKey meaning;
};
constexpr std::array focus_keys{
    FocusRow{"Space", FocusKey::Activate}, FocusRow{"Enter", FocusKey::Activate},
    FocusRow{"Left", FocusKey::Less},      FocusRow{"Down", FocusKey::Down},
    FocusRow{"Right", FocusKey::More},     FocusRow{"Up", FocusKey::Up},
    FocusRow{"Escape", FocusKey::Leave},
};

bool is_for_focus(const KeyChanged& key) {
    if (key.key == "Tab") return press_focus_key(key.shift ? FocusKey::Previous : FocusKey::Next);
    if (key.key == "F6") return press_focus_key(FocusKey::NextRegion);
    const auto row = std::ranges::find(focus_keys, key.key, &FocusRow::key);
    return row != focus_keys.end() && press_focus_key(row->meaning);
}

// What text fields do themselves.
bool edits_text(const KeyChanged& key) {
    constexpr std::string_view letters = "ACVXYZ";
    return key.control && key.key.size() == 1 && letters.find(key.key) != letters.npos;
}

bool works_over_lists(ActionId id) {
    constexpr std::array ids{ActionId::BackToStage, ActionId::Palette,    ActionId::Keys,
                             ActionId::Quit,        ActionId::Screenshot, ActionId::ScaleUp,
                             ActionId::ScaleDown,   ActionId::ScaleReset};
    return std::ranges::find(ids, id) != ids.end();
}

}  // namespace

const ActionRow* Keyboard::action_for(const InputEvent& event, bool is_typing, bool has_overlay) {
    if (const auto* key = std::get_if<KeyChanged>(&event); key && key->is_down) {
        const ActionRow* row = action_for_key(*key, is_typing, has_overlay);
        is_unmatched_ = !row;
        return row;
    }
    if (const auto* typed = std::get_if<TextTyped>(&event); typed && !has_overlay)
        return action_for_sign(*typed, is_typing);
    return nullptr;
}

const ActionRow* Keyboard::action_for_key(const KeyChanged& key, bool is_typing, bool has_overlay) {
    if (is_typing && (edits_text(key) || !key.control) && key.key != "F1" &&
        !(has_overlay && key.key == "Escape"))
        return nullptr;
    const bool leaves_overlay = has_overlay && key.key == "Escape";
    if (!key.control && !key.alt && !leaves_overlay && is_for_focus(key)) return nullptr;
    if (key.alt) return nullptr;
    const ActionRow* row = find_action(Chord{key.key, key.control, key.shift});
    if (!row || (key.is_repeat && !row->repeats)) return nullptr;
    return !has_overlay || works_over_lists(row->id) ? row : nullptr;
}

// Signs lie under other keys, or behind a modifier, in other layouts: what was typed counts there.
const ActionRow* Keyboard::action_for_sign(const TextTyped& typed, bool is_typing) const {
    constexpr std::string_view signs = "+-[].";
    if (is_typing || !is_unmatched_ || typed.letter > 127) return nullptr;
    const char sign = static_cast<char>(typed.letter);
    if (signs.find(sign) == signs.npos) return nullptr;
    return find_action(Chord{std::string_view(&sign, 1), false, false});
}

}  // namespace reweigh
