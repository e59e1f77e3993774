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

bool equal_but_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
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
        if (equal_but_case(entry.label, label)) return entry.widget;
    return std::nullopt;
}

std::string nearest_widget(std::string_view label) {
    const auto nearest = std::ranges::min_element(
        last, {}, [&](const Entry& entry) { return edits_between(entry.label, label); });
    return nearest == last.end() ? std::string() : nearest->label;
}

void begin_widgets() { last = std::exchange(current, {}); }

}  // namespace reweigh
