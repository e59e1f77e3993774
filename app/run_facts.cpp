#include "app/run_facts.h"

#include "core/config/text.h"
#include "core/figure/curves_parts.h"
#include "core/figure/number_text.h"

namespace reweigh {
namespace {

constexpr std::size_t most_edits = 6;

std::string replicas_text(const Setup& setup) {
    const std::size_t count = setup.replicas.size();
    return std::to_string(setup.seed) +
           (count > 1 ? " (first of the sweep's; " + std::to_string(count) + " replicas)" : "");
}

// "3: L2 1e-3 at step 1,280; ..."
std::string edits_text(const Snapshot& snapshot) {
    const std::vector<EditMark> marks = edit_marks(snapshot, 0);
    std::string text = std::to_string(marks.size());
    for (std::size_t i = 0; i < marks.size() && i < most_edits; ++i)
        text += (i == 0 ? ": " : "; ") + marks[i].label + " at step " + with_thousands(marks[i].step);
    return text + (marks.size() > most_edits ? "; ..." : "");
}

std::string models_text(const Setup& setup) {
    const std::string model(kind_of_value(setup.model).label);
    return model +
           (setup.companion ? ", " + std::string(kind_of_value(*setup.companion).label) + " beside it" : "");
}

std::string weights_text(const Setup& setup) {
    if (!setup.start_weights) return "drawn from the seed";
    return "from " + setup.weights_file + ", SHA-256 " + setup.start_weights->digest;
}

std::string precision_text(const Scene& scene) {
    return scene.gpu_precision ? word_of(*scene.gpu_precision) + " on a GPU" : "fp32";
}

}  // namespace

std::vector<Fact> run_facts(const Snapshot& snapshot, const Experiment& experiment,
                            const std::filesystem::path& file, std::vector<Fact> program) {
    std::vector<Fact> facts;
    if (snapshot.scene) {
        const Setup& setup = snapshot.scene->setup;
        const Dataset& data = *snapshot.scene->data;
        facts = {
            {"Experiment", experiment.id},
            {"Seed", replicas_text(setup)},
            {"Model", models_text(setup)},
            {"Weights", weights_text(setup)},
            {"Moment", "epoch " + epoch_text(snapshot.epoch()) + ", step " + with_thousands(snapshot.step)},
            {"Edits", edits_text(snapshot)},
            {"Data", data.source + ", " + with_thousands(data.size()) + " points"},
            {"Data digest", "SHA-256 " + data.digest},
            {"Engine", word_of(setup.engine)},
            {"Precision", precision_text(*snapshot.scene)},
            {"File", file.empty() ? "not saved" : file.string()}};
    }
    facts.insert(facts.end(), program.begin(), program.end());
    return facts;
}

std::string to_text(const std::vector<Fact>& facts) {
    std::string text;
    for (const Fact& fact : facts) text += fact.label + ": " + fact.value + "\n";
    return text;
}

}  // namespace reweigh
