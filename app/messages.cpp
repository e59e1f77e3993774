#include "app/messages.h"

#include "core/base/log.h"

#include <utility>

namespace reweigh {

void Messages::say(Message message) {
    ++said_;
    log(message.tone == Tone::Problem ? LogLevel::Warning : LogLevel::Note, "window", message.sentence);
    if (!messages_.empty() && messages_.back().sentence == message.sentence) {
        ++messages_.back().times;
        return;
    }
    messages_.push_back(std::move(message));
    if (messages_.size() > 100) messages_.pop_front();
}

}  // namespace reweigh
