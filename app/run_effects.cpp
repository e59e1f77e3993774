#include "app/run_effects.h"

#include "app/file_kinds.h"
#include "app/panels/live_draft.h"
#include "app/panels/point_draft.h"
#include "app/panels/setup_draft.h"
#include "core/base/overloaded.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace reweigh {
namespace {

const Setup* setup_of(const Snapshot& snapshot) { return snapshot.scene ? &snapshot.scene->setup : nullptr; }

// What a restart begins with: the experiment with the values that the controls show, without scripted edits.
Experiment with_controls(const Snapshot& snapshot, const ViewState& view, const Outbox& outbox) {
    Experiment experiment = view.draft.value_or(view.experiment);
    experiment.edits.clear();
    return keeping_live(std::move(experiment), snapshot, outbox.live(snapshot));
}

void scale_to(ViewState& view, double scale) { view.ui_scale = std::clamp(scale, 0.75, 3.0); }

// The replica that differs from the focus in one property by as little as possible, upwards or downwards.
template <class Property>
void move_focus(const Snapshot& snapshot, ViewState& view, Property property, int direction) {
    const Setup* setup = setup_of(snapshot);
    if (!setup || setup->replicas.empty()) return;
    const auto& replicas = setup->replicas;
    const Replica from = replicas[static_cast<std::size_t>(view.focus)];
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < replicas.size(); ++i) {
        Replica alike = replicas[i];
        alike.*property = from.*property;
        const bool is_ahead =
            direction > 0 ? replicas[i].*property > from.*property : replicas[i].*property < from.*property;
        if (alike != from || !is_ahead) continue;
        const bool is_nearer = best && (direction > 0 ? replicas[i].*property < replicas[*best].*property
                                                      : replicas[i].*property > replicas[*best].*property);
        if (!best || is_nearer) best = i;
    }
    if (best) view.focus = static_cast<int>(*best);
}

// Points are edited on the stage alone.
void show_cells(ViewState& view, LabView cells) {
    view.lab_view = cells;
    view.points.is_on = false;
    view.hover.stage.reset();
}

void nudge(const Snapshot& snapshot, ViewState& view, Vec2 by) {
    if (snapshot.scene && view.points.is_on) nudge_point(view.points, *snapshot.scene->data, by);
}

// In the middle of what the stage shows; from there the arrows move it.
void add_point_in_the_middle(const Snapshot& snapshot, ViewState& view, bool positive) {
    if (!snapshot.scene || !view.points.is_on) return;
    const Dataset& data = *snapshot.scene->data;
    add_point(view.points, data, view.stage_world.value_or(data.area_box).center(), positive);
}

void choose(const Snapshot& snapshot, ViewState& view, int direction) {
    if (snapshot.scene && view.points.is_on) choose_point(view.points, *snapshot.scene->data, direction);
}

}  // namespace

void play_or_pause(const Snapshot& snapshot, ViewState&, Outbox& outbox) {
    std::visit(overloaded{
                   [&](const Ready&) { outbox.post(Run{}); },
                   [&](const Paused&) { outbox.post(Run{}); },
                   [&](const Running&) { outbox.post(Pause{}); },
                   [&](const Finished&) { outbox.post(Run{}); },  // ten times as far
                   [&](const Failed& failed) { outbox.request(Say{failed.sentence}); },
               },
               snapshot.status);
}

void step_once(const Snapshot&, ViewState&, Outbox& outbox) { outbox.post(Step{1}); }
void step_epoch(const Snapshot& snapshot, ViewState&, Outbox& outbox) {
    outbox.post(Step{snapshot.steps_per_epoch});
}

void reset_run(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    if (!snapshot.scene) return outbox.request(Restart{view.experiment});
    Setup setup = snapshot.scene->setup;
    setup.stop = snapshot.stop;
    outbox.request(Begin{{std::move(setup), outbox.live(snapshot), {}, snapshot.scene->data}});
}

void reset_next_seed(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    Experiment experiment = with_controls(snapshot, view, outbox);
    ++experiment.setup.seed;
    for (Replica& replica : experiment.setup.replicas) ++replica.seed;
    outbox.request(Restart{std::move(experiment)});
}

void reset_to_experiment(const Snapshot&, ViewState& view, Outbox& outbox) {
    outbox.request(LoadExperiment{view.experiment.id});
}

void continue_run(const Snapshot&, ViewState&, Outbox& outbox) { outbox.post(Run{}); }

void weight_down(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    edit_live(snapshot, view, outbox, [](LiveParams& params) { step_importance(params, -1); });
}
void weight_up(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    edit_live(snapshot, view, outbox, [](LiveParams& params) { step_importance(params, 1); });
}
void weight_even(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    edit_live(snapshot, view, outbox, reset_importance);
}
void switch_l2(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    edit_live(snapshot, view, outbox, toggle_l2);
}
void switch_dropout(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    edit_live(snapshot, view, outbox, toggle_dropout);
}
void switch_batch_norm(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    edit_live(snapshot, view, outbox, toggle_batch_norm);
}

void show_stage(const Snapshot&, ViewState& view, Outbox&) { view.lab_view = LabView::Stage; }
void show_fan(const Snapshot&, ViewState& view, Outbox&) { show_cells(view, LabView::Fan); }
void show_paper(const Snapshot&, ViewState& view, Outbox&) { show_cells(view, LabView::Paper); }

