#include "app/headless_files.h"
#include "app/headless_lines.h"
#include "app/headless_training.h"
#include "core/base/file.h"
#include "core/base/places.h"
#include "core/base/signals.h"
#include "core/config/text.h"
#include "core/experiment/figure_recipe.h"
#include "core/figure/export.h"
#include "core/figure/spec.h"

#include <algorithm>
#include <utility>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

struct Token {
    std::string name, value;
};

// The pattern with each {token} replaced. Throws CommandLineError for an unknown one.
std::string file_name(const std::string& pattern, const std::vector<Token>& tokens) {
    std::string name;
    std::size_t at = 0;
    for (std::size_t open = pattern.find('{'); open != std::string::npos; open = pattern.find('{', at)) {
        const std::size_t close = std::min(pattern.find('}', open), pattern.size());
        const std::string word = pattern.substr(open + 1, close - open - 1);
        const auto token =
            std::find_if(tokens.begin(), tokens.end(), [&](const Token& each) { return each.name == word; });
        if (token == tokens.end()) {
            std::vector<std::string> known;
            for (const Token& each : tokens) known.push_back(each.name);
            throw CommandLineError("Unknown token \"{" + word + "}\" in --name. " +
                                   nearest_or_all(word, known));
        }
        name += pattern.substr(at, open - at) + token->value;
        at = std::min(close + 1, pattern.size());
    }
    return name + pattern.substr(at);
}

// The figures of one experiment, before it is trained.
struct Job {
    std::string id;
    ReadyExperiment ready;
    std::vector<fs::path> stems;  // a figure's path without its extension
};

fs::path with_format(const fs::path& stem, const std::string& format) { return stem.string() + "." + format; }

fs::path out_folder(const FigureRequest& request) { return request.training.out.value_or(pictures_folder()); }

Job make_job(const std::string& id, const FigureRequest& request) {
    Job job{id, make_ready(id, request.training), {}};
    const Experiment& experiment = job.ready.experiment;
    if (experiment.figures.empty())
        throw InputError(id + " has no figures; \"reweigh figure --list\" names those that do.");
    for (const FigureSpec& figure : experiment.figures) {
        const std::string name = file_name(request.name, {{"lab", lab_of(id)},
                                                          {"experiment", short_name_of(id)},
                                                          {"figure", figure.name},
                                                          {"seed", std::to_string(experiment.setup.seed)}});
        job.stems.push_back(out_folder(request) / name);
    }
    return job;
}

// Before hours of training: no file may be in the way, and no two may have the same name.
void check_targets(const std::vector<Job>& jobs, const FigureRequest& request) {
    std::vector<fs::path> targets;
    for (const Job& job : jobs)
        for (const fs::path& stem : job.stems)
            for (const std::string& format : request.formats) targets.push_back(with_format(stem, format));
    for (const fs::path& target : targets) {
        if (std::count(targets.begin(), targets.end(), target) > 1)
            throw CommandLineError("Two figures would be written to " + target.string() +
                                   "; use {figure} and {lab} in --name.");
        require_absent(target, request.training.force);
    }
    for (const fs::path& target : targets) require_writable(target.parent_path());
}

std::vector<ViewRequest> views_of(const Job& job, const Snapshot& snapshot, const FigureOptions& options) {
    std::vector<ViewRequest> views;
    for (const FigureSpec& figure : job.ready.experiment.figures)
        for (const ViewRequest& view : views_needed(figure, *snapshot.scene, options))
            if (view.step.value_or(0) <= snapshot.step) views.push_back(view);
    return views;
}

// A path a line, once its file is complete. A signal ends it between two files.
void write_figures(const Job& job, const Snapshot& snapshot, const FigureRequest& request, Output& output) {
    ExportOptions options;
    options.dpi = request.dpi;
    options.existing = request.training.force ? Existing::Replace : Existing::Refuse;
    for (std::size_t i = 0; i < job.stems.size(); ++i) {
        Figure figure = build(job.ready.experiment.figures[i], snapshot, request.options);
        figure.facts.push_back(version_fact());
        figure.recipe = to_json(recipe_of(job.ready.experiment, snapshot, job.ready.experiment.figures[i],
                                          request.options, figure, version_fact().value));
        for (const std::string& format : request.formats) {
            if (SignalGuard::received() != 0) return;
            const fs::path file = export_figure(figure, with_format(job.stems[i], format), format, options);
            output.print(file.string() + "\n");
            output.is_open();  // out it goes, before the next file is begun
        }
    }
}

void keep_curves(const Job& job, const Snapshot& snapshot, const FigureRequest& request, Progress& progress) {
    const fs::path wanted = curves_file(out_folder(request), job.id);
    fs::path curves = wanted;  // those of an earlier run stay
    std::error_code failure;
    for (int n = 2; !request.training.force && fs::exists(curves, failure); ++n)
        curves = wanted.parent_path() / (wanted.stem().string() + "-" + std::to_string(n) + ".csv");
    write_curves(curves, snapshot);
    progress.say("Stopped; the curves so far are in " + curves.string() + ".");
}

int run_job(Job job, const FigureRequest& request, Output& output) {
    Progress progress(request.training.quiet);
    TrainingReports reports;
    reports.news = [&](const Snapshot& snapshot) {
        progress.show(snapshot);
        return true;
    };
    reports.views_wanted = [&](const Snapshot& last) { return views_of(job, last, request.options); };
    const Trained trained = train(taken_beginning(job.ready), request.training.threads, reports);
    if (const std::string failure = failure_of(*trained.snapshot); !failure.empty()) throw Error(failure);
    if (trained.signal == 0)
        write_figures(job, *trained.snapshot, request, output);
    else
        keep_curves(job, *trained.snapshot, request, progress);
    return SignalGuard::received() == 0 ? Done : 128 + SignalGuard::received();
}

}  // namespace

int make_figures(const FigureRequest& request) {
    const SignalGuard signals;
    std::vector<Job> jobs;
    for (const std::string& id : request.experiments) jobs.push_back(make_job(id, request));
    if (request.training.is_dry_run) {
        std::vector<std::string> plans;
        for (const Job& job : jobs) plans.push_back(plan_line(job.ready));
        return print_plans(plans);
    }
    check_targets(jobs, request);
    Output output;
    for (Job& job : jobs)
        if (const int code = run_job(std::move(job), request, output); code != Done) return code;
    output.require_complete();
    return Done;
}

int list_figures() {
    Output output;
    for (const ExperimentEntry& entry : list_experiments())
        if (!entry.figures.empty())
            output.print(entry.id + "\t" + entry.title + "\t" + joined(entry.figures) + "\n");
    output.require_complete();
    return Done;
}

}  // namespace reweigh
