#include "app/watch.h"

#include "core/base/log.h"
#include "core/figure/number_text.h"
#include "core/session/time_left.h"

namespace reweigh {
namespace {

using namespace std::chrono_literals;
constexpr auto longest_silence = 5s;

bool is_running(const Snapshot& snapshot) { return std::holds_alternative<Running>(snapshot.status); }

}  // namespace

void RunWatch::tell_of_first_picture(const Snapshot& snapshot, Clock::time_point now) {
    if (!opened_) opened_ = now;
    if (has_picture_ || snapshot.views.empty() || !snapshot.views.front().logits) return;
    has_picture_ = true;
    const std::chrono::duration<double> taken = now - *opened_;
    log(LogLevel::Note, "window", "The first picture came after " + number_text(taken.count(), 2) + " s.");
}

// Of minutes and hours people want to know the end.
void RunWatch::tell_of_length(const Snapshot& snapshot, Messages& messages) {
    if (knows_length_ || !snapshot.scene || snapshot.scene->data->is_plane()) return;
    knows_length_ = whole_run_seconds(snapshot).has_value();
    if (const std::string sentence = long_run_sentence(snapshot); !sentence.empty())
        messages.say({Tone::Note, sentence, std::nullopt});
}

void RunWatch::look(const Snapshot& snapshot, Clock::time_point now, Messages& messages) {
    tell_of_first_picture(snapshot, now);
    const auto say = [&](const std::string& sentence) { messages.say({Tone::Note, sentence, std::nullopt}); };
    if (run_ != snapshot.run && snapshot.scene) {
        run_ = snapshot.run;
        last_notice_ = 0;
        knows_length_ = false;
    }
    tell_of_length(snapshot, messages);
    for (const Notice& notice : snapshot.notices)
        if (notice.number > last_notice_) {
            last_notice_ = notice.number;
            say(notice.sentence);
        }
    if (!is_running(snapshot) || snapshot.step != step_) {
        step_ = snapshot.step;
        changed_ = now;
        has_complained_ = false;
    }
    if (is_overdue(snapshot, now)) {
        has_complained_ = true;
        say("The trainer has not reported for 5 s (step " + count_text(snapshot.step) + ").");
    }
}

bool RunWatch::is_overdue(const Snapshot& shown, Clock::time_point now) const {
    return is_running(shown) && !has_complained_ && shown.step == step_ && now - changed_ > longest_silence;
}

}  // namespace reweigh
