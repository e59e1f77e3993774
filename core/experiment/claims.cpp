#include "core/experiment/claims.h"

#include "core/config/text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace reweigh {
namespace {

using Runs = std::vector<std::shared_ptr<const Snapshot>>;

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

// A replica of one of the runs.
struct Member {
    const Snapshot* run = nullptr;
    std::size_t replica = 0;

    std::uint64_t seed() const { return run->scene->setup.replicas[replica].seed; }
};

std::vector<Member> members(const ClaimQuantity& quantity, const Runs& runs) {
    std::vector<Member> found;
    for (const auto& run : runs) {
        const Setup& setup = run->scene->setup;
        if (setup.experiment != quantity.experiment) continue;
        for (std::size_t i = 0; i < setup.replicas.size(); ++i) {
            const Member member{run.get(), i};
            if (setup.replicas[i].weight == quantity.weight && effective_data_seed(setup) == member.seed() &&
                std::ranges::find(found, member.seed(), &Member::seed) == found.end())
                found.push_back(member);
        }
    }
    return found;
}

bool has_diverged(const Member& member, ModelRole role) {
    const ReplicaHealth& health = member.run->health[member.replica];
    return (role == ModelRole::Model ? health.parked_at : health.companion_parked_at).has_value();
}

// Where in the run's read-outs an epoch lies; nothing where the run has none there.
std::optional<std::size_t> moment(const Snapshot& run, std::int64_t epoch) {
    for (std::size_t i = 0; i < run.readout_steps.size(); ++i)
        if (run.readout_steps[i] == epoch * run.steps_per_epoch) return i;
    return {};
}

double value_of(const Member& member, const ClaimQuantity& quantity, std::size_t moment) {
    for (const Curve& curve : member.run->curves)
        if (curve.role == quantity.role && static_cast<std::size_t>(curve.replica) == member.replica &&
            curve.readout == quantity.readout && moment < curve.values.size())
            return curve.values[moment];
    return no_value;
}

// What the seeds say of one quantity.
struct Sample {
    double mean = no_value;
    int seeds = 0;                          // counted in
    std::string not_run, diverged, absent;  // sentences
};

std::string place_text(const ClaimQuantity& quantity) {
    return std::string(quantity.experiment) + " at " + weight_label(quantity.weight);
}

std::string count_text(std::size_t count, std::size_t of, const std::string& what) {
    return std::to_string(count) + " of " + std::to_string(of) + " " + what;
}

void take_mean(Sample& sample, const ClaimQuantity& quantity, const std::vector<Member>& healthy) {
    double sum = 0;
    for (const Member& member : healthy) {
        const std::optional<std::size_t> at = moment(*member.run, quantity.epoch);
        const double value = at ? value_of(member, quantity, *at) : no_value;
        if (!at)
            sample.not_run =
                place_text(quantity) + " was not run to epoch " + with_thousands(quantity.epoch) + ".";
        else if (!std::isfinite(value) && sample.absent.empty())
            sample.absent = place_text(quantity) + ", seed " + std::to_string(member.seed()) + " has no " +
                            std::string(quantity.readout) + " at epoch " + with_thousands(quantity.epoch) +
                            ".";
        sum += value;
    }
    sample.mean = sum / static_cast<double>(healthy.size());
}

Sample sample_of(const ClaimQuantity& quantity, const Runs& runs) {
    std::vector<Member> healthy = members(quantity, runs);
    const std::size_t count = healthy.size();
    std::erase_if(healthy, [&](const Member& member) { return has_diverged(member, quantity.role); });
    const std::size_t diverged = count - healthy.size();
    Sample sample;
    sample.seeds = static_cast<int>(healthy.size());
    if (count < claim_seeds)
        sample.not_run = place_text(quantity) + ": " + count_text(count, claim_seeds, "seeds were run.");
    if (diverged * claim_seeds > count)
        sample.diverged = place_text(quantity) + ": " + count_text(diverged, count, "replicas diverged.");
    if (!healthy.empty()) take_mean(sample, quantity, healthy);
    return sample;
}

double compared(Comparison comparison, double first, double second) {
    switch (comparison) {
        case Comparison::Mean:
            return first;
        case Comparison::Ratio:
            return first / second;
        case Comparison::Difference:
            return first - second;
        case Comparison::Change:
            return std::abs(first / second - 1);
    }
    return no_value;
}

// Keeps the first sentence.
void note(std::string& sentence, const std::string& another) {
    if (sentence.empty()) sentence = another;
}

std::string miss_text(const ClaimBound& bound, double value) {
    return std::string(bound.statistic) + ": " + to_text(value) + ", expected " + threshold_text(bound) + ".";
}

}  // namespace

Finding judge(const Claim& claim, const Runs& runs) {
    Finding finding;
    finding.seeds = std::numeric_limits<int>::max();
    std::string not_run, diverged, missed;
    for (const ClaimBound& bound : claim.bounds) {
        const Sample first = sample_of(bound.first, runs);
        const bool is_pair = bound.comparison != Comparison::Mean;
        const Sample second = is_pair ? sample_of(bound.second, runs) : first;
        const double value = compared(bound.comparison, first.mean, second.mean);
        finding.values.push_back(value);
        for (const Sample& sample : {first, second}) {
            finding.seeds = std::min(finding.seeds, sample.seeds);
            note(not_run, sample.not_run);
            note(diverged, sample.diverged);
            note(missed, sample.absent);
        }
        if (!(value >= bound.low && value <= bound.high)) note(missed, miss_text(bound, value));
    }
    finding.reason = !diverged.empty() ? diverged : !not_run.empty() ? not_run : missed;
    finding.verdict = finding.reason.empty()                 ? Verdict::Pass
                      : diverged.empty() && !not_run.empty() ? Verdict::NotRun
                                                             : Verdict::Fail;
    return finding;
}

}  // namespace reweigh
