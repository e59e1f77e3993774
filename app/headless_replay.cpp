#include "app/headless_input.h"
#include "app/headless_output.h"
#include "app/headless_progress.h"
#include "app/headless_training.h"
#include "core/base/file.h"
#include "core/base/signals.h"
#include "core/config/json.h"
#include "core/config/make_node.h"
#include "core/config/text.h"
#include "core/engine/engine.h"
#include "core/experiment/checkpoint.h"
#include "core/experiment/figure_recipe.h"
#include "core/figure/recipe.h"
#include "core/session/replay.h"

#include <cmath>

namespace reweigh {
namespace {

const char* verdict_text(ReplayVerdict verdict) {
    switch (verdict) {
        case ReplayVerdict::Pass:
            return "PASS";
        case ReplayVerdict::Fail:
            return "FAIL";
        case ReplayVerdict::NoBound:
            break;
    }
    return "NO BOUND";
}

// JSON knows no infinite number.
Node finite_node(double value) {
    return number_node(std::isfinite(value) ? std::optional(value) : std::nullopt);
}

// What was found of one run; `compared` is nothing where only checksums were asked for.
std::string line_of(const VerifyRequest& request, const SavedRun& saved,
                    const std::optional<ReplayComparison>& compared) {
    std::vector<std::pair<std::string, Node>> members{{"t", text_node("verify")},
                                                      {"file", text_node(request.file.string())},
                                                      {"run", seed_node(saved.run)},
                                                      {"experiment", text_node(saved.experiment.id)}};
    if (compared) {
        members.emplace_back("from", whole_number_node(compared->from));
        members.emplace_back("to", whole_number_node(compared->to));
        members.emplace_back("values", whole_number_node(compared->values));
        members.emplace_back("different", whole_number_node(compared->different));
        members.emplace_back("largest_difference", finite_node(compared->largest));
    }
    if (compared && compared->gpu_precision) {
        members.emplace_back("gpu_precision", text_node(word_of(*compared->gpu_precision)));
        members.emplace_back("distance", finite_node(compared->distance));
        members.emplace_back("bound", number_node(compared->gate()));
    }
    const ReplayVerdict verdict = compared ? verdict_of(*compared) : ReplayVerdict::Pass;
    members.emplace_back("verdict", text_node(verdict_text(verdict)));
    return to_json(table_node(std::move(members))) + "\n";
}

std::string sentence_of(const SavedRun& saved, const std::optional<ReplayComparison>& compared) {
    const std::string run = "Run " + std::to_string(saved.run) + ", " + saved.experiment.id + ": ";
    if (!compared)
        return run + "checksums hold at step " + with_thousands(saved.record->step()) +
               "; nothing was replayed.";
    return run + to_text(*compared) + ".";
}

// A figure keeps of its numbers no more than their checksum. Those of a GPU need not come again.
ReplayVerdict verdict_of(const FigureRecipe& recipe, const Snapshot& again) {
    if (numbers_digest(figure_again(recipe, again)) == recipe.numbers) return ReplayVerdict::Pass;
    const bool is_of_gpu = recipe.gpu_precision || again.scene->gpu_precision;
    return is_of_gpu ? ReplayVerdict::NoBound : ReplayVerdict::Fail;
}

// `verdict` is nothing where only the data were asked about.
std::string sentence_of(const FigureRecipe& recipe, std::optional<ReplayVerdict> verdict) {
    const std::string figure = recipe.figure.name + " of " + recipe.experiment.id + ": ";
    if (!verdict) return figure + "its data are the same; nothing was trained.";
    const std::string again = figure + "trained again to step " + with_thousands(recipe.step) + ", ";
    if (*verdict == ReplayVerdict::Pass) return again + "identical numbers.";
    return again + "other numbers" +
           (*verdict == ReplayVerdict::Fail
                ? "."
                : "; numbers of a GPU need not come again, and a figure keeps no weights to compare.");
}

int verify_figure(const VerifyRequest& request, const std::string& bytes) {
    const SignalGuard signals;
    const std::string file = request.file.string();
    const FigureRecipe recipe =
        from_input([&] { return read_figure_recipe(read_recipe(bytes, file), file + " (recipe)"); });
    Start start = from_input([&] { return start_of(recipe, file); });
    Progress progress(request.quiet);
    Output output;
    std::optional<ReplayVerdict> verdict;
    if (request.steps.value_or(1) > 0) {
        TrainingReports reports;
        reports.news = [&](const Snapshot& snapshot) {
            progress.show(snapshot);
            return true;
        };
        const Trained trained = train(std::move(start), request.threads, reports);
        if (trained.signal != 0) return 128 + trained.signal;
        verdict = verdict_of(recipe, *trained.snapshot);
    }
    progress.clear();
    output.print(
        to_json(table_node({{"t", text_node("verify")},
                            {"file", text_node(file)},
                            {"figure", text_node(recipe.figure.name)},
                            {"experiment", text_node(recipe.experiment.id)},
                            {"to", whole_number_node(recipe.step)},
                            {"verdict", text_node(verdict_text(verdict.value_or(ReplayVerdict::Pass)))}})) +
        "\n");
    progress.say(sentence_of(recipe, verdict));
    output.require_complete();
    return verdict == ReplayVerdict::Fail ? ClaimFailed : Done;
}

int verify_checkpoint(const VerifyRequest& request, const std::string& bytes) {
    const SignalGuard signals;
    const Checkpoint checkpoint = from_input([&] { return read_checkpoint(bytes, request.file.string()); });
    Progress progress(request.quiet);
    Output output;
    bool holds = true;
    for (const SavedRun& saved : checkpoint.runs) {
        const RunRecord& record = *saved.record;
        const std::optional<std::int64_t> from =
            request.from_start ? std::optional<std::int64_t>(0) : replay_origin(record, request.steps);
        std::optional<ReplayComparison> compared;
        if (from && request.steps.value_or(1) > 0) {
            compared = compare_replay(record, *from, make_engine, request.threads, [&](std::int64_t step) {
                progress.show_text("run " + std::to_string(saved.run) + "  step " + with_thousands(step) +
                                   " of " + with_thousands(record.step()));
                return SignalGuard::received() == 0;
            });
            if (!compared) return 128 + SignalGuard::received();
            holds = holds && verdict_of(*compared) != ReplayVerdict::Fail;
        }
        progress.clear();
        output.print(line_of(request, saved, compared));
        progress.say(sentence_of(saved, compared));
    }
    output.require_complete();
    return holds ? Done : ClaimFailed;
}

}  // namespace

int verify_file(const VerifyRequest& request) {
    const std::string bytes = from_input([&] { return read_file(request.file, most_checkpoint_bytes); });
    return is_figure(bytes) ? verify_figure(request, bytes) : verify_checkpoint(request, bytes);
}

}  // namespace reweigh
