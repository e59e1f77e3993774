#pragma once

#include "core/state/setup.h"

#include <span>
#include <string_view>

namespace reweigh {

enum class ReadoutOf { Any, Points, Pictures, TwoClasses, TenClasses };  // the latter two: of pictures

// What a read-out is called, in which unit, and which range a plot of it starts with. How it is computed:
// session/readouts.cpp. Definitions: SCIENCE.md 1.4.
struct ReadoutKind {
    std::string_view key, label, unit, help;
    double low = 0, high = 0;  // the plot's first range; equal: from the values
    int decimals = 3;          // of a value beside others
    ReadoutOf of = ReadoutOf::Any;
    int layer = 0;  // of the network, counted from the data; 0: of all

    bool serves(const Setup& setup) const;
};

std::span<const ReadoutKind> readout_kinds();
// Throws Error for an unknown key, with the nearest one.
const ReadoutKind& readout_kind(std::string_view key);

}  // namespace reweigh
