#pragma once

#include <span>
#include <string_view>

namespace reweigh {

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
    FocusPreviousWeight,
    FocusNextWeight,
    FocusPreviousSeed,
    FocusNextSeed,
    FocusNextVariant,
    ShowStage,
    EditPoints,
    DeletePoint,
    ApplyPoints,
    Undo,
    Export,
    Screenshot,
    Describe,
    Palette,
    Keys,
    FullScreen,
    HidePanels,
    NextRegion,
    BackToStage,
    ScaleUp,
    ScaleDown,
    ScaleReset,
    NextTheme,
    Quit,
};

// A key as written on it, with its modifiers: {"R", Shift}. Letters follow the keyboard layout.
struct Chord {
    std::string_view key;
    bool control = false, shift = false;
    friend bool operator==(const Chord&, const Chord&) = default;
};

// One row of the action table: name in the palette, its words, its keys.
struct ActionRow {
    ActionId id;
    std::string_view name, help;
    std::span<const Chord> chords;
};
std::span<const ActionRow> actions();
const ActionRow& action(ActionId id);

}  // namespace reweigh
