#include "app/run_maker.h"

#include <filesystem>
#include <utility>

namespace reweigh {
namespace {

constexpr const char* first_experiment = "boundary/start";

bool is_csv(const std::string& name) { return std::filesystem::path(name).extension() == ".csv"; }

PreparedRun prepared(Experiment experiment) {
    Start start = prepare(experiment);
    return {std::move(experiment), std::move(start)};
}

Experiment with_csv(Experiment experiment, const std::string& file) {
    experiment.setup.data = CsvParams{file};
    return experiment;
}

}  // namespace

PreparedRun open_run(const std::string& name, const Experiment& base) {
    return prepared(is_csv(name) ? with_csv(base, name) : load_experiment(name));
}

PreparedRun open_run(const std::string& name, const Overrides& overrides) {
    if (!is_csv(name)) return prepared(load_experiment(name, overrides));
    return prepared(with_csv(load_experiment(first_experiment, overrides), name));
}

template <class Task>
void RunMaker::start(std::string name, Task task) {
    name_ = std::move(name);
    job_.start(std::move(task));
    if (where_ == Where::AtOnce) job_.wait();
}

void RunMaker::load(const std::string& name, const Experiment& base) {
    start(std::filesystem::path(name).filename().string(), [name, base] { return open_run(name, base); });
}

void RunMaker::restart(Experiment experiment) {
    std::string name = experiment.id;
    start(std::move(name), [experiment = std::move(experiment)] { return prepared(experiment); });
}

std::optional<PreparedRun> RunMaker::take() {
    if (!job_.is_ready()) return std::nullopt;
    name_.reset();
    return job_.take();
}

}  // namespace reweigh
