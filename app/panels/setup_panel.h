#pragma once

#include "app/outbox.h"
#include "app/view_state.h"

namespace reweigh {

// The rows of what needs a restart, made from the tables of the kinds. They change a draft of the experiment.

void draw_data_rows(Experiment& draft);
// Points edited by hand on the stage.
void draw_point_rows(ViewState& view);
void draw_model_rows(Experiment& draft);
void draw_optimizer_rows(Experiment& draft);
void draw_sweep_rows(Experiment& draft);
// The stop is not drafted: it applies at once.
void draw_run_rows(Experiment& draft, const Snapshot& snapshot, ViewState& view, Outbox& outbox);

}  // namespace reweigh
