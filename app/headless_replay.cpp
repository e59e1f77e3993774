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

namespace reweigh {
namespace {

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
        members.emplace_back("largest_difference", number_node(compared->largest));
    }
    const bool holds = !compared || compared->different == 0;
    members.emplace_back("verdict", text_node(holds ? "PASS" : "FAIL"));
    return to_json(table_node(std::move(members))) + "\n";
}

std::string sentence_of(const SavedRun& saved, const std::optional<ReplayComparison>& compared) {
    const std::string run = "Run " + std::to_string(saved.run) + ", " + saved.experiment.id + ": ";
    if (!compared)
        return run + "checksums hold at step " + with_thousands(saved.record->step()) +
               "; nothing was replayed.";
    return run + to_text(*compared) + ".";
}

int verify_figure(const VerifyRequest& request, const std::string& bytes) {
    const SignalGuard signals;
    const std::string file = request.file.string();
    const FigureRecipe recipe =
        from_input([&] { return read_figure_recipe(read_recipe(bytes, file), file + " (recipe)"); });
    Start start = from_input([&] { return start_of(recipe, file); });
    Progress progress(request.quiet);
    Output output;
    bool holds = true;
    if (request.steps.value_or(1) > 0) {
        TrainingReports reports;
        reports.news = [&](const Snapshot& snapshot) {
            progress.show(snapshot);
            return true;
        };
        const Trained trained = train(std::move(start), request.threads, reports);
        if (trained.signal != 0) return 128 + trained.signal;
        holds = numbers_digest(figure_again(recipe, *trained.snapshot)) == recipe.numbers;
    }
    progress.clear();
    output.print(to_json(table_node({{"t", text_node("verify")},
                                     {"file", text_node(file)},
                                     {"figure", text_node(recipe.figure.name)},
                                     {"experiment", text_node(recipe.experiment.id)},
                                     {"to", whole_number_node(recipe.step)},
                                     {"verdict", text_node(holds ? "PASS" : "FAIL")}})) +
                 "\n");
    progress.say(recipe.figure.name + " of " + recipe.experiment.id +
                 (request.steps == 0 ? ": its data are the same; nothing was trained."
                  : holds ? ": trained again to step " + with_thousands(recipe.step) + ", identical numbers."
                          : ": trained again to step " + with_thousands(recipe.step) + ", other numbers."));
    output.require_complete();
    return holds ? Done : ClaimFailed;
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
            holds = holds && compared->different == 0;
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
