#include "core/bench/goal.h"

#include "core/config/json.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace reweigh;
using namespace reweigh::bench;

namespace {

const Machine machine{"AMD EPYC (Zen 3)", "AVX2", 2.4, 2, {}};

Goal speedup_goal() {
    return {.number = "1",
            .ours_name = "mlp/1",
            .peer_name = "LibTorch eager",
            .ours = {.name = "mlp/1", .engine = "fused/H"},
            .peer = Case{.name = "mlp/1", .engine = "torch/eager"},
            .must = 500,
            .stretch = 900,
            .is_same_work = true};
}

Record record(const char* engine, double ns, double loss = 0.5, double noise = 0.01) {
    Record made{.name = "mlp/1", .engine = engine, .isa = "AVX2", .ns = ns, .rounds = 7, .loss = loss};
    for (const double place : {-2, -1, -1, 0, 1, 1, 2}) made.round_ns.push_back(ns * (1 + noise * place));
    made.spread = spread(made.round_ns);
    return made;
}

Finding found(const Goal& goal, std::vector<Record> records) { return judge(goal, records, machine); }

}  // namespace

TEST_CASE("a goal's line names both times, the ratio, the bounds and the verdict") {
    const Finding finding = found(speedup_goal(), {record("fused/H", 107), record("torch/eager", 83'100)});
    CHECK(line_of(finding) == "mlp/1: 107 ns, LibTorch eager 83.1 us: 777x [must 500, stretch 900] pass");
}

TEST_CASE("a speed-up below its bound fails, a cost above its bound fails") {
    CHECK(found(speedup_goal(), {record("fused/H", 107), record("torch/eager", 40'000)}).verdict ==
          Verdict::Fail);
    Goal cost = speedup_goal();
    cost.measure = Measure::Cost;
    cost.peer.reset();
    cost.must = 2;
    cost.scale = 1 / 48.0;
    CHECK(found(cost, {record("fused/H", 95)}).verdict == Verdict::Pass);
    CHECK(found(cost, {record("fused/H", 97)}).verdict == Verdict::Fail);
    CHECK(found(cost, {record("fused/H", 96)}).ratio == doctest::Approx(2));
}

TEST_CASE("a spread above 10 % is unsure whatever the ratio; a load that meets both rounds alike is none") {
    Record disturbed = record("fused/H", 107, 0.5, 0.1);
    Finding finding = found(speedup_goal(), {disturbed, record("torch/eager", 83'100)});
    CHECK(finding.verdict == Verdict::Unsure);
    CHECK(line_of(finding).ends_with("unsure (spread 18 %)"));
    CHECK(found(speedup_goal(), {disturbed, record("torch/eager", 10)}).verdict == Verdict::Unsure);
    finding = found(speedup_goal(), {disturbed, record("torch/eager", 83'100, 0.5, 0.1)});
    CHECK(finding.verdict == Verdict::Pass);
    CHECK(finding.spread == doctest::Approx(0));
}

TEST_CASE("losses more than 1 % apart are not the same work") {
    CHECK(
        found(speedup_goal(), {record("fused/H", 107, 0.5), record("torch/eager", 83'100, 0.5049)}).verdict ==
        Verdict::Pass);
    CHECK(
        found(speedup_goal(), {record("fused/H", 107, 0.5), record("torch/eager", 83'100, 0.5051)}).verdict ==
        Verdict::Invalid);
    Record silent = record("torch/eager", 83'100);
    silent.loss.reset();
    CHECK(found(speedup_goal(), {record("fused/H", 107), silent}).verdict == Verdict::Unsure);
    Goal other = speedup_goal();
    other.is_same_work = false;
    CHECK(found(other, {record("fused/H", 107, 0.5), record("torch/eager", 83'100, 9)}).verdict ==
          Verdict::Pass);
}

TEST_CASE("what has no record or another processor is skipped with the reason") {
    Goal goal = speedup_goal();
    goal.peer->engine = "jax";
    Finding finding = found(goal, {record("fused/H", 107)});
    CHECK(finding.verdict == Verdict::Skip);
    CHECK_FALSE(finding.ratio.has_value());
    CHECK(finding.reason == "no record of jax");
    goal = speedup_goal();
    goal.needs = "Zen 4";
    CHECK(found(goal, {record("fused/H", 107), record("torch/eager", 83'100)}).reason == "no Zen 4");
    const std::vector<Record> records{record("fused/H", 107), record("torch/eager", 83'100)};
    goal.needs = "H200";
    CHECK(judge(goal, records, machine).reason == "no H200");
    Machine with_gpu = machine;
    with_gpu.gpu = "NVIDIA H200";
    CHECK(judge(goal, records, with_gpu).reason.empty());
    goal = speedup_goal();
    goal.peer = goal.ours;
    CHECK(found(goal, {record("fused/H", 107)}).reason == "one core");
}

TEST_CASE("of several records of other programs the fastest with the same work counts") {
    Goal goal = speedup_goal();
    goal.peer->engine = "jax";
    Record threads = record("jax/cpu", 1'000);
    threads.threads = 2;
    const Finding finding =
        found(goal, {record("fused/H", 100), record("jax/cpu", 90'000), record("jax/cuda", 60'000), threads});
    CHECK(finding.ratio == doctest::Approx(600));
    CHECK(finding.verdict == Verdict::Pass);
}

TEST_CASE("the table holds goals 1 to 9 and the scaling laws; every name once, every bound sensible") {
    for (const char* isa : {"AVX2", "AVX-512"}) {
        const std::vector<Goal> table = goals(2, isa);
        std::vector<std::string> names;
        for (const Goal& goal : table) {
            names.push_back(name_of(goal));
            CHECK(goal.must > 0);
            if (goal.stretch) CHECK((goal.measure == Measure::Speedup) == (*goal.stretch > goal.must));
        }
        for (const char* number : {"1", "2", "3", "4", "5", "6", "7", "8", "9", "law"})
            CHECK(std::ranges::count(table, number, &Goal::number) >= 1);
        CHECK(std::ranges::count(table, "law", &Goal::number) == 8);
        std::ranges::sort(names);
        CHECK(std::ranges::adjacent_find(names) == names.end());
    }
}

TEST_CASE("each case of the goals is in one block, beside those it is compared with") {
    const std::vector<Goal> table = goals(2, "AVX2");
    const auto blocks = blocks_of(table, [](const Case& timed) { return !is_foreign(timed); });
    std::vector<Case> all;
    for (const auto& block : blocks) all.insert(all.end(), block.begin(), block.end());
    for (const Case& each : all) CHECK(std::ranges::count(all, each) == 1);
    for (const Goal& goal : table) {
        const auto holds = [](const auto& block, const Case& each) {
            return std::ranges::count(block, each) == 1;
        };
        const auto home =
            std::ranges::find_if(blocks, [&](const auto& block) { return holds(block, goal.ours); });
        REQUIRE(home != blocks.end());
        if (goal.peer && !is_foreign(*goal.peer)) CHECK(holds(*home, *goal.peer));
    }
}

TEST_CASE("a finding as JSON has the keys of the schema in their order") {
    Finding finding = found(speedup_goal(), {record("fused/H", 100), record("torch/eager", 60'000)});
    CHECK(to_json(to_node(finding)) == R"({"name":"1 mlp/1 against LibTorch eager","ratio":600,"must":500,)"
                                       R"("stretch":900,"verdict":"pass"})");
    finding = found(speedup_goal(), {});
    finding.goal.stretch.reset();
    CHECK(to_json(to_node(finding)) == R"({"name":"1 mlp/1 against LibTorch eager","ratio":null,"must":500,)"
                                       R"("stretch":null,"verdict":"skip"})");
}
