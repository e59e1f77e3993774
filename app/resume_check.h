#pragma once

#include "app/captures.h"
#include "app/job.h"
#include "app/messages.h"
#include "core/state/snapshot.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

namespace reweigh {

// Proves beside the window that going on equals never having stopped: trains the run on screen again from its
// last keyframe but one and compares bits, of a GPU's run how far its weights are off. PRODUCT.md 7. GUI
// thread only.
class ResumeCheck {
public:
    explicit ResumeCheck(Captures& captures) : captures_(&captures) {}
    ~ResumeCheck() { *is_wanted_ = false; }
    ResumeCheck(const ResumeCheck&) = delete;
    ResumeCheck& operator=(const ResumeCheck&) = delete;

    Capture ask();
    // Looks for the answer of the trainer and begins to train again.
    void look(const Snapshot& snapshot);
    bool is_busy() const { return asked_.has_value() || job_.is_busy(); }
    void wait() const { job_.wait(); }
    // "Verify resume, from step 0 to 431: identical, 257 of 257 values.", once. Throws Error when it could
    // not be trained again.
    std::optional<Message> take() { return job_.take(); }

private:
    Captures* captures_;
    std::optional<std::uint64_t> asked_;
    std::shared_ptr<std::atomic<bool>> is_wanted_ = std::make_shared<std::atomic<bool>>(true);
    Job<Message> job_;
};

}  // namespace reweigh
