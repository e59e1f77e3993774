#pragma once

#include "app/headless.h"
#include "core/state/snapshot.h"

#include <filesystem>
#include <string>
#include <vector>

namespace reweigh {

// Throws CommandLineError when the file exists and may not be replaced.
void require_absent(const std::filesystem::path& file, bool may_replace);

std::filesystem::path curves_file(const std::filesystem::path& folder, const std::string& experiment);

std::filesystem::path checkpoint_file(const std::filesystem::path& folder, const std::string& experiment);

// The program that made a file.
FigureFact version_fact();

// The curves for TensorBoard: FOLDER/tensorboard/VARIANT_WEIGHT_SEED/events.out.tfevents.0.reweigh, a folder
// a replica. Throws Error when a file cannot be written.
void write_events(const std::filesystem::path& folder, const Snapshot& snapshot);

// All read-outs so far, PRODUCT.md 6. Throws Error when the file cannot be written.
void write_curves(const std::filesystem::path& file, const Snapshot& snapshot);

}  // namespace reweigh
