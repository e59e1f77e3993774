#include "app/panel.h"
#include "app/panels/draft_bar.h"
#include "app/panels/live_panel.h"
#include "app/panels/picture_notice.h"
#include "app/panels/setup_draft.h"
#include "app/panels/setup_panel.h"
#include "app/style.h"
#include "app/widgets/choice.h"
#include "app/widgets/row.h"

#include <algorithm>
#include <string>
#include <vector>

namespace reweigh {
namespace {

// The left column. Live rows post at once; restart rows collect in ViewState::draft.
class ControlsPanel final : public Panel {
public:
    void draw(const Snapshot& snapshot, ViewState& view, Outbox& outbox) override {
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {px(metrics::gap), 0});
        const ImVec2 room = ImGui::GetContentRegionAvail();
        const float bar = draft_bars_height(snapshot, view);
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
        ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, px(8));
        ImGui::BeginChild("rows", {room.x, room.y - bar}, false, ImGuiWindowFlags_NoBackground);
        ImGui::PopStyleVar(2);
        draw_rows(snapshot, view, outbox);
        ImGui::EndChild();
        if (bar > 0) draw_draft_bars(snapshot, view, outbox);
        ImGui::PopStyleVar();
    }

private:
    void draw_rows(const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
        Experiment draft = view.draft.value_or(view.experiment);
        draw_experiment_row(view, outbox);
        draw_setup_groups(draft, snapshot, view, outbox);
        draw_live_groups(snapshot, view, outbox, draft);
        draw_run_groups(draft, snapshot, view, outbox);
        const bool differs = !restart_changes(view.experiment, draft).empty();
        view.draft = differs ? std::optional(std::move(draft)) : std::nullopt;
    }

    void draw_experiment_row(const ViewState& view, Outbox& outbox) {
        column_gap(12);
        std::vector<std::string_view> words;
        for (const ExperimentEntry& entry : experiments_)
            if (!entry.figures.empty()) words.push_back(entry.id);  // the others are bases of these
        const auto found = std::ranges::find(words, std::string_view(view.experiment.id));
        int chosen = static_cast<int>(found - words.begin());
        const std::string_view own = view.experiment.id;
        if (found == words.end()) words.push_back(own.empty() ? "none" : own);
        {
            const Row row = Row::of_panel("Experiment", view.experiment.title);
            if (choice("Experiment", row.field(column::choice_width), words, chosen))
                outbox.request(LoadExperiment{std::string(words[static_cast<std::size_t>(chosen)])});
        }
        column_gap(14);
    }

    void draw_setup_groups(Experiment& draft, const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
        if (begin_group({.label = "Data", .mark = GroupMark::OnRestart})) {
            draw_data_rows(draft);
            draw_picture_notice(snapshot, view, outbox);
            if (!are_pictures(draft.setup.data)) draw_point_rows(view);
            end_group();
        }
        if (begin_group({.label = "Model", .mark = GroupMark::OnRestart})) {
            draw_model_rows(draft);
            end_group();
        }
    }

    void draw_live_groups(const Snapshot& snapshot, ViewState& view, Outbox& outbox, Experiment& draft) {
        if (begin_group({.label = "Importance", .mark = GroupMark::Live})) {
            draw_scope_row(snapshot, view);
            draw_live_rows(LiveGroup::Importance, snapshot, view, outbox);
            end_group();
        }
        if (begin_group({.label = "Regularization", .mark = GroupMark::Live})) {
            draw_live_rows(LiveGroup::Regularization, snapshot, view, outbox);
            end_group();
        }
        if (begin_group({.label = "Optimizer", .mark = GroupMark::Live})) {
            draw_live_rows(LiveGroup::Optimizer, snapshot, view, outbox);
            draw_optimizer_rows(draft);
            end_group();
        }
    }

    void draw_run_groups(Experiment& draft, const Snapshot& snapshot, ViewState& view, Outbox& outbox) {
        const std::string sweep = sweep_summary(draft), stop = stop_summary(snapshot.stop);
        if (begin_group(
                {.label = "Sweep", .mark = GroupMark::OnRestart, .summary = sweep, .open_at_first = false})) {
            draw_sweep_rows(draft);
            end_group();
        }
        if (begin_group(
                {.label = "Run", .mark = GroupMark::OnRestart, .summary = stop, .open_at_first = false})) {
            draw_run_rows(draft, snapshot, view, outbox);
            end_group();
        }
        const ImVec2 from = ImGui::GetCursorScreenPos();
        ImGui::GetWindowDrawList()->AddRectFilled(from, {column_end(), from.y + px(1)}, to_im(colors().rule));
        column_gap(8);
    }

    std::vector<ExperimentEntry> experiments_ = list_experiments();
};

}  // namespace

std::unique_ptr<Panel> make_controls_panel() { return std::make_unique<ControlsPanel>(); }

}  // namespace reweigh
