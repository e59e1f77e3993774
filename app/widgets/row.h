#pragma once

#include <imgui.h>

#include <string_view>

namespace reweigh {

// Places of the controls column, in units from its left or right edge.
namespace column {
inline constexpr double label = 32, head = 16, right = 16, choice_width = 160, number_width = 72;
}

// A label at the left and room for a field at the right, 28 units high, as wide as the column. Its field is
// drawn while the row lives; then the cursor stands below it.
class Row {
public:
    // `help` shows under the pointer and with keyboard focus; `note` stands muted behind the label.
    explicit Row(std::string_view label, std::string_view help = "", std::string_view note = "");
    // A row of the panel itself, outside of groups: its label stands at the left, muted.
    static Row of_panel(std::string_view label, std::string_view help);
    ~Row();
    Row(const Row&) = delete;
    Row& operator=(const Row&) = delete;

    float middle() const { return middle_; }
    float left() const { return low_.x; }
    float right() const { return right_; }
    // A field of that width (units), 24 high, that ends `before` units left of the right edge.
    struct Place {
        ImVec2 low, high;
    };
    Place field(double width, double before = 0) const;

private:
    Row(std::string_view label, std::string_view help, std::string_view note, double indent, bool muted);

    std::string_view label_, help_;  // of whoever makes the row, which they outlive
    int focus_finds_;                // before the field
    ImVec2 low_, high_;
    float middle_, right_;
};

// Right end of the column in pixels: a scroll bar lies over the margin and moves nothing.
float column_end();
// An item as wide as the column that moves the cursor down by `units`.
void column_gap(double units);

// A row with an arrow that shows or hides the rows after it; closed at first. True when open.
bool fold_row(std::string_view label, std::string_view summary);

// A group of rows under a rule, with an arrow that folds it. `mark` says when its controls apply; `summary`
// stands at the right while it is closed. True when open.
enum class GroupMark { None, Live, OnRestart };
struct GroupHead {
    std::string_view label;
    GroupMark mark = GroupMark::None;
    std::string_view summary = "";
    bool open_at_first = true;
};
bool begin_group(const GroupHead& head);
void end_group();  // after the rows of an open group

}  // namespace reweigh
