#include "app/headless_files.h"
#include "app/headless_lines.h"
#include "app/headless_training.h"
#include "core/base/file.h"
#include "core/base/places.h"
#include "core/base/signals.h"
#include "core/config/text.h"
#include "core/experiment/figure_recipe.h"
#include "core/experiment/file_name.h"
#include "core/experiment/moment.h"
#include "core/figure/export.h"
#include "core/figure/spec.h"
#include "core/session/stopping.h"

#include <algorithm>
#include <ctime>
#include <limits>
#include <utility>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

// The figures of one experiment, before it is trained.
struct Job {
    std::string id;
    ReadyExperiment ready;
    FigureOptions options;
    std::vector<fs::path> stems = {};     // a figure's path without its extension
    std::vector<NameTokens> tokens = {};  // of its name
};

fs::path out_folder(const FigureRequest& request) { return request.training.out.value_or(pictures_folder()); }

// Where a run ends, for names that are told before it begins. Throws CommandLineError where nobody knows.
std::int64_t last_step(const ReadyExperiment& ready) {
    const Stop& stop = ready.record ? ready.record->stop : ready.start.setup.stop;
    const std::int64_t step = stop_step(stop, steps_per_epoch(ready.start.setup, ready.start.data->size()));
    if (stop.errors || stop.loss || step == std::numeric_limits<std::int64_t>::max())
        throw CommandLineError("--name cannot have {epoch} or {step}: nobody knows before where " +
                               ready.experiment.id + " stops.");
    return step;
}

NameTokens tokens_of(const std::string& id, const FigureSpec& figure, const ReadyExperiment& ready,
                     const FigureRequest& request) {
    const Setup& setup = ready.start.setup;
    const Replica& focus = setup.replicas[static_cast<std::size_t>(most_even_replica(setup))];
    NameTokens tokens{lab_of(id), figure.name, short_name_of(id), std::to_string(setup.seed),
                      weight_name(effective_importance(focus, ready.start.live))};
    tokens.date = std::time(nullptr);
    const bool names_moment = names_token(request.name, "epoch") || names_token(request.name, "step");
    if (names_moment && !request.has_frames) {
        const std::int64_t step = last_step(ready),
                           per_epoch = steps_per_epoch(setup, ready.start.data->size());
        tokens.step = std::to_string(step);
        tokens.epoch = std::to_string(step / per_epoch);
    }
    return tokens;
}

// The path of a figure of a moment: tokens that tell of the moment tell of that one.
fs::path frame_stem(NameTokens tokens, const FigureRequest& request, double epoch, std::int64_t step,
                    int number) {
    tokens.step = std::to_string(step);
    tokens.epoch = std::to_string(static_cast<std::int64_t>(epoch));
    tokens.n = number;
    return out_folder(request) / file_name(request.name, tokens);
}

// A figure's path without its extension. {n} is the first number that neither a file nor one of `planned`
// has.
fs::path stem_of(NameTokens tokens, const std::vector<fs::path>& planned, const FigureRequest& request) {
    try {
        for (;; ++tokens.n) {
            fs::path stem = out_folder(request) / file_name(request.name, tokens);
            const bool is_free =
                std::ranges::find(planned, stem) == planned.end() && !is_taken(stem, request.formats);
            if (is_free || !names_token(request.name, "n")) return stem;
        }
    } catch (const Error& problem) {
        throw CommandLineError("--name: " + std::string(problem.what()));
    }
}

// `named`: empty for the one of the checkpoint that --resume names.
Job make_job(const std::string& named, const FigureRequest& request, std::vector<fs::path>& planned) {
    Job job{named, make_ready(named, request.training), request.options};
    job.options.focus = most_even_replica(job.ready.start.setup);
    const Experiment& experiment = job.ready.experiment;
    if (named.empty()) job.id = experiment.id;
    const std::string& id = job.id;
    if (request.training.resume && id != experiment.id)
        throw InputError(request.training.resume->string() + " holds " + experiment.id + ", not " + id + ".");
    if (experiment.figures.empty())
        throw InputError(id + " has no figures; \"reweigh figure --list\" names those that do.");
    for (const FigureSpec& figure : experiment.figures) {
        job.tokens.push_back(tokens_of(id, figure, job.ready, request));
        job.stems.push_back(request.has_frames  // the first frame tells whether others are in the way
                                ? frame_stem(job.tokens.back(), request, 0, 0, 1)
                                : stem_of(job.tokens.back(), planned, request));
        planned.push_back(job.stems.back());
    }
    return job;
}

