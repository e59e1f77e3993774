#pragma once

#include "app/messages.h"
#include "core/session/session.h"

#include <cstdint>
#include <optional>

namespace reweigh {

// Looks at every snapshot for what a person should be told: notices of data and trainer, about how long a
// long run on pictures takes, a trainer that does not report. The log hears when the first picture was there.
// GUI thread only.
class RunWatch {
public:
    void look(const Snapshot& snapshot, Clock::time_point now, Messages& messages);
    // A running trainer has been silent for longer than it should and this was not said yet.
    bool is_overdue(const Snapshot& shown, Clock::time_point now) const;

private:
    void tell_of_length(const Snapshot& snapshot, Messages& messages);
    void tell_of_first_picture(const Snapshot& snapshot, Clock::time_point now);

    std::optional<Clock::time_point> opened_;  // the first look, until there is a picture
    bool has_picture_ = false, knows_length_ = false;
    std::optional<std::uint64_t> run_;
    std::int64_t step_ = -1;
    int last_notice_ = 0;
    Clock::time_point changed_{};
    bool has_complained_ = false;
};

}  // namespace reweigh
