#pragma once

#include "app/application.h"
#include "app/frame_clock.h"
#include "core/session/session.h"

#include <chrono>
#include <optional>

namespace reweigh {

// What the window's options mean for the session and what is saved of it.

// Half of the cores, at least one, leaves room for the window and others.
int engine_threads(const WindowOptions& options);

SessionOptions session_options(const WindowOptions& options, const FrameClock& clock);

// How the window was left is known at the next start. Scripts and measurements meet the same window every
// time, as whoever asks for a safe one does.
bool remembers(const WindowOptions& options);

// Training between two autosaves. Nothing: scripts and measurements leave no traces unless they are asked to.
std::optional<std::chrono::duration<double>> autosave_period(const WindowOptions& options);

}  // namespace reweigh
