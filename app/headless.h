#pragma once

#include "core/base/error.h"
#include "core/experiment/claims.h"
#include "core/experiment/experiment.h"
#include "core/figure/export.h"
#include "core/session/history_budget.h"
#include "core/state/run_record.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace reweigh {

// What the shell learns. PRODUCT.md 8; stopped by a signal: 128 + its number.
enum ExitCode {
    Done = 0,
    FailedRunning = 1,
    WrongCommandLine = 2,
    UnusableInput = 3,
    ClaimFailed = 4,
    NoDevice = 5
};

// An experiment, an edit list or a data file that cannot be used: exit code 3.
struct InputError : Error {
    using Error::Error;
};

// A device that this build or this computer lacks: exit code 5.
struct DeviceError : Error {
    using Error::Error;
};

// What `run` and `figure` have in common.
struct TrainingRequest {
    Overrides overrides;
    std::optional<std::filesystem::path> edits;
    std::optional<std::filesystem::path> out;
    std::optional<std::filesystem::path> resume;  // a checkpoint to go on from
    double autosave_seconds = 60;                 // of training between checkpoints; 0: after every slice
    HistoryBudget history;
    int threads = 1;
    bool force = false, quiet = false;
    bool is_dry_run = false;  // only says what would be trained
};

struct RunRequest {
    std::string experiment;
    TrainingRequest training;
    bool writes_events = false;  // for TensorBoard
};

struct FigureRequest {
    std::vector<std::string> experiments;  // with --resume one; empty: that of its file
    TrainingRequest training;
    std::vector<std::string> formats{"pdf"};
    FigureOptions options;
    double dpi = 300;
    SvgText svg_text = SvgText::Outlines;
    std::string name = "{lab}-{figure}";
    bool has_frames = false;  // a file for every keyframe, numbered
};

struct ClaimsRequest {
    std::vector<Claim> claims;
    std::uint64_t first_seed = 1;
    Overrides overrides;  // of each experiment: engine, where it stops
    int threads = 1;
    bool quiet = false;
};

struct VerifyRequest {
    std::filesystem::path file;
    std::optional<std::int64_t> steps;  // replays at most so many, 0: none
    bool from_start = false;
    int threads = 1;
    bool quiet = false;
};

// Reads a checkpoint with all its checksums, trains its runs again from an earlier keyframe and compares
// bits, of a GPU's run the distance of the weights with its bound: a JSON line a run on stdout, a sentence on
// stderr. ClaimFailed where they differ or lie beyond it. PRODUCT.md 7. As below.
int verify_file(const VerifyRequest& request);

// Trains to the stop condition, JSON lines on stdout, progress on stderr, curves as CSV in `out`. Throws
// CommandLineError, InputError and Error; returns an exit code.
int run_experiment(const RunRequest& request);

// Trains each experiment and writes its figures; a path a line on stdout. As above.
int make_figures(const FigureRequest& request);

// Trains what the claims need, nine seeds each, and judges them: a JSON line each on stdout, a table on
// stderr. As above; ClaimFailed when one fails.
int verify_claims(const ClaimsRequest& request);

struct BenchRequest {
    std::string engine;  // a name of the list or its first part; empty: all
    std::optional<int> replicas;
    double seconds = 0.5;  // of a round
    int threads = 1;
    bool is_json = false, quiet = false;
    std::vector<std::filesystem::path> with;  // records of other programs
};

// Times engines and peers; a line a case and a goal on stdout, or JSON. ENGINE.md 7. Throws as above.
int run_bench(const BenchRequest& request);

// The experiments that have figures: id, title and names, tabs between, a line each.
int list_figures();

// "commit", "compiler", "libtorch": what numbers depend on.
std::vector<std::pair<std::string, std::string>> version_facts();

// "reweigh 0.1.0" and what it was built from.
std::string version_text();

// The data set, and the live parameters as numbers: ready to train, or, with --resume, to go on. Throws
// InputError for what is unusable.
struct ReadyExperiment {
    Experiment experiment;
    Start start;
    std::shared_ptr<const RunRecord> record;  // where it goes on from, instead
};
ReadyExperiment make_ready(const std::string& name, const TrainingRequest& request);

}  // namespace reweigh
