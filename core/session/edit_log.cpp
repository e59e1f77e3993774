#include "core/session/edit_log.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <limits>
#include <utility>

namespace reweigh {

const Live& live_at(const std::vector<Edit>& edits, std::int64_t step) {
    const auto later = std::ranges::upper_bound(edits, step, {}, &Edit::step);
    assert(later != edits.begin());
    return std::prev(later)->live;
}

std::int64_t next_edit_after(const std::vector<Edit>& edits, std::int64_t step) {
    const auto later = std::ranges::upper_bound(edits, step, {}, &Edit::step);
    return later == edits.end() ? std::numeric_limits<std::int64_t>::max() : later->step;
}

void log_edit(std::vector<Edit>& edits, std::int64_t step, Live live) {
    if (live == edits.back().live) return;
    if (edits.back().step == step)
        edits.back().live = std::move(live);
    else
        edits.push_back({step, std::move(live)});
}

}  // namespace reweigh
