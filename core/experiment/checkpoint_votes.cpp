#include "core/experiment/checkpoint_votes.h"

#include "core/base/error.h"
#include "core/session/measurement.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace reweigh {
namespace {

std::size_t voter_words(const Votes& votes) { return (votes.voters.size() + 63) / 64; }

std::size_t words_of(const Votes& votes) {
    std::size_t count = voter_words(votes);
    for (const SetVotes& set : votes.sets) count += set.words().size();
    return count;
}

void append(std::vector<std::int64_t>& words, const Votes& votes) {
    std::vector<std::uint64_t> voters(voter_words(votes));
    for (std::size_t i = 0; i < votes.voters.size(); ++i)
        voters[i / 64] |= std::uint64_t{votes.voters[i]} << (i % 64);
    for (const std::uint64_t word : voters) words.push_back(std::bit_cast<std::int64_t>(word));
    for (const SetVotes& set : votes.sets)
        for (const std::uint64_t word : set.words()) words.push_back(std::bit_cast<std::int64_t>(word));
}

// Null where nobody votes.
std::shared_ptr<const Votes> votes_from(Votes votes, std::span<const std::int64_t> words) {
    for (std::size_t i = 0; i < votes.voters.size(); ++i)
        votes.voters[i] = std::bit_cast<std::uint64_t>(words[i / 64]) >> (i % 64) & 1;
    if (std::ranges::count(votes.voters, 1) == 0) return nullptr;
    words = words.subspan(voter_words(votes));
    for (SetVotes& set : votes.sets) {
        const std::span<std::uint64_t> own = set.words();
        std::ranges::transform(words.first(own.size()), own.begin(),
                               [](std::int64_t word) { return std::bit_cast<std::uint64_t>(word); });
        words = words.subspan(own.size());
    }
    return std::make_shared<const Votes>(std::move(votes));
}

}  // namespace

std::vector<std::int64_t> packed_votes(const RunRecord& run) {
    if (run.votes.empty()) return {};
    std::vector<std::int64_t> words;
    bool any = false;
    const Votes nobody = MeasurementPlan(run.scene).ballot(0);
    for (std::size_t i = 0; i < run.votes.size(); ++i) {
        any = any || run.votes[i];
        append(words, run.votes[i] ? *run.votes[i] : nobody);
    }
    return any ? words : std::vector<std::int64_t>{};
}

VotesOverTime unpacked_votes(const RunRecord& run, std::span<const std::int64_t> words) {
    const Votes nobody = MeasurementPlan(run.scene).ballot(0);
    const std::size_t each = words_of(nobody), steps = run.readout_steps.size();
    if (nobody.sets.empty() || words.size() != steps * each)
        throw Error("the votes do not fit the pictures and read-outs.");
    VotesOverTime votes;
    for (std::size_t i = 0; i < steps; ++i) {
        Votes next = nobody;
        next.step = run.readout_steps[i];
        votes.append(votes_from(std::move(next), words.subspan(i * each, each)));
    }
    return votes;
}

}  // namespace reweigh
