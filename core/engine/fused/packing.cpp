#include "core/engine/fused/packing.h"

#include <algorithm>
#include <map>
#include <queue>
#include <utility>

namespace reweigh::fused {
namespace {

using Replicas = std::vector<int>;

// Replicas of equal terms, those of one seed together.
struct Batchmates {
    LayoutCosts costs;
    std::vector<Replicas> by_seed;
};

std::vector<Batchmates> sorted_by_terms(std::span<const Packable> replicas, const TermCosts& costs) {
    std::map<std::size_t, std::map<std::uint64_t, Replicas>> sorted;
    for (const Packable& each : replicas) sorted[index_of(each.terms)][each.seed].push_back(each.replica);
    std::vector<Batchmates> result;
    for (const auto& [terms, by_seed] : sorted) {
        Batchmates& mates = result.emplace_back(Batchmates{costs[terms], {}});
        for (const auto& [seed, members] : by_seed) mates.by_seed.push_back(members);
    }
    return result;
}

// Puts replicas of equal terms into groups.
class Packer {
public:
    Packer(const LayoutCosts& costs, int lanes) : costs_(costs), lanes_(lanes) {}

    // As many full groups as there are; gives what is left over.
    Replicas take_full(Layout layout, const Replicas& members) {
        const int size = layout == Layout::Hidden ? 1 : lanes_;
        auto at = members.begin();
        for (; members.end() - at >= size; at += size) add(layout, Replicas(at, at + size));
        return {at, members.end()};
    }
    void take_all(Layout layout, const Replicas& members) {
        const Replicas rest = take_full(layout, members);
        if (!rest.empty()) add(layout, rest);
    }
    // The rest in one part-filled vector, or each alone where that is less work.
    void take_cheapest(Layout layout, const Replicas& rest) {
        const bool alone = static_cast<double>(rest.size()) * costs_.hidden <= costs_.of(layout);
        take_all(alone ? Layout::Hidden : layout, rest);
    }
    std::vector<Group> groups() && { return std::move(groups_); }

private:
    void add(Layout layout, Replicas replicas) {
        groups_.push_back({layout, std::move(replicas), costs_.of(layout)});
    }

    LayoutCosts costs_;
    int lanes_;
    std::vector<Group> groups_;
};

// What becomes of the replicas that do not fill a vector of their seed.
enum class Rest { BySeed, AcrossSeeds, Alone, AllAlone };
constexpr Rest ways[] = {Rest::BySeed, Rest::AcrossSeeds, Rest::Alone, Rest::AllAlone};

std::vector<Group> pack_one_way(const Batchmates& mates, Rest way, int lanes) {
    Packer packer(mates.costs, lanes);
    Replicas pooled;
    for (const Replicas& members : mates.by_seed) {
        const Replicas rest = way == Rest::AllAlone ? members : packer.take_full(Layout::Shared, members);
        if (way == Rest::BySeed)
            packer.take_cheapest(Layout::Shared, rest);
        else if (way == Rest::AcrossSeeds)
            pooled.insert(pooled.end(), rest.begin(), rest.end());
        else
            packer.take_all(Layout::Hidden, rest);
    }
    packer.take_cheapest(Layout::Gathered, packer.take_full(Layout::Gathered, pooled));
    return std::move(packer).groups();
}

std::vector<Group> pack_only(const Batchmates& mates, Layout layout, int lanes) {
    Packer packer(mates.costs, lanes);
    Replicas pooled;
    for (const Replicas& members : mates.by_seed)
        if (layout == Layout::Gathered)
            pooled.insert(pooled.end(), members.begin(), members.end());
        else
            packer.take_all(layout, members);
    packer.take_all(layout, pooled);
    return std::move(packer).groups();
}

// Makespan, then work.
std::pair<double, double> total_cost(std::span<const Group> groups, int threads) {
    double work = 0;
    for (const Group& group : groups) work += group.cost;
    return {makespan(groups, threads), work};
}

std::vector<Group> joined(std::vector<Group> groups, const std::vector<Group>& added) {
    groups.insert(groups.end(), added.begin(), added.end());
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group& a, const Group& b) { return a.cost > b.cost; });
    return groups;
}

}  // namespace

double makespan(std::span<const Group> groups, int threads) {
    std::priority_queue<double, std::vector<double>, std::greater<>> free_at;
    for (int i = 0; i < threads; ++i) free_at.push(0);
    double last = 0;
    for (const Group& group : groups) {
        const double done = free_at.top() + group.cost;
        free_at.pop();
        free_at.push(done);
        last = std::max(last, done);
    }
    return last;
}

std::vector<Group> pack(std::span<const Packable> replicas, const PackingRules& rules) {
    std::vector<Group> packed;
    for (const Batchmates& mates : sorted_by_terms(replicas, rules.costs)) {
        std::vector<std::vector<Group>> choices;
        if (rules.only)
            choices.push_back(joined(packed, pack_only(mates, *rules.only, rules.lanes)));
        else
            for (const Rest way : ways)
                choices.push_back(joined(packed, pack_one_way(mates, way, rules.lanes)));
        packed = *std::min_element(choices.begin(), choices.end(), [&](const auto& a, const auto& b) {
            return total_cost(a, rules.threads) < total_cost(b, rules.threads);
        });
    }
    return packed;
}

}  // namespace reweigh::fused
