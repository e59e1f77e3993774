#include "app/run_maker.h"

#include "app/file_kinds.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/engine/engine.h"
#include "core/experiment/checkpoint.h"
#include "core/experiment/figure_recipe.h"
#include "core/experiment/share_line.h"
#include "core/experiment/start_weights.h"
#include "core/figure/number_text.h"
#include "core/figure/recipe.h"

#include <filesystem>
#include <system_error>
#include <utility>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

constexpr const char* first_experiment = "boundary/start";

// By name and content. A pipe is read once, by its reader.
FileKind content_kind(const std::string& name) {
    const FileKind kind = file_kind(name).value_or(FileKind::Experiment);
    const bool may_be_figure =
        (kind == FileKind::Points || kind == FileKind::Experiment) && fs::is_regular_file(name);
    return may_be_figure && is_figure(read_file(name)) ? FileKind::Figure : kind;
}

// An engine that refuses says so here, while the run on screen is untouched. It says so of one replica, too:
// those of all may fill gigabytes.
void try_engines(const Start& start) {
    Setup of_one = start.setup;
    of_one.replicas.resize(1);
    make_engine({of_one, of_one.model, start.data});
    if (of_one.companion) make_engine({of_one, *of_one.companion, start.data});
}

// The run of a share line, trained to the step that it names.
PreparedRun shared(const std::string& line) {
    SharedRun shared = read_share_line(line);
    PreparedRun run = prepared(std::move(shared.experiment));
    if (!shared.at) return run;
    std::get<Start>(run.beginning).setup.stop = {{}, shared.at, {}, {}};
    run.after = AfterStart::Train;
    return run;
}

// The run of a figure, trained to where the figure was made.
PreparedRun made_again(const std::string& file) {
    FigureRecipe recipe = read_figure_recipe(read_recipe(read_file(file), file), file + " (recipe)");
    Start start = start_of(recipe, file);
    try_engines(start);
    return {std::move(recipe.experiment),
            std::move(start),
            AfterStart::Train,
            {},
            ScreenFigure{std::move(recipe.figure), std::move(recipe.options)}};
}

// " (3.2 MB)" of a file; nothing for what ships with the program.
std::string size_of(const std::string& name) {
    std::error_code absent;
    const std::uintmax_t bytes = fs::file_size(name, absent);
    if (absent) return "";
    constexpr double megabyte = 1e6, kilobyte = 1e3;
    const auto size = static_cast<double>(bytes);
    if (size >= megabyte) return " (" + number_text(size / megabyte, 1) + " MB)";
    return " (" + number_text(size / kilobyte, 1) + " kB)";
}

// " (1,024 points)" where the data set knows them before it is made.
std::string points_of(const Experiment& experiment) {
    const std::int64_t count = std::visit(
        []<class Params>(const Params& data) -> std::int64_t {
            if constexpr (requires { data.count; })
                return 2 * static_cast<std::int64_t>(data.count);
            else if constexpr (requires { data.points; })
                return static_cast<std::int64_t>(data.points.size());
            else
                return 0;
        },
        experiment.setup.data);
    return count > 0 ? " (" + count_text(count) + " points)" : "";
}

Experiment with_csv(Experiment experiment, const std::string& file) {
    experiment.setup.data = CsvParams{file};
    return experiment;
}

Experiment with_weights(Experiment experiment, const std::string& file) {
    experiment.setup.weights_file = file;
    return experiment;
}

}  // namespace

std::optional<Experiment> named_experiment(const std::string& name, const Overrides& overrides) {
    if (is_share_line(name) || content_kind(name) != FileKind::Experiment) return std::nullopt;
    return load_experiment(name, overrides);
}

PreparedRun prepared(Experiment experiment) {
    Start start = prepare(experiment);
    try_engines(start);
    return {std::move(experiment), std::move(start)};
}

PreparedRun run_of(const Checkpoint& checkpoint, const fs::path& file) {
    const SavedRun& saved = checkpoint.current_run();
    Experiment experiment = saved.experiment;
    experiment.edits = saved.record->script;
    Restore restore{saved.record, saved.origin, saved.run};
    std::vector<OtherRun> others;
    for (const SavedRun& other : checkpoint.runs) {
        if (other.run == saved.run) continue;
        restore.others.push_back(
            std::make_shared<const PastRun>(PastRun{other.run, other.origin, other.record}));
        others.push_back({other.record, other.experiment});
    }
    return {std::move(experiment),       std::move(restore), AfterStart::Wait, file, {},
            saved_view(checkpoint.view), std::move(others)};
}

PreparedRun open_run(const std::string& name, const Experiment& base) {
    if (is_share_line(name)) return shared(name);
    const FileKind kind = content_kind(name);
    if (kind == FileKind::Checkpoint && is_foreign(name))
        return prepared(with_weights(base.id.empty() ? load_experiment(first_experiment) : base, name));
    if (kind == FileKind::Checkpoint) return run_of(open_checkpoint(name), name);
    if (kind == FileKind::Figure) return made_again(name);
    if (kind == FileKind::Experiment) return prepared(load_experiment(name));
    return prepared(with_csv(base.id.empty() ? load_experiment(first_experiment) : base, name));
}

PreparedRun open_run(const std::string& name, const Overrides& overrides) {
    if (auto experiment = named_experiment(name, overrides)) return prepared(std::move(*experiment));
    const bool is_line = is_share_line(name);
    const FileKind kind = is_line ? FileKind::Checkpoint : content_kind(name);
    if (kind == FileKind::Points)
        return prepared(with_csv(load_experiment(first_experiment, overrides), name));
    if (kind == FileKind::Checkpoint && !is_line && is_foreign(name))
        return prepared(with_weights(load_experiment(first_experiment, overrides), name));
    if (!overrides.empty())
        throw CommandLineError((is_line ? "A share line" : name) + " brings its setup; \"" +
                               overrides.front().first + "\" cannot be set.");
    return open_run(name, Experiment{});
}

template <class Task>
void RunMaker::start(std::string sentence, Task task) {
    sentence_ = std::move(sentence);
    job_.start(std::move(task));
    if (where_ == Where::AtOnce) job_.wait();
}

void RunMaker::load(const std::string& name, const Experiment& base) {
    const std::string what =
        is_share_line(name) ? "a share line" : fs::path(name).filename().string() + size_of(name);
    start("Loading " + what + ".", [name, base] { return open_run(name, base); });
}

void RunMaker::restart(const Restart& wanted) {
    start("Making " + wanted.experiment.id + " ready" + points_of(wanted.experiment) + ".", [wanted] {
        PreparedRun run = prepared(wanted.experiment);
        run.after = wanted.after;
        return run;
    });
}

void RunMaker::cancel() {
    sentence_.reset();
    job_.forget();
}

std::optional<PreparedRun> RunMaker::take() {
    if (!job_.is_ready()) return std::nullopt;
    sentence_.reset();
    return job_.take();
}

}  // namespace reweigh
