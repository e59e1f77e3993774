#pragma once

#include "app/view_state.h"
#include "core/state/snapshot.h"

#include <optional>
#include <utility>

namespace reweigh {

class Keeper;

// Wall time of training so far; after the last read-out as fast as before it.
double trained_seconds(const Snapshot& snapshot);

// What is asked before a request that throws more than a minute of training away that is not saved; nothing
// where there is nothing to ask. `saved`: the seconds of training in the run's own file. PRODUCT.md 4: "Reset
// discards 3 h 12 min of training."
std::optional<Question> question_before(const Request& request, const Snapshot& snapshot, double saved);

// What is asked once at the start of a run on pictures that takes long; nothing of others, and of a run that
// does not train or is well under way. Offers the small version of the experiment where there is one.
// PRODUCT.md 1.
std::optional<Question> question_of_length(const Snapshot& snapshot, const std::string& experiment);

// Lets requests through, asks before some, and knows what an answer sets off. GUI thread only.
class Questions {
public:
    // The request to carry out now; nothing while a person is asked, or a save comes first.
    std::optional<Request> passed(Request request, const Snapshot& snapshot, ViewState& view, Keeper& keeper);
    void ask(std::optional<Question> question, ViewState& view);
    // About the length of a run, once a run, and when nothing else lies over the window.
    void ask_about_length(const Snapshot& snapshot, ViewState& view);
    // The save that came first has ended well: the request that waited for it. Where it failed, it is gone.
    std::optional<Request> saved() { return std::exchange(after_save_, std::nullopt); }
    void failed() { after_save_.reset(); }

private:
    std::optional<Request> after_save_;
    std::optional<std::uint64_t> timed_;  // the run whose length was asked about last
};

}  // namespace reweigh
