#pragma once

#include "app/outbox.h"
#include "app/view_state.h"

#include <filesystem>

namespace reweigh {

// What the actions do with the run on screen: pure in snapshot, view and outbox. One per row of the action
// table (app/actions.cpp), which names them.
void play_or_pause(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void step_once(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void step_epoch(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void reset_run(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void reset_next_seed(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void reset_to_experiment(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void continue_run(const Snapshot& snapshot, ViewState& view, Outbox& outbox);

void weight_down(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void weight_up(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void weight_even(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void switch_l2(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void switch_dropout(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void switch_batch_norm(const Snapshot& snapshot, ViewState& view, Outbox& outbox);

void show_stage(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void show_fan(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void show_paper(const Snapshot& snapshot, ViewState& view, Outbox& outbox);

void focus_weight_before(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void focus_weight_after(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void focus_seed_before(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void focus_seed_after(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void focus_variant_after(const Snapshot& snapshot, ViewState& view, Outbox& outbox);

void switch_point_editing(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void add_positive_point(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void add_negative_point(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void choose_point_before(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void choose_point_after(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void delete_chosen_point(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void nudge_left(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void nudge_right(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void nudge_up(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void nudge_down(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void apply_points(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void undo_last_points(const Snapshot& snapshot, ViewState& view, Outbox& outbox);

// The first of the dropped files is opened; what it is not opened for is a sentence.
void open_dropped(const std::vector<std::filesystem::path>& files, Outbox& outbox);

void show_palette(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void show_gallery(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void show_export(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void show_keys(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void next_theme(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void scale_up(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void scale_down(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void scale_reset(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void hide_or_show_panels(const Snapshot& snapshot, ViewState& view, Outbox& outbox);
void back_to_stage(const Snapshot& snapshot, ViewState& view, Outbox& outbox);

}  // namespace reweigh
