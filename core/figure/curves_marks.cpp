#include "core/figure/curves_parts.h"
#include "core/figure/number_text.h"

#include <algorithm>

namespace reweigh {
namespace {

std::string words(std::string_view label, double value) {
    return std::string(label) + " " + (value == 0 ? "off" : short_text(value));
}
std::string words(std::string_view label, bool value) {
    return std::string(label) + (value ? " on" : " off");
}
std::string words(std::string_view label, int value) {
    return std::string(label) + " " + std::to_string(value);
}
template <class E>
requires std::is_enum_v<E> std::string words(std::string_view label, E value) {
    for (const auto& name : names_of<E>)
        if (name.value == value) return std::string(label) + " " + std::string(name.key);
    return std::string(label);
}

template <class Row>
std::string change_text(const Row& row, const LiveParams& after) {
    if constexpr (std::is_same_v<decltype(row.member), double LiveParams::*>)
        if (row.member == &LiveParams::importance) return "weight " + weight_label(after.importance);
    return words(row.label, after.*row.member);
}

// The controls that an edit moved, in any variant.
std::string moved_controls(const std::vector<Edit>& edits, std::size_t edit) {
    const auto &before = edits[edit - 1].live.variants, &after = edits[edit].live.variants;
    std::string keys;
    for_each_param<LiveParams>([&](const auto& row) {
        for (std::size_t i = 0; i < after.size(); ++i)
            if (before[i].*row.member != after[i].*row.member) keys += std::string(row.key) + " ";
    });
    return keys;
}

// A gesture moves one control. PRODUCT.md 4.
bool begins_gesture(const Snapshot& snapshot, std::size_t edit) {
    return snapshot.gestures.empty() ||
           std::ranges::find(snapshot.gestures, snapshot.edits[edit].step) != snapshot.gestures.end() ||
           moved_controls(snapshot.edits, edit) != moved_controls(snapshot.edits, edit - 1);
}

// What a gesture changed for one variant; else for the first that it changed, by its name.
std::string gesture_text(const Setup& setup, const Live& before, const Live& after, int variant) {
    const auto of = [](const Live& live, std::size_t i) { return live.variants[i]; };
    const auto own = static_cast<std::size_t>(variant);
    if (std::string text = changes_text(of(before, own), of(after, own)); !text.empty()) return text;
    for (std::size_t i = 0; i < after.variants.size(); ++i)
        if (std::string text = changes_text(of(before, i), of(after, i)); !text.empty())
            return setup.variants[i] + ": " + text;
    return "";
}

std::vector<EditMark> marks_of_edits(const Snapshot& snapshot, int variant) {
    std::vector<EditMark> marks;
    const auto& edits = snapshot.edits;
    for (std::size_t first = 1; first < edits.size();) {
        std::size_t end = first + 1;
        while (end < edits.size() && !begins_gesture(snapshot, end)) ++end;
        std::string text =
            gesture_text(snapshot.scene->setup, edits[first - 1].live, edits[end - 1].live, variant);
        if (!text.empty()) marks.push_back({edits[first].step, std::move(text)});
        first = end;
    }
    return marks;
}

}  // namespace

std::string changes_text(const LiveParams& before, const LiveParams& after) {
    std::string text;
    for_each_param<LiveParams>([&](const auto& row) {
        if (before.*row.member != after.*row.member)
            text += (text.empty() ? "" : ", ") + change_text(row, after);
    });
    return text;
}

std::vector<EditMark> edit_marks(const Snapshot& snapshot, int variant) {
    std::vector<EditMark> marks = marks_of_edits(snapshot, variant);
    const std::int64_t fork = snapshot.origin.step;
    if (snapshot.origin.run == 0) return marks;
    const auto at = std::ranges::lower_bound(marks, fork, {}, &EditMark::step);
    if (at != marks.end() && at->step == fork)
        at->label = "fork: " + at->label;
    else
        marks.insert(at, {fork, "fork"});
    return marks;
}

std::vector<EditMark> merged(const std::vector<EditMark>& marks, double close,
                             const std::function<double(std::int64_t)>& place) {
    std::vector<EditMark> apart;
    for (const EditMark& mark : marks)
        if (apart.empty() || place(mark.step) - place(apart.back().step) >= close)
            apart.push_back(mark);
        else
            apart.back().label = std::to_string(++apart.back().gestures) + " edits";
    return apart;
}

}  // namespace reweigh
