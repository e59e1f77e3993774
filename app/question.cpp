#include "app/question.h"

#include <cmath>
#include <string>

namespace reweigh {
namespace {

constexpr double unasked_seconds = 60;

// Wall time of training so far; after the last read-out as fast as before it.
double trained_seconds(const Snapshot& snapshot) {
    if (snapshot.readout_seconds.empty() || snapshot.readout_steps.back() == 0) return 0;
    return snapshot.readout_seconds.back() * static_cast<double>(snapshot.step) /
           static_cast<double>(snapshot.readout_steps.back());
}

// "3 h 12 min", "3 min".
std::string duration_text(double seconds) {
    const auto minutes = static_cast<long>(std::floor(seconds / 60));
    const std::string rest = std::to_string(minutes % 60) + " min";
    return minutes < 60 ? rest : std::to_string(minutes / 60) + " h " + rest;
}

// What the button says; nothing for what keeps the run.
struct Verb {
    std::optional<std::string> operator()(const Begin&) const { return "Reset"; }
    std::optional<std::string> operator()(const Restart&) const { return "Restart"; }
    std::optional<std::string> operator()(const LoadExperiment&) const { return "Open"; }
    std::optional<std::string> operator()(const Close&) const { return "Close"; }
    template <class Other>
    std::optional<std::string> operator()(const Other&) const {
        return std::nullopt;
    }
};

}  // namespace

std::optional<Question> question_before(const Request& request, const Snapshot& snapshot) {
    const std::optional<std::string> verb = std::visit(Verb{}, request);
    const double seconds = trained_seconds(snapshot);
    if (!verb || seconds <= unasked_seconds) return std::nullopt;
    const bool names_a_file = std::holds_alternative<LoadExperiment>(request);
    const std::string act = names_a_file ? "Opening another run" : *verb == "Close" ? "Closing" : *verb;
    return Question{act + " discards " + duration_text(seconds) + " of training.", *verb, request};
}

}  // namespace reweigh
