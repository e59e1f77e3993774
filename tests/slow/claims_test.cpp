#include "core/experiment/claim_runs.h"
#include "core/session/session.h"

#include <doctest/doctest.h>

// SCIENCE.md 9: nine seeds each, each with its own data.

using namespace reweigh;

namespace {

std::shared_ptr<const Snapshot> trained(const ClaimRun& run, std::uint64_t seed) {
    SessionOptions options;
    options.thread = SessionOptions::Thread::None;
    Session session(std::move(options));
    session.post(prepare(experiment_of(run, seed, {})));
    session.post(SetPace{Pace::Full});
    session.post(Run{});
    while (session.is_busy()) session.turn();
    return session.latest();
}

}  // namespace

TEST_CASE("every claim passes") {
    const std::vector<Claim> all(claims().begin(), claims().end());
    std::vector<std::shared_ptr<const Snapshot>> runs;
    for (const ClaimRun& run : runs_needed(all))
        for (std::uint64_t seed = 1; seed <= claim_seeds; ++seed) runs.push_back(trained(run, seed));
    for (const Claim& claim : all) {
        const Finding finding = judge(claim, runs);
        CAPTURE(claim.id);
        CHECK_MESSAGE(finding.verdict == Verdict::Pass, finding.reason);
        CHECK(finding.seeds == claim_seeds);
    }
}
