#pragma once

#include "app/widgets/row.h"
#include "core/config/param.h"

#include <string>
#include <string_view>

namespace reweigh {

// Numbers and texts in a box. Dragging sideways changes a number (with Shift: finely), double click,
// Ctrl+click or Enter types it; what is refused says why and changes nothing, as Esc and leaving do.

struct NumberKind {
    double min = 0, max = 1;
    Scale scale = Scale::Linear;
    enum class Reading { Number, Whole, Weight } reading = Reading::Number;
};

enum class FieldLook {
    Box,
    Bare,    // the number alone: a switch stands beside it
    Strong,  // the number alone, semi-bold: a slider stands below it
};

// What a drag of `pixels` (at scale 1) makes of a number, rounded to what people would type, within its
// range.
double dragged(double start, double pixels, const NumberKind& kind, bool finely);
// The next value for a key.
double stepped(double value, int steps, const NumberKind& kind);

// True when the value changed. `label`: its name in scripts.
bool number_field(std::string_view label, Row::Place place, const NumberKind& kind, double& value,
                  FieldLook look = FieldLook::Box);
bool text_field(std::string_view label, Row::Place place, std::string_view hint, std::string& value);
// A path: Tab completes it, and where there is little room its end is shown.
bool path_field(std::string_view label, Row::Place place, std::string_view hint, std::string& value);

// Whether something is being typed: then keys belong to the field.
bool a_field_is_typed_into();

}  // namespace reweigh
