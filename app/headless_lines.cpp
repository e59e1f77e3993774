#include "app/headless_lines.h"

#include "app/headless_training.h"
#include "core/config/json.h"
#include "core/config/text.h"
#include "core/experiment/curve_rows.h"

#include <cmath>

namespace reweigh {
namespace {

std::string member(const char* key, const std::string& json) {
    return ",\"" + std::string(key) + "\":" + json;
}

std::string number(double value) { return std::isfinite(value) ? to_text(value) : "null"; }

std::string readout_line(const Snapshot& snapshot, const Curve& curve, std::size_t i) {
    const Setup& setup = snapshot.scene->setup;
    const std::int64_t step = snapshot.readout_steps[i];
    const double epoch = static_cast<double>(step) / static_cast<double>(snapshot.steps_per_epoch);
    const Replica& replica = setup.replicas[static_cast<std::size_t>(curve.replica)];
    return "{\"t\":\"readout\"" + member("step", std::to_string(step)) + member("epoch", number(epoch)) +
           member("model", json_quoted(model_key(setup, curve.role))) +
           member("replica", json_quoted(replica_name(setup, replica))) +
           member("name", json_quoted(curve.readout)) + member("value", number(curve.values[i])) + "}\n";
}

std::string list(const std::vector<std::string>& items) { return "[" + joined(items) + "]"; }

}  // namespace

void RunLines::print_news(const Snapshot& snapshot) {
    for (; printed_ < snapshot.readout_steps.size(); ++printed_)
        for (const Curve& curve : snapshot.curves)
            if (printed_ < curve.values.size()) output_.print(readout_line(snapshot, curve, printed_));
}

void RunLines::print_end(const Snapshot& snapshot, int signal) {
    const std::string step = member("step", std::to_string(snapshot.step));
    const std::string failure = failure_of(snapshot);
    if (!failure.empty())
        output_.print("{\"t\":\"failed\"" + step + member("reason", json_quoted(failure)) + "}\n");
    else if (signal != 0)
        output_.print("{\"t\":\"stopped\"" + step + member("signal", std::to_string(signal)) + "}\n");
    else if (const auto* finished = std::get_if<Finished>(&snapshot.status))
        output_.print("{\"t\":\"done\"" + step + member("reason", json_quoted(finished->reason)) + "}\n");
}

std::string plan_line(const ReadyExperiment& ready) {
    const Setup& setup = ready.start.setup;
    std::vector<std::string> replicas, rates, figures;
    for (const Replica& replica : setup.replicas)
        replicas.push_back(json_quoted(replica_name(setup, replica)));
    for (const LiveParams& live : ready.start.live.variants) rates.push_back(number(live.learning_rate));
    for (const FigureSpec& figure : ready.experiment.figures) figures.push_back(json_quoted(figure.name));
    const std::int64_t epoch = steps_per_epoch(setup, ready.start.data->size());
    return "{\"t\":\"plan\"" + member("experiment", json_quoted(setup.experiment)) +
           member("title", json_quoted(setup.title)) + member("data", json_quoted(ready.start.data->source)) +
           member("points", std::to_string(ready.start.data->size())) +
           member("sigma_max", number(ready.start.data->sigma_max)) +
           member("digest", json_quoted(ready.start.data->digest)) + member("learning_rates", list(rates)) +
           member("steps_per_epoch", std::to_string(epoch)) +
           member("epochs", setup.stop.epochs ? std::to_string(*setup.stop.epochs) : "null") +
           member("steps", setup.stop.steps ? std::to_string(*setup.stop.steps) : "null") +
           member("replicas", list(replicas)) + member("figures", list(figures)) + "}\n";
}

int print_plans(const std::vector<std::string>& lines) {
    Output output;
    for (const std::string& line : lines) output.print(line);
    output.require_complete();
    return Done;
}

}  // namespace reweigh
