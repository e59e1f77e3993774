#include "app/gallery.h"

#include "core/base/error.h"
#include "core/experiment/experiment.h"

#include <algorithm>
#include <utility>

namespace reweigh {
namespace {

std::vector<GalleryCard> cards_of(const std::string& program) {
    std::vector<GalleryCard> cards;
    for (const ExperimentEntry& entry : list_experiments()) {
        if (entry.figures.empty()) continue;
        GalleryCard card{entry.id, entry.title, static_cast<int>(entry.figures.size()), NotMade{}};
        if (auto made = kept_figure(entry.id, program)) card.state = std::move(*made);
        cards.push_back(std::move(card));
    }
    return cards;
}

}  // namespace

Gallery::~Gallery() {
    if (progress_) progress_->is_cancelled = true;
}

GalleryCard* Gallery::card(const std::string& experiment) {
    if (!cards_) return nullptr;
    const auto found = std::ranges::find(*cards_, experiment, &GalleryCard::id);
    return found == cards_->end() ? nullptr : &*found;
}

void Gallery::open() {
    if (cards_ || list_.is_busy()) return;
    list_.start([program = program_] { return cards_of(program); });
    if (where_ == Where::AtOnce) list_.wait();
    take_list();
}

void Gallery::take_list() {
    if (auto cards = list_.take()) cards_ = std::move(cards);
}

void Gallery::make(const std::string& experiment) {
    GalleryCard* const wanted = card(experiment);
    const bool is_under_way = wanted && (std::holds_alternative<Making>(wanted->state) ||
                                         std::holds_alternative<Waiting>(wanted->state));
    if (!wanted || is_under_way) return;
    wanted->state = Waiting{};
    waiting_.push_back(experiment);
    begin_next();
}

void Gallery::cancel(const std::string& experiment) {
    if (experiment == made_ && progress_) progress_->is_cancelled = true;
    std::erase(waiting_, experiment);
    GalleryCard* const stopped = card(experiment);
    if (stopped && std::holds_alternative<Waiting>(stopped->state)) stopped->state = NotMade{};
}

void Gallery::begin_next() {
    if (job_.is_busy() || waiting_.empty()) return;
    made_ = waiting_.front();
    waiting_.pop_front();
    card(made_)->state = Making{};
    progress_ = std::make_shared<MakingProgress>();
    begun_ = std::chrono::steady_clock::now();
    job_.start([experiment = made_, program = program_, progress = progress_] {
        auto made = make_figure(experiment, *progress);
        if (made) keep_figure(experiment, program, *made);
        return made;
    });
    if (where_ == Where::AtOnce) job_.wait();
}

void Gallery::show_progress() {
    constexpr double telling_share = 0.02, telling_seconds = 1;
    const double share = progress_->share;
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
    Making making{share, {}};
    if (share >= telling_share && seconds >= telling_seconds)
        making.seconds_left = seconds / share * (1 - share);
    card(made_)->state = making;
}

Message Gallery::finish(CardState state, const std::string& sentence, Tone tone) {
    card(made_)->state = std::move(state);
    made_.clear();
    progress_.reset();
    begin_next();
    return {tone, sentence, std::nullopt};
}

std::optional<Message> Gallery::look() {
    take_list();
    if (!job_.is_busy()) return {};
    if (!job_.is_ready()) {
        show_progress();
        return {};
    }
    const std::string experiment = made_;
    try {
        std::optional<MadeFigure> made = *job_.take();
        if (made) return finish(std::move(*made), "Made the figure of " + experiment + ".", Tone::Good);
        return finish(NotMade{}, "The figure of " + experiment + " was cancelled.", Tone::Note);
    } catch (const std::exception& problem) {  // it stays on the card
        return finish(NotMakeable{problem.what()}, experiment + ": " + problem.what(), Tone::Problem);
    }
}

}  // namespace reweigh
