#include "app/panels/live_draft.h"

#include "app/moment.h"
#include "core/figure/number_text.h"

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

std::string shown_value(double value) { return short_text(value); }
std::string shown_value(int value) { return std::to_string(value); }
std::string shown_value(bool value) { return value ? "on" : "off"; }
template <class E>
std::string shown_value(E value) {
    return std::string(names_of<E>[static_cast<std::size_t>(value)].key);
}

// Calls `visit` with the row of that key.
template <class Visit>
void with_row(std::string_view key, Visit&& visit) {
    for_each_param<LiveParams>([&](const auto& row) {
        if (row.key == key) visit(row);
    });
}

// The moment's parameters with the edits of the draft, which may have begun at another moment.
Live with_changes(Live moment, const ForkDraft& draft) {
    if (moment.variants.size() != draft.base.variants.size()) return moment;
    for (std::size_t i = 0; i < moment.variants.size(); ++i)
        for_each_param<LiveParams>([&](const auto& row) {
            const auto& edited = draft.live.variants[i].*row.member;
            if (edited != draft.base.variants[i].*row.member) moment.variants[i].*row.member = edited;
        });
    return moment;
}

void toggle(double& value, std::string_view key) { value = value > 0 ? 0 : value_when_on(key).value_or(0); }

}  // namespace

const Live& live_at_start(const Snapshot& snapshot) {
    return snapshot.edits.empty() ? snapshot.live : snapshot.edits.front().live;
}

const LiveParams& shown_params(const Live& live, std::optional<int> scope) {
    const auto variant = static_cast<std::size_t>(scope.value_or(0));
    return live.variants[variant < live.variants.size() ? variant : 0];
}

bool keeps_own(const Live& start, std::size_t variant, std::string_view key) {
    if (variant >= start.variants.size()) return false;
    bool own = false;
    with_row(key, [&](const auto& row) {
        own = start.variants[variant].*row.member != start.variants.front().*row.member;
    });
    return own;
}

Live with_edit(const Live& live, const LiveParams& wanted, std::optional<int> scope, const Live& start) {
    const LiveParams before = shown_params(live, scope);
    Live edited = live;
    for (std::size_t variant = 0; variant < edited.variants.size(); ++variant) {
        if (scope && *scope != static_cast<int>(variant)) continue;
        for_each_param<LiveParams>([&](const auto& row) {
            const auto member = row.member;
            if (wanted.*member == before.*member) return;
            if (!scope && keeps_own(start, variant, row.key)) return;
            edited.variants[variant].*member = wanted.*member;
        });
    }
    return edited;
}

Live shown_live(const Snapshot& snapshot, const ViewState& view, const Outbox& outbox) {
    if (!held_at(snapshot, view)) return outbox.live(snapshot);
    const Live& moment = shown_moment_live(snapshot, view);
    return view.fork ? with_changes(moment, *view.fork) : moment;
}

std::vector<std::string> fork_changes(const Snapshot& snapshot, const ViewState& view) {
    std::vector<std::string> keys;
    if (!view.fork || !held_at(snapshot, view)) return keys;
    const Live& before = shown_moment_live(snapshot, view);
    const Live after = with_changes(before, *view.fork);
    for_each_param<LiveParams>([&](const auto& row) {
        for (std::size_t i = 0; i < after.variants.size(); ++i)
            if (after.variants[i].*row.member != before.variants[i].*row.member) {
                keys.emplace_back(row.key);
                return;
            }
    });
    return keys;
}

void edit_live(const Snapshot& snapshot, ViewState& view, Outbox& outbox,
               const std::function<void(LiveParams&)>& change) {
    const Live live = shown_live(snapshot, view, outbox);
    LiveParams wanted = shown_params(live, view.scope);
    change(wanted);
    if (wanted == shown_params(live, view.scope)) return;
    Live edited = with_edit(live, wanted, view.scope, live_at_start(snapshot));
    if (!held_at(snapshot, view)) return outbox.set_live(std::move(edited));
    const Live& moment = shown_moment_live(snapshot, view);
    view.fork.reset();
    if (edited != moment) view.fork = ForkDraft{moment, std::move(edited)};
}

std::string kept_note(const Snapshot& snapshot, std::optional<int> scope, std::string_view key) {
    constexpr int most_named = 2;
    std::string note;
    int keeping = 0;
    if (scope || !snapshot.scene) return note;
    for (std::size_t variant = 1; variant < snapshot.live.variants.size(); ++variant) {
        if (!keeps_own(live_at_start(snapshot), variant, key)) continue;
        ++keeping;
        with_row(key, [&](const auto& row) {
            note += (note.empty() ? "" : ", ") + snapshot.scene->setup.variants[variant] + " keeps " +
                    shown_value(snapshot.live.variants[variant].*row.member);
        });
    }
    return keeping > most_named ? std::to_string(keeping) + " keep theirs" : note;
}

void toggle_l2(LiveParams& params) { toggle(params.l2, "l2"); }
void toggle_dropout(LiveParams& params) { toggle(params.dropout, "dropout"); }
void toggle_batch_norm(LiveParams& params) { params.batch_norm = !params.batch_norm; }

void step_importance(LiveParams& params, int by) {
    const double whole = by > 0 ? std::floor(params.importance) : std::ceil(params.importance);
    params.importance = std::clamp(whole + by, -8.0, 8.0);
}

void reset_importance(LiveParams& params) { params.importance = 0; }

std::optional<double> value_when_on(std::string_view key) {
    if (key == "l2") return 1e-3;
    if (key == "dropout") return 0.5;
    return std::nullopt;
}

}  // namespace reweigh
