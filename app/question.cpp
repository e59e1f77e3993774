#include "app/question.h"

#include "app/keeper.h"
#include "core/experiment/sources.h"
#include "core/session/time_left.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <system_error>

namespace reweigh {
namespace {

constexpr double unasked_seconds = 60, long_run_seconds = 600;

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

double trained_seconds(const Snapshot& snapshot) {
    if (snapshot.readout_seconds.empty() || snapshot.readout_steps.back() == 0) return 0;
    return snapshot.readout_seconds.back() * static_cast<double>(snapshot.step) /
           static_cast<double>(snapshot.readout_steps.back());
}

std::optional<Question> question_before(const Request& request, const Snapshot& snapshot, double saved) {
    const std::optional<std::string> verb = std::visit(Verb{}, request);
    const double seconds = trained_seconds(snapshot) - saved;
    if (!verb || seconds <= unasked_seconds) return std::nullopt;
    const bool names_a_file = std::holds_alternative<LoadExperiment>(request);
    const std::string act = names_a_file ? "Opening another run" : *verb == "Close" ? "Closing" : *verb;
    std::string save = "Save and " + *verb;
    save[std::string("Save and ").size()] += 'a' - 'A';
    return Question{act + " discards " + duration_text(seconds) + " of training.",
                    {{save, request, Question::First::Save}, {*verb, request}, {"Cancel", std::nullopt}},
                    2};
}

std::optional<Question> question_of_length(const Snapshot& snapshot, const std::string& experiment) {
    if (!snapshot.scene || !are_pictures(snapshot.scene->setup.data) ||
        !std::holds_alternative<Running>(snapshot.status) || trained_seconds(snapshot) > unasked_seconds ||
        whole_run_seconds(snapshot).value_or(0) < long_run_seconds)
        return std::nullopt;
    Question question{long_run_sentence(snapshot), {{"Go on", std::nullopt}}, 0};
    const std::vector<std::string> known = experiment_names();
    if (const std::string small = experiment + "-small"; std::ranges::find(known, small) != known.end())
        question.choices.push_back({"Small version", LoadExperiment{small}});
    question.choices.push_back({"Pause", Perform{ActionId::PlayPause}});
    return question;
}

namespace {

// What a save would take the place of; it stays under another name.
std::optional<Question> question_of_replacing(const SaveTo& to, const std::filesystem::path& own) {
    std::error_code unreadable;
    if (to.file == own || !std::filesystem::exists(to.file, unreadable)) return std::nullopt;
    const std::string name = to.file.filename().string();
    return Question{name + " exists. What it holds would stay as " + name + "~.",
                    {{"Replace", to}, {"Cancel", std::nullopt}},
                    1};
}

}  // namespace

std::optional<Request> Questions::passed(Request request, const Snapshot& snapshot, ViewState& view,
                                         Keeper& keeper) {
    const auto* answer = std::get_if<Answer>(&request);
    if (answer == nullptr) {
        const auto* to = std::get_if<SaveTo>(&request);
        auto question = to != nullptr
                            ? question_of_replacing(*to, keeper.file_of(snapshot.run))
                            : question_before(request, snapshot, keeper.saved_seconds(snapshot.run));
        if (!question) return request;
        ask(std::move(question), view);
        return std::nullopt;
    }
    const auto question = std::exchange(view.question, std::nullopt);
    if (!question) return std::nullopt;
    const Question::Choice& choice = question->choices.at(answer->choice);
    if (choice.first == Question::First::Nothing) return choice.request;
    keeper.save(snapshot, view);
    after_save_ = choice.request;
    return std::nullopt;
}

void Questions::ask_about_length(const Snapshot& snapshot, ViewState& view) {
    if (timed_ == snapshot.run || view.overlay != Overlay::None) return;
    std::optional<Question> question = question_of_length(snapshot, view.experiment.id);
    if (question) timed_ = snapshot.run;
    ask(std::move(question), view);
}

void Questions::ask(std::optional<Question> question, ViewState& view) {
    if (!question) return;
    view.question = std::move(question);
    view.overlay = Overlay::Question;
}

}  // namespace reweigh
