#include "app/widgets/registry.h"

#include <imgui.h>

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

namespace reweigh {
namespace {

struct Entry {
    std::string label;
    RememberedWidget widget;
};
std::vector<Entry> current, last;

// As people type it: lower case, a hyphen for the true minus.
std::string typed(std::string_view label) {
    constexpr std::string_view minus = "\u2212";
    std::string text;
    while (!label.empty()) {
        const bool is_minus = label.starts_with(minus);
        text += is_minus ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(label.front())));
        label.remove_prefix(is_minus ? minus.size() : 1);
    }
    return text;
}

// Levenshtein distance.
std::size_t edits_between(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, replaced}));
        }
    }
    return row.back();
}

}  // namespace

void remember_widget(std::string_view label, const RememberedWidget& widget) {
    const bool known = std::ranges::any_of(current, [&](const Entry& entry) { return entry.label == label; });
    if (!known) current.push_back({std::string(label), widget});
}

void remember_widget(std::string_view label) {
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    remember_widget(label, RememberedWidget{.place = {{low.x, low.y}, {high.x, high.y}}});
}

std::optional<RememberedWidget> find_widget(std::string_view label) {
    for (const Entry& entry : last)
        if (typed(entry.label) == typed(label)) return entry.widget;
    return std::nullopt;
}

std::vector<std::string> widget_labels() {
    std::vector<std::string> labels;
    for (const Entry& entry : last) labels.push_back(entry.label);
    return labels;
}

std::string nearest_widget(std::string_view label) {
    const auto nearest = std::ranges::min_element(
        last, {}, [&](const Entry& entry) { return edits_between(entry.label, label); });
    return nearest == last.end() ? std::string() : nearest->label;
}

void begin_widgets() { last = std::exchange(current, {}); }

}  // namespace reweigh
