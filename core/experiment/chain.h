#pragma once

#include "core/config/node.h"
#include "core/experiment/experiment.h"

#include <string>

namespace reweigh {

// The table of an experiment file on top of all that it extends. Throws Error that names the chain when it is
// a cycle or longer than 8 files. Relative "data.file" entries are resolved against their own file.
Node read_experiment_chain(const std::string& name);

// --set pairs as a table of words, to be merged on top. Throws CommandLineError for a key set twice.
Node override_table(const Overrides& overrides);

}  // namespace reweigh
