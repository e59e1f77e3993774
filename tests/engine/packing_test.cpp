#include "core/engine/fused/packing.h"

#include "core/base/philox.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

namespace reweigh::fused {
namespace {

TermCosts alike(const LayoutCosts& costs) {
    TermCosts all;
    all.fill(costs);
    return all;
}
const PackingRules eight{.lanes = 8, .threads = 1, .costs = alike({1, 1.35, 0.2})};
const PackingRules sixteen{.lanes = 16, .threads = 2, .costs = alike({1, 1.35, 0.09})};

std::vector<Packable> sweep(int weights, int seeds, int variants = 1) {
    std::vector<Packable> replicas;
    for (int variant = 0; variant < variants; ++variant)
        for (int weight = 0; weight < weights; ++weight)
            for (int seed = 0; seed < seeds; ++seed)
                replicas.push_back({.replica = static_cast<int>(replicas.size()),
                                    .seed = static_cast<std::uint64_t>(seed + 1),
                                    .terms = {variant == 2, variant == 1}});
    return replicas;
}

std::map<Layout, int> layouts_of(const std::vector<Group>& groups) {
    std::map<Layout, int> count;
    for (const Group& group : groups) ++count[group.layout];
    return count;
}

}  // namespace

TEST_CASE("17 weights of 9 seeds fill nine vectors of 16 lanes and leave nine replicas on their own") {
    CHECK(layouts_of(pack(sweep(17, 9), sixteen)) ==
          std::map<Layout, int>{{Layout::Shared, 9}, {Layout::Hidden, 9}});
}

TEST_CASE("one replica is alone, eight of a seed share a vector, eight of eight seeds are gathered") {
    CHECK(layouts_of(pack(sweep(1, 1), eight)) == std::map<Layout, int>{{Layout::Hidden, 1}});
    CHECK(layouts_of(pack(sweep(8, 1), eight)) == std::map<Layout, int>{{Layout::Shared, 1}});
    CHECK(layouts_of(pack(sweep(1, 8), eight)) == std::map<Layout, int>{{Layout::Gathered, 1}});
    CHECK(layouts_of(pack(sweep(6, 1), eight)) == std::map<Layout, int>{{Layout::Shared, 1}});
    CHECK(layouts_of(pack(sweep(3, 1), eight)) == std::map<Layout, int>{{Layout::Hidden, 3}});
}

TEST_CASE("many threads make small groups") {
    PackingRules rules = eight;
    rules.threads = 8;
    CHECK(layouts_of(pack(sweep(8, 1), rules)) == std::map<Layout, int>{{Layout::Hidden, 8}});
}

TEST_CASE("a layout can be forced") {
    for (const Layout layout : layouts) {
        PackingRules rules = eight;
        rules.only = layout;
        for (const Group& group : pack(sweep(5, 3, 3), rules)) CHECK(group.layout == layout);
    }
}

TEST_CASE("every replica is packed once, with its like, the longest group first") {
    const RandomStream stream{1, RandomPurpose::Test, 0, 0};
    std::uint32_t drawn = 0;
    const auto below = [&](std::uint32_t n) { return to_integer_below(stream.word(drawn++), n); };
    for (int trial = 0; trial < 200; ++trial) {
        std::vector<Packable> replicas;
        for (int i = 0, count = static_cast<int>(1 + below(80)); i < count; ++i)
            replicas.push_back({i, below(4), {below(4) == 0, below(3) == 0}});
        PackingRules rules = below(2) == 0 ? eight : sixteen;
        rules.threads = static_cast<int>(1 + below(4));
        std::vector<int> seen;
        double longest = 2;
        for (const Group& group : pack(replicas, rules)) {
            seen.insert(seen.end(), group.replicas.begin(), group.replicas.end());
            const std::size_t most =
                group.layout == Layout::Hidden ? 1 : static_cast<std::size_t>(rules.lanes);
            REQUIRE(group.replicas.size() <= most);
            REQUIRE(group.cost <= longest);
            longest = group.cost;
            const Packable& first = replicas[static_cast<std::size_t>(group.replicas[0])];
            for (const int replica : group.replicas) {
                const Packable& each = replicas[static_cast<std::size_t>(replica)];
                REQUIRE(each.terms == first.terms);
                REQUIRE((group.layout != Layout::Shared || each.seed == first.seed));
            }
        }
        std::sort(seen.begin(), seen.end());
        REQUIRE(seen.size() == replicas.size());
        for (std::size_t i = 0; i < seen.size(); ++i) REQUIRE(seen[i] == static_cast<int>(i));
    }
}

TEST_CASE("the makespan is that of threads which take the next group when they are free") {
    const std::vector<Group> groups{
        {Layout::Gathered, {0}, 1.35}, {Layout::Shared, {1}, 1}, {Layout::Hidden, {2}, 0.2}};
    CHECK(makespan(groups, 1) == doctest::Approx(2.55));
    CHECK(makespan(groups, 2) == doctest::Approx(1.35));
    CHECK(makespan({}, 2) == 0);
}

}  // namespace reweigh::fused
