#include "core/engine/fused/packing.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <queue>
#include <tuple>

namespace reweigh::fused {
namespace {

using Replicas = std::vector<int>;
using Seeds = std::vector<Replicas>;  // replicas of equal terms, those of one seed together

// What becomes of the replicas that do not fill a vector of their seed.
enum class Rest { BySeed, AcrossSeeds, Alone, AllAlone };
constexpr Rest ways[] = {Rest::BySeed, Rest::AcrossSeeds, Rest::Alone, Rest::AllAlone};

std::vector<Seeds> sorted_by_terms(std::span<const Packable> replicas) {
    std::map<std::tuple<bool, bool>, std::map<std::uint64_t, Replicas>> sorted;
    for (const Packable& each : replicas)
        sorted[{each.batch_norm, each.dropout}][each.seed].push_back(each.replica);
    std::vector<Seeds> result;
    for (const auto& [terms, by_seed] : sorted) {
        Seeds& seeds = result.emplace_back();
        for (const auto& [seed, members] : by_seed) seeds.push_back(members);
    }
    return result;
}

// Groups of `size`; gives what is left over.
Replicas take_full(std::vector<Group>& groups, Layout layout, const Replicas& members, int size) {
    auto at = members.begin();
    for (; members.end() - at >= size; at += size) groups.push_back({layout, Replicas(at, at + size)});
    return {at, members.end()};
}

void add_alone(std::vector<Group>& groups, const Replicas& members) {
    take_full(groups, Layout::Hidden, members, 1);
}

// In one part-filled vector, or each alone where that is less work.
void add_rest(std::vector<Group>& groups, Layout layout, const Replicas& rest, const LayoutCosts& costs) {
    if (static_cast<double>(rest.size()) * costs.hidden <= costs.of(layout))
        add_alone(groups, rest);
    else
        groups.push_back({layout, rest});
}

std::vector<Group> pack_one_way(const Seeds& seeds, Rest way, const PackingRules& rules) {
    std::vector<Group> groups;
    Replicas pooled;
    for (const Replicas& members : seeds) {
        if (way == Rest::AllAlone) {
            add_alone(groups, members);
            continue;
        }
        const Replicas rest = take_full(groups, Layout::Shared, members, rules.lanes);
        if (way == Rest::Alone) add_alone(groups, rest);
        if (way == Rest::BySeed) add_rest(groups, Layout::Shared, rest, rules.costs);
        if (way == Rest::AcrossSeeds) pooled.insert(pooled.end(), rest.begin(), rest.end());
    }
    const Replicas rest = take_full(groups, Layout::Gathered, pooled, rules.lanes);
    add_rest(groups, Layout::Gathered, rest, rules.costs);
    return groups;
}

std::vector<Group> pack_only(const Seeds& seeds, Layout layout, int lanes) {
    Seeds together = seeds;
    if (layout == Layout::Gathered) {
        together = {{}};
        for (const Replicas& members : seeds)
            together[0].insert(together[0].end(), members.begin(), members.end());
    }
    std::vector<Group> groups;
    for (const Replicas& members : together) {
        const Replicas rest = take_full(groups, layout, members, layout == Layout::Hidden ? 1 : lanes);
        if (!rest.empty()) groups.push_back({layout, rest});
    }
    return groups;
}

double total_cost(std::span<const Group> groups, const LayoutCosts& costs) {
    return std::transform_reduce(groups.begin(), groups.end(), 0.0, std::plus(),
                                 [&](const Group& group) { return costs.of(group.layout); });
}

void sort_longest_first(std::vector<Group>& groups, const LayoutCosts& costs) {
    std::stable_sort(groups.begin(), groups.end(),
                     [&](const Group& a, const Group& b) { return costs.of(a.layout) > costs.of(b.layout); });
}

}  // namespace

double makespan(std::span<const Group> groups, const LayoutCosts& costs, int threads) {
    std::priority_queue<double, std::vector<double>, std::greater<>> free_at;
    for (int i = 0; i < threads; ++i) free_at.push(0);
    double last = 0;
    for (const Group& group : groups) {
        const double done = free_at.top() + costs.of(group.layout);
        free_at.pop();
        free_at.push(done);
        last = std::max(last, done);
    }
    return last;
}

std::vector<Group> pack(std::span<const Packable> replicas, const PackingRules& rules) {
    std::vector<Group> packed;
    const auto with = [&](const std::vector<Group>& added) {
        std::vector<Group> groups = packed;
        groups.insert(groups.end(), added.begin(), added.end());
        sort_longest_first(groups, rules.costs);
        return groups;
    };
    for (const Seeds& seeds : sorted_by_terms(replicas)) {
        if (rules.only) {
            packed = with(pack_only(seeds, *rules.only, rules.lanes));
            continue;
        }
        std::vector<Group> best;
        std::pair<double, double> least;  // makespan, then work
        for (const Rest way : ways) {
            std::vector<Group> groups = with(pack_one_way(seeds, way, rules));
            const std::pair cost{makespan(groups, rules.costs, rules.threads),
                                 total_cost(groups, rules.costs)};
            if (!best.empty() && least <= cost) continue;
            best = std::move(groups);
            least = cost;
        }
        packed = std::move(best);
    }
    return packed;
}

}  // namespace reweigh::fused