// Before hours of training: no file may be in the way, and no two may have the same name.
void check_targets(const std::vector<Job>& jobs, const FigureRequest& request) {
    std::vector<fs::path> targets;
    for (const Job& job : jobs)
        for (const fs::path& stem : job.stems)
            for (const std::string& format : request.formats) targets.push_back(with_ending(stem, format));
    for (const fs::path& target : targets) {
        if (std::count(targets.begin(), targets.end(), target) > 1)
            throw CommandLineError("Two figures would be written to " + target.string() +
                                   "; use {figure} and {lab} in --name.");
        require_absent(target, request.training.force);
    }
    for (const fs::path& target : targets) require_writable(target.parent_path());
}

// The views of every keyframe.
std::vector<ViewRequest> views_of_frames(const Job& job, const Snapshot& snapshot) {
    std::vector<ViewRequest> views;
    for (const FigureSpec& figure : job.ready.experiment.figures)
        for (ViewRequest view : views_needed(figure, *snapshot.scene, job.options)) {
            if (view.step) {
                if (*view.step <= snapshot.step) views.push_back(view);
                continue;
            }
            for (const KeyframeMark& mark : snapshot.keyframes) {
                view.step = mark.step;
                views.push_back(view);
            }
        }
    return views;
}

std::vector<ViewRequest> views_of(const Job& job, const Snapshot& snapshot) {
    std::vector<ViewRequest> views;
    for (const FigureSpec& figure : job.ready.experiment.figures)
        for (const ViewRequest& view : views_needed(figure, *snapshot.scene, job.options))
            if (view.step.value_or(0) <= snapshot.step) views.push_back(view);
    return views;
}

// In every format; a path a line, once its file is complete. A signal ends it between two files.
void write_figure(const Job& job, const FigureSpec& spec, const Snapshot& snapshot, const fs::path& stem,
                  const FigureRequest& request, Output& output) {
    ExportOptions options;
    options.dpi = request.dpi;
    options.svg_text = request.svg_text;
    options.existing = request.training.force ? Existing::Replace : Existing::Refuse;
    Figure figure = build(spec, snapshot, job.options);
    figure.facts.push_back(version_fact());
    figure.recipe =
        to_json(recipe_of(job.ready.experiment, snapshot, spec, job.options, figure, version_fact().value));
    for (const std::string& format : request.formats) {
        if (SignalGuard::received() != 0) return;
        const fs::path file = export_figure(figure, with_ending(stem, format), format, options);
        output.print(file.string() + "\n");
        output.is_open();  // out it goes, before the next file is begun
    }
}

void write_figures(const Job& job, const Snapshot& snapshot, const FigureRequest& request, Output& output) {
    for (std::size_t i = 0; i < job.stems.size(); ++i)
        write_figure(job, job.ready.experiment.figures[i], snapshot, job.stems[i], request, output);
}

// The figures as they were at every keyframe: what came later is not in them.
void write_frames(const Job& job, const Snapshot& snapshot, const FigureRequest& request, Output& output) {
    int number = 0;
    for (const KeyframeMark& mark : snapshot.keyframes) {
        Snapshot moment = at_moment(snapshot, mark.step);
        std::erase_if(moment.views, [&](const View& view) { return view.step > mark.step; });
        ++number;
        for (std::size_t i = 0; i < job.tokens.size(); ++i)
            write_figure(job, job.ready.experiment.figures[i], moment,
                         frame_stem(job.tokens[i], request, moment.epoch(), mark.step, number), request,
                         output);
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
    reports.views_wanted = [&](const Snapshot& last) {
        return request.has_frames ? views_of_frames(job, last) : views_of(job, last);
    };
    const Trained trained =
        train(taken_beginning(job.ready), request.training.threads, reports, request.training.history);
    if (const std::string failure = failure_of(*trained.snapshot); !failure.empty()) throw Error(failure);
    if (trained.signal == 0 && request.has_frames)
        write_frames(job, *trained.snapshot, request, output);
    else if (trained.signal == 0)
        write_figures(job, *trained.snapshot, request, output);
    else
        keep_curves(job, *trained.snapshot, request, progress);
    return SignalGuard::received() == 0 ? Done : 128 + SignalGuard::received();
}

}  // namespace

int make_figures(const FigureRequest& request) {
    const SignalGuard signals;
    std::vector<Job> jobs;
    std::vector<fs::path> planned;
    for (const std::string& id : request.experiments) jobs.push_back(make_job(id, request, planned));
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
