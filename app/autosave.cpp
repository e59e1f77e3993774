#include "app/autosave.h"

#include "core/base/error.h"
#include "core/experiment/checkpoint.h"

#include <utility>

namespace reweigh {
namespace {

using namespace std::chrono_literals;
constexpr auto sign_of_life_period = 20s;

}  // namespace

Autosave::Moment Autosave::moment_of(const Snapshot& snapshot) {
    return {snapshot.run, snapshot.step, snapshot.edits.size()};
}

std::optional<Capture> Autosave::when_due(const Snapshot& snapshot, const ViewState& view,
                                          const std::filesystem::path& file, Clock::time_point now) {
    const bool trains = std::holds_alternative<Running>(snapshot.status) && snapshot.run == seen_run_;
    if (trains) trained_ += now - looked_;
    looked_ = now;
    seen_run_ = snapshot.run;
    if (trained_ < options_.period) return std::nullopt;
    return before_leaving(snapshot, view, file);
}

std::optional<Capture> Autosave::before_leaving(const Snapshot& snapshot, const ViewState& view,
                                                const std::filesystem::path& file) {
    const Moment moment = moment_of(snapshot);
    const bool trains = std::holds_alternative<Running>(snapshot.status);  // beyond what the snapshot says
    if (!snapshot.scene || (snapshot.step == 0 && !trains) || (moment == kept_ && !trains))
        return std::nullopt;
    kept_ = moment;
    trained_ = {};
    const Capture capture = captures_->ask();
    asked_.push_back({capture.number, saved_window(snapshot, view, options_.program, file, capture.history)});
    return capture;
}

void Autosave::look(const Snapshot& snapshot, Clock::time_point now) {
    while (!asked_.empty()) {
        const std::optional<Captured> answer = captures_->take(asked_.front().number, snapshot);
        if (!answer) break;
        Asked asked = std::move(asked_.front());
        asked_.pop_front();
        if (has_run(asked.window, *answer)) unwritten_.push_back({std::move(asked.window), *answer});
    }
    if (job_.is_ready()) {
        writes_ = false;
        job_.take();  // its error comes out here
    }
    if (job_.is_busy()) return;
    if (!unwritten_.empty()) return write_next();
    if (!*files_ || now - told_ < sign_of_life_period) return;
    told_ = now;
    job_.start([files = files_] {
        (*files)->tell_alive();
        return true;
    });
}

void Autosave::write_next() {
    writes_ = true;
    job_.start([files = files_, folder = options_.folder, unwritten = std::move(unwritten_.front())] {
        if (!*files) files->emplace(folder);
        (*files)->write(checkpoint_of(unwritten.window, unwritten.captured));
        return true;
    });
    unwritten_.pop_front();
}

void Autosave::settle() {
    job_.wait();
    if (*files_) (*files_)->settle();
}

}  // namespace reweigh