void focus_weight_before(const Snapshot& snapshot, ViewState& view, Outbox&) {
    move_focus(snapshot, view, &Replica::weight, -1);
}
void focus_weight_after(const Snapshot& snapshot, ViewState& view, Outbox&) {
    move_focus(snapshot, view, &Replica::weight, 1);
}
void focus_seed_before(const Snapshot& snapshot, ViewState& view, Outbox&) {
    move_focus(snapshot, view, &Replica::seed, -1);
}
void focus_seed_after(const Snapshot& snapshot, ViewState& view, Outbox&) {
    move_focus(snapshot, view, &Replica::seed, 1);
}

void focus_variant_after(const Snapshot& snapshot, ViewState& view, Outbox&) {
    const int before = view.focus;
    move_focus(snapshot, view, &Replica::variant, 1);
    if (view.focus != before) return;
    for (int last = -1; view.focus != last;) {  // after the last one comes the first
        last = view.focus;
        move_focus(snapshot, view, &Replica::variant, -1);
    }
}

void switch_point_editing(const Snapshot& snapshot, ViewState& view, Outbox&) {
    if (!snapshot.scene) return;
    view.points.is_on = !view.points.is_on;
    if (view.points.is_on) view.lab_view = LabView::Stage;
}

void add_positive_point(const Snapshot& snapshot, ViewState& view, Outbox&) {
    add_point_in_the_middle(snapshot, view, true);
}
void add_negative_point(const Snapshot& snapshot, ViewState& view, Outbox&) {
    add_point_in_the_middle(snapshot, view, false);
}
void choose_point_before(const Snapshot& snapshot, ViewState& view, Outbox&) { choose(snapshot, view, -1); }
void choose_point_after(const Snapshot& snapshot, ViewState& view, Outbox&) { choose(snapshot, view, 1); }
void delete_chosen_point(const Snapshot& snapshot, ViewState& view, Outbox&) {
    if (snapshot.scene && view.points.is_on) delete_point(view.points, *snapshot.scene->data);
}

void nudge_left(const Snapshot& snapshot, ViewState& view, Outbox&) { nudge(snapshot, view, {-0.01, 0}); }
void nudge_right(const Snapshot& snapshot, ViewState& view, Outbox&) { nudge(snapshot, view, {0.01, 0}); }
void nudge_up(const Snapshot& snapshot, ViewState& view, Outbox&) { nudge(snapshot, view, {0, 0.01}); }
void nudge_down(const Snapshot& snapshot, ViewState& view, Outbox&) { nudge(snapshot, view, {0, -0.01}); }

void apply_points(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
    if (!view.points.is_on || !view.points.pending || view.is_starting) return;
    const SeparatorPreview preview = preview_separator(*view.points.pending);
    if (!preview.refusal.empty()) return outbox.request(Say{preview.refusal});
    const bool goes_on = view.points.restarts && std::holds_alternative<Running>(snapshot.status);
    outbox.request(Restart{with_points(with_controls(snapshot, view, outbox), *view.points.pending),
                           goes_on ? AfterStart::Train : AfterStart::Wait});
}

void undo_last_points(const Snapshot& snapshot, ViewState& view, Outbox&) {
    if (snapshot.scene) undo_points(view.points, *snapshot.scene->data);
}

void open_dropped(const std::vector<std::filesystem::path>& files, Outbox& outbox) {
    const std::filesystem::path& file = files.front();
    if (!file_kind(file))
        return outbox.request(Say{
            file.filename().string() +
            " is neither an experiment (.json), points (.csv), a checkpoint (.safetensors) nor a figure."});
    outbox.request(LoadExperiment{std::filesystem::absolute(file).string()});
    if (files.size() > 1)
        outbox.request(Say{"One file at a time: " + file.filename().string() + " is opened, " +
                           std::to_string(files.size() - 1) +
                           (files.size() == 2 ? " other is not." : " others are not.")});
}

void show_palette(const Snapshot&, ViewState& view, Outbox&) { view.overlay = Overlay::Palette; }
void show_keys(const Snapshot&, ViewState& view, Outbox&) { view.overlay = Overlay::Keys; }

void show_gallery(const Snapshot&, ViewState& view, Outbox&) { view.overlay = Overlay::Gallery; }
void show_export(const Snapshot&, ViewState& view, Outbox&) { view.overlay = Overlay::Export; }

void next_theme(const Snapshot&, ViewState& view, Outbox&) {
    constexpr int themes = 3;
    view.theme = static_cast<ThemeChoice>((static_cast<int>(view.theme) + 1) % themes);
}

void scale_up(const Snapshot&, ViewState& view, Outbox&) { scale_to(view, view.ui_scale + 0.25); }
void scale_down(const Snapshot&, ViewState& view, Outbox&) { scale_to(view, view.ui_scale - 0.25); }
void scale_reset(const Snapshot&, ViewState& view, Outbox&) { scale_to(view, 1); }

void hide_or_show_panels(const Snapshot&, ViewState& view, Outbox&) {
    const bool show = !view.controls_visible && !shows_curves(view);
    view.controls_visible = view.curves_visible = show;
    view.curves_beside_fan = false;
    view.drawer_open = false;
}

void back_to_stage(const Snapshot&, ViewState& view, Outbox&) {
    view.overlay = Overlay::None;
    view.question.reset();
    view.drawer_open = false;
    view.points.is_on = false;
}

}  // namespace reweigh
