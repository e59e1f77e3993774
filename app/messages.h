#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>

namespace reweigh {

enum class Tone { Note, Good, Problem };

// A sentence for the person at the window: one log entry, the last one in the status bar.
struct Message {
    Tone tone = Tone::Note;
    std::string sentence;
    std::optional<std::filesystem::path> folder;  // offers [Show folder]
    int times = 1;
};

// The messages so far, newest last; repeats are counted. GUI thread only.
class Messages {
public:
    void say(Message message);
    const Message* last() const { return messages_.empty() ? nullptr : &messages_.back(); }
    const std::deque<Message>& all() const { return messages_; }  // at most 100
    std::int64_t said() const { return said_; }                   // so far, repeats too

private:
    std::int64_t said_ = 0;
    std::deque<Message> messages_;
};

}  // namespace reweigh
