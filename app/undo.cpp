#include "app/undo.h"

#include "core/figure/curves_parts.h"
#include "core/figure/number_text.h"
#include "core/state/run_record.h"

#include <algorithm>
#include <utility>

namespace reweigh {
namespace {

constexpr std::size_t most_steps = 200;

std::vector<std::string_view> changed_keys(const Live& before, const Live& after) {
    std::vector<std::string_view> keys;
    if (before.variants.size() != after.variants.size()) return keys;
    for_each_param<LiveParams>([&](const auto& row) {
        for (std::size_t i = 0; i < after.variants.size(); ++i)
            if (before.variants[i].*row.member != after.variants[i].*row.member) {
                keys.push_back(row.key);
                return;
            }
    });
    return keys;
}

// `live` with what differs between `from` and `to` as it is in `to`.
Live carried(Live live, const Live& from, const Live& to) {
    for (std::size_t i = 0; i < live.variants.size(); ++i)
        for_each_param<LiveParams>([&](const auto& row) {
            if (from.variants[i].*row.member != to.variants[i].*row.member)
                live.variants[i].*row.member = to.variants[i].*row.member;
        });
    return live;
}

std::string changes_of(const Live& before, const Live& after) {
    for (std::size_t i = 0; i < after.variants.size(); ++i)
        if (std::string text = changes_text(before.variants[i], after.variants[i]); !text.empty())
            return text;
    return "nothing changes";
}

}  // namespace

void Undo::follow(const Snapshot& snapshot, const Experiment& experiment, const Live& live) {
    if (snapshot.run != run_) {
        note_replaced(snapshot);
        is_coming_ = false;
        came_back_to_ = nullptr;
        own_edit_.reset();
    }
    if (std::holds_alternative<Failed>(snapshot.status)) is_coming_ = false;  // it cannot come back
    run_ = snapshot.run;
    experiment_ = experiment;
    live_ = live;
}

// Only what was trained is kept by the trainer.
void Undo::note_replaced(const Snapshot& snapshot) {
    if (run_ == 0 || !past_run(snapshot.past, run_)) return;
    std::vector<Step>& steps = came_back_to_ != nullptr ? *came_back_to_ : undo_;
    if (came_back_to_ == nullptr) redo_.clear();
    steps.push_back({run_, {}, {}, true, experiment_});
}

void Undo::note(const SetLive& edit, Clock::time_point now) {
    const Live before = std::exchange(live_, edit.live);
    if (std::exchange(own_edit_, std::nullopt) == edit.live || before == edit.live) return;
    redo_.clear();
    const auto keys = changed_keys(before, edit.live);
    const bool goes_on = !undo_.empty() && !undo_.back().replaced_run && undo_.back().run == run_ &&
                         now - edited_ < gesture_pause && undo_.back().after == before &&
                         changed_keys(undo_.back().before, undo_.back().after) == keys;
    edited_ = now;
    if (goes_on)
        undo_.back().after = edit.live;
    else
        undo_.push_back({run_, before, edit.live, false, {}});
    if (undo_.size() > most_steps) undo_.erase(undo_.begin());
}

Undo::Answer Undo::step_back(const Snapshot& snapshot, std::vector<Step>& from, std::vector<Step>& to,
                             const std::string& word) {
    // Edits of a run that is not on screen mean nothing to this one.
    while (!from.empty() && !from.back().replaced_run && from.back().run != snapshot.run) from.pop_back();
    if (from.empty() || !snapshot.scene || is_coming_)
        return {&from == &undo_ ? "Nothing to undo." : "Nothing to redo.", {}, {}};
    const Step step = std::move(from.back());
    from.pop_back();
    if (!step.replaced_run) return edit_back(snapshot, step, to, word);
    came_back_to_ = &to;
    return run_back(snapshot, step, word);
}

Undo::Answer Undo::edit_back(const Snapshot& snapshot, const Step& step, std::vector<Step>& to,
                             const std::string& word) {
    const Live live = carried(live_, step.after, step.before);
    to.push_back({snapshot.run, step.after, step.before, false, {}});
    edited_ = {};
    if (live == live_) return {word + "nothing changes.", {}, {}};
    own_edit_ = live;
    return {word + changes_of(live_, live) + ".", live, {}};
}

Undo::Answer Undo::run_back(const Snapshot& snapshot, const Step& step, const std::string& word) {
    const auto former = past_run(snapshot.past, step.run);
    if (!former) {
        came_back_to_ = nullptr;
        return {"The run before is no longer in memory.", {}, {}};
    }
    is_coming_ = true;
    return {word + step.experiment.id + " is back at epoch " + epoch_text(former->record->epoch()) + ".",
            {},
            FormerRun{former, step.experiment}};
}

}  // namespace reweigh
