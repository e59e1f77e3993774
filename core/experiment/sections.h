#pragma once

#include "core/config/node.h"
#include "core/experiment/experiment.h"

namespace reweigh {

// The sections of an experiment file, each from its node. All throw Error that names the key, its place, what
// was found and what was expected.

// The experiment of a table without `extends`; `id` names it.
Experiment read_experiment(const Node& root, const std::string& id);

// The keys of the whole file. What is unknown on the command line is answered with the keys of --set.
void check_top_keys(const Node& root);

void read_data(const Node& table, Setup& setup);
void read_model(const Node& table, Setup& setup);
void read_companion(const Node& table, Setup& setup);
void read_optimizer(const Node& table, Setup& setup);
void read_stop(const Node& table, Setup& setup);
void read_readouts(const Node& list, Setup& setup);
EngineChoice read_engine(const Node& node);
Precision read_precision(const Node& node);
// What a run or recipe says of the GPU that trained; nothing where none did.
std::optional<Precision> read_gpu_precision(const Node& table);

// The keys that a table of live parameters may name, and `more`.
std::vector<std::string> live_keys(const std::vector<std::string>& more = {});

// The live parameters that a table names, on top of `live`; the learning rate may be "1/sigma_max".
void read_live(const Node& table, const std::string& path, LiveParams& live);

// What read_stop() reads back.
Node stop_node(const Stop& stop);

// What a file writes for derived_rate.
Node derived_rate_node();

// Ascending steps; each edit starts from the one before, at first from the experiment's live parameters.
std::vector<Edit> read_edits(const Node& list, const Experiment& experiment);

std::vector<FigureSpec> read_figures(const Node& list, const Experiment& experiment);

Node figure_node(const FigureSpec& figure);  // what read_figures() reads back, one of them

// The member of that name. Throws Error `{what} in {source} (line n) has no "{key}".` where there is none.
const Node& required(const Node& table, const char* key, const std::string& what);

// Values outside of parameter tables; `name` is the key's path.
std::string read_text(const Node& node, const std::string& name);
double read_number(const Node& node, const std::string& name, double low, double high);
std::int64_t read_whole_number(const Node& node, const std::string& name, std::int64_t low,
                               std::int64_t high);
std::uint64_t read_seed(const Node& node, const std::string& name);
std::string read_word(const Node& node, const std::string& name, const std::vector<std::string>& known);

}  // namespace reweigh
