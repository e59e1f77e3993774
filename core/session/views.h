#pragma once

#include "core/session/keyframes.h"
#include "core/session/training.h"
#include "core/state/snapshot.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace reweigh {

// What views are evaluated from. A failed engine is no longer asked for its present weights.
struct ViewSource {
    const Training& training;
    const KeyframeStore& keyframes;
    const std::vector<std::shared_ptr<const PastRun>>& past;
    bool present_is_sound = true;
};

// The answers to the last Look, of the run on screen and of past ones that its engines can evaluate. Past
// moments, and the present one at rest, are evaluated in full, a group of equal rectangles at a time. The
// present of a running training is refreshed within an allowance of time: all at one step, coarser down to 64
// x 64, then less often. Trainer thread only.
class Views {
public:
    using Now = std::function<std::chrono::steady_clock::time_point()>;
    Views(Now now, int threads) : now_(std::move(now)), threads_(threads) {}

    void want(std::vector<ViewRequest> requests);  // answers of requests that stay are kept
    void forget_answers();                         // another run
    // An edit: the present's answer of this step no longer holds. The past is as it was trained.
    void outdate(std::int64_t step);

    // Whether a full answer is missing; `running`: of a past moment only.
    bool is_incomplete(const ViewSource& source, bool running) const;
    // Evaluates the next group of missing full answers. False when there was none.
    bool answer_group(const ViewSource& source, bool running);

    void earn(double seconds);  // adds to the allowance
    // Evaluates the present moment as finely as the allowance permits; coarsely, beyond the allowance, where
    // `at_once`. False when nothing was evaluated.
    bool refresh(const ViewSource& source, bool at_once);

    std::vector<View> answers() const;  // in the order of the requests, what is there

private:
    struct Slot {
        ViewRequest request;
        std::optional<View> answer;
        bool outdated = false;
    };
    struct Target {  // null: the present
        const KeptKeyframe* kept = nullptr;
        std::int64_t step = 0;
        const std::vector<Edit>* edits = nullptr;  // of its run
    };
    struct Size {
        int width = 0, height = 0;
        friend bool operator==(const Size&, const Size&) = default;
    };

    static bool can_answer(const Slot& slot, const ViewSource& source);
    static Target target_of(const Slot& slot, const ViewSource& source);
    static const Live& live_of(const ViewRequest& request, const Target& target);
    static Size size_at(const ViewRequest& request, double scale);
    bool needs_full(const Slot& slot, const ViewSource& source, bool running) const;
    double cost(const ViewRequest& request, Size size) const;  // seconds, estimated
    std::vector<Slot*> group_of(Slot& first, const std::vector<Slot*>& open, const ViewSource& source) const;
    void evaluate(const std::vector<Slot*>& group, Size size, const ViewSource& source);

    Now now_;
    int threads_;
    std::vector<Slot> slots_;
    double allowance_ = 0;                       // seconds
    std::array<double, 2> seconds_per_point_{};  // by role
};

}  // namespace reweigh
