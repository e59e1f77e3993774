#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

struct Snapshot;
struct ViewState;
class Outbox;

// All that a key, the palette, a button or a script can make happen. Each has one row in actions().
enum class ActionId {
    PlayPause,
    Step,
    StepEpoch,
    Reset,
    ResetNextSeed,
    ResetToExperiment,
    Continue,
    WeightDown,
    WeightUp,
    WeightEven,
    ToggleL2,
    ToggleDropout,
    ToggleBatchNorm,
    ShowStage,
    ShowFan,
    ShowPaper,
    ShowBoundaryLab,
    ShowImagesLab,
    FocusPreviousWeight,
    FocusNextWeight,
    FocusPreviousSeed,
    FocusNextSeed,
    FocusNextVariant,
    EditPoints,
    AddPositivePoint,
    AddNegativePoint,
    ChoosePreviousPoint,
    ChooseNextPoint,
    DeletePoint,
    KeyframeBefore,
    KeyframeAfter,
    EditBefore,
    EditAfter,
    FirstKeyframe,
    Follow,
    Fork,
    Exact,
    PinA,
    Compare,
    NudgeUp,
    NudgeDown,
    ApplyPoints,
    Undo,
    Redo,
    Save,
    SaveAs,
    Open,
    CopyLine,
    OpenLine,
    Info,
    VerifyResume,
    Gallery,
    Export,
    Screenshot,
    Describe,
    Palette,
    Keys,
    NextTheme,
    ScaleUp,
    ScaleDown,
    ScaleReset,
    FullScreen,
    HidePanels,
    BackToStage,
    Quit,
};

// A key as written on it, with its modifiers: {"R", false, true}. Letters follow the keyboard layout.
struct Chord {
    std::string_view key;
    bool control = false, shift = false;
    friend bool operator==(const Chord&, const Chord&) = default;
};
std::string to_text(const Chord& chord);  // "Ctrl E"

// What an action does with the run on screen: posts to the outbox, changes the view.
using Effect = void (*)(const Snapshot&, ViewState&, Outbox&);

// One row of the action table: name in the palette and keys.
struct ActionRow {
    ActionId id;
    std::string_view name;
    std::vector<Chord> chords;
    Effect effect = nullptr;  // none: the window itself does it
    bool repeats = false;     // while the key is held
};
std::span<const ActionRow> actions();
const ActionRow& action(ActionId id);
const ActionRow* find_action(const Chord& chord);  // null: no action has this key

}  // namespace reweigh
