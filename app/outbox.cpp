#include "app/outbox.h"

namespace reweigh {

void Outbox::post(Command command) { commands_.push_back(std::move(command)); }
void Outbox::request(Request request) { requests_.push_back(std::move(request)); }

void Outbox::look_at(std::int64_t step) {
    for (ViewRequest& view : views_) view.step = view.step.value_or(step);
}

void Outbox::set_live(Live live) {
    pending_ = Pending{live, pending_ ? pending_->run : std::nullopt};
    post(SetLive{std::move(live)});
}

const Live& Outbox::live(const Snapshot& snapshot) const {
    const bool fits = pending_ && pending_->live.variants.size() == snapshot.live.variants.size();
    return fits ? pending_->live : snapshot.live;
}

void Outbox::settle(const Snapshot& snapshot) {
    if (!pending_) return;
    if (!pending_->run) pending_->run = snapshot.run;
    if (*pending_->run != snapshot.run || pending_->live == snapshot.live ||
        pending_->live == snapshot.refused)
        pending_.reset();
}

}  // namespace reweigh
