#include "app/actions.h"

#include "app/lab_effects.h"
#include "app/run_effects.h"
#include "app/time_effects.h"

#include <algorithm>

namespace reweigh {
namespace {

constexpr bool held = true;

Chord plain(std::string_view key) { return {key, false, false}; }
Chord shift(std::string_view key) { return {key, false, true}; }
Chord control(std::string_view key) { return {key, true, false}; }
Chord control_shift(std::string_view key) { return {key, true, true}; }

// PRODUCT.md 3: the keys of what is built.
const std::vector<ActionRow>& table() {
    static const std::vector<ActionRow> rows{
        {ActionId::PlayPause, "Play or pause", {plain("Space")}, play_or_pause},
        {ActionId::Step, "One step", {plain(".")}, step_once, held},
        {ActionId::StepEpoch, "One epoch", {shift(".")}, step_epoch, held},
        {ActionId::Reset, "Reset, same seed", {plain("R")}, reset_run},
        {ActionId::ResetNextSeed, "Reset, next seed", {shift("R")}, reset_next_seed},
        {ActionId::ResetToExperiment, "Reset to experiment", {}, reset_to_experiment},
        {ActionId::Continue, "Continue ten times as long", {}, continue_run},
        {ActionId::WeightDown, "Weight down", {plain("-")}, weight_down, held},
        {ActionId::WeightUp, "Weight up", {plain("+"), plain("=")}, weight_up, held},
        {ActionId::WeightEven, "Weight 1:1", {plain("0")}, weight_even},
        {ActionId::ToggleL2, "L2 on or off", {plain("L")}, switch_l2},
        {ActionId::ToggleDropout, "Dropout on or off", {plain("D")}, switch_dropout},
        {ActionId::ToggleBatchNorm, "Batch norm on or off", {plain("N")}, switch_batch_norm},
        {ActionId::ShowStage, "Stage: the focus, big", {plain("1")}, show_stage},
        {ActionId::ShowFan, "Fan: weights and variants side by side", {plain("2")}, show_fan},
        {ActionId::ShowPaper, "Paper: weights and epochs, as figures have them", {plain("3")}, show_paper},
        {ActionId::ShowBoundaryLab, "Boundary lab", {control("1")}, show_boundary_lab},
        {ActionId::ShowImagesLab, "Images lab", {control("2")}, show_images_lab},
        {ActionId::FocusPreviousWeight, "Focus the weight before", {plain("[")}, focus_weight_before, held},
        {ActionId::FocusNextWeight, "Focus the next weight", {plain("]")}, focus_weight_after, held},
        {ActionId::FocusPreviousSeed, "Focus the seed before", {shift("[")}, focus_seed_before, held},
        {ActionId::FocusNextSeed, "Focus the next seed", {shift("]")}, focus_seed_after, held},
        {ActionId::FocusNextVariant, "Focus the next variant", {plain("V")}, focus_variant_after, held},
        {ActionId::KeyframeBefore,
         "Keyframe before; chosen point left",
         {plain("Left")},
         earlier_or_left,
         held},
        {ActionId::KeyframeAfter,
         "Next keyframe; chosen point right",
         {plain("Right")},
         later_or_right,
         held},
        {ActionId::EditBefore, "Edit before", {plain("PageUp")}, show_edit_before, held},
        {ActionId::EditAfter, "Next edit", {plain("PageDown")}, show_edit_after, held},
        {ActionId::FirstKeyframe, "First keyframe", {plain("Home")}, show_first_keyframe},
        {ActionId::Follow, "Follow the training", {plain("End")}, follow_training},
        {ActionId::Exact, "Exact: train again to the moment pointed at", {plain("X")}, show_exactly},
        {ActionId::PinA, "Pin the moment shown as A, or unpin it", {plain("P")}, pin_moment},
        {ActionId::Compare, "Compare A with the moment shown", {plain("C")}, compare_with_pin},
        {ActionId::Fork, "Fork: a new run from the moment shown", {plain("F")}, fork_here},
        {ActionId::EditPoints, "Edit points", {plain("E")}, switch_point_editing},
        {ActionId::AddPositivePoint, "Add a point of class +", {plain("Insert")}, add_positive_point},
        {ActionId::AddNegativePoint, "Add a point of class \u2212", {shift("Insert")}, add_negative_point},
        {ActionId::ChoosePreviousPoint,
         "Choose the point before",
         {control("Left")},
         choose_point_before,
         held},
        {ActionId::ChooseNextPoint, "Choose the next point", {control("Right")}, choose_point_after, held},
        {ActionId::DeletePoint, "Delete the chosen point", {plain("Delete")}, delete_chosen_point},
        {ActionId::NudgeUp, "Chosen point 0.01 up", {plain("Up")}, nudge_up, held},
        {ActionId::NudgeDown, "Chosen point 0.01 down", {plain("Down")}, nudge_down, held},
        {ActionId::ApplyPoints, "Restart with the points", {plain("Enter")}, apply_points},
        {ActionId::Undo, "Undo", {control("Z")}, nullptr, held},
        {ActionId::Redo, "Redo", {control_shift("Z")}, nullptr, held},
        {ActionId::Save, "Save the run as a checkpoint", {control("S")}},
        {ActionId::SaveAs, "Save the run in another file", {control_shift("S")}},
        {ActionId::Open, "Open a file or an experiment", {control("O")}},
        {ActionId::CopyLine, "Copy a share line of the run", {control("C")}},
        {ActionId::OpenLine, "Open the share line of the clipboard", {control("V")}},
        {ActionId::Info, "Facts of the run: seed, edits, data, versions", {}},
        {ActionId::VerifyResume, "Verify resume: train again and compare bits", {}},
        {ActionId::Gallery, "Figures of all experiments", {plain("G")}, show_gallery},
        {ActionId::Export, "Export the figure on screen", {control("E")}, show_export},
        {ActionId::Screenshot, "PNG of the window", {plain("F12")}},
        {ActionId::Describe, "Describe in words", {control("D")}},
        {ActionId::Palette, "Find an action", {control("K")}, show_palette},
        {ActionId::Keys, "Keys", {plain("F1")}, show_keys},
        {ActionId::NextTheme, "Next theme: light, dark, as the desktop", {}, next_theme},
        {ActionId::ScaleUp, "Larger", {control("+"), control("=")}, scale_up, held},
        {ActionId::ScaleDown, "Smaller", {control("-")}, scale_down, held},
        {ActionId::ScaleReset, "Normal size", {control("0")}, scale_reset},
        {ActionId::FullScreen, "Full screen", {plain("F11")}},
        {ActionId::HidePanels, "Hide or show the panels", {control("B")}, hide_or_show_panels},
        {ActionId::BackToStage, "Back to the stage", {plain("Escape")}, back_to_stage},
        {ActionId::Quit, "Quit", {control("Q")}},
    };
    return rows;
}

}  // namespace

std::string to_text(const Chord& chord) {
    std::string_view key = chord.key;
    if (key == "Delete") key = "Del";
    if (key == "Insert") key = "Ins";
    if (key == "Escape") key = "Esc";
    if (key == "PageUp") key = "PgUp";
    if (key == "PageDown") key = "PgDn";
    if (key == "-") key = "\u2212";
    return std::string(chord.control ? "Ctrl " : "") + (chord.shift ? "Shift " : "") + std::string(key);
}

std::span<const ActionRow> actions() { return table(); }

const ActionRow& action(ActionId id) { return *std::ranges::find(table(), id, &ActionRow::id); }

const ActionRow* find_action(const Chord& chord) {
    const auto row = std::ranges::find_if(table(), [&](const ActionRow& candidate) {
        return std::ranges::find(candidate.chords, chord) != candidate.chords.end();
    });
    return row == table().end() ? nullptr : &*row;
}

}  // namespace reweigh
