#include "core/experiment/claims.h"

#include "core/experiment/claim_runs.h"
#include "core/experiment/experiment.h"
#include "tests/support/example_snapshot.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

using Runs = std::vector<std::shared_ptr<const Snapshot>>;
using Value = std::function<double(ModelRole role, double weight, double epoch, std::uint64_t seed)>;

constexpr ModelRole mlp = ModelRole::Model, lr = ModelRole::Companion;

const Claim& claim(std::string_view id) { return *std::ranges::find(claims(), id, &Claim::id); }

// A run of one seed with its own data, both models, at 1:1 and 1:16.
Snapshot run_of(const std::string& experiment, std::uint64_t seed, const std::string& readout,
                const Value& value, const std::vector<std::int64_t>& epochs = {0, 10, 1000, 10'000}) {
    const std::vector<Replica> replicas{{0, 0, seed}, {0, -4, seed}};
    Snapshot snapshot = example_snapshot(replicas);
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    scene->setup.experiment = experiment;
    scene->setup.seed = seed;
    snapshot.scene = std::move(scene);
    add_example_steps(snapshot, epochs);
    for (const ModelRole role : {mlp, lr})
        add_example_curves(snapshot, role, readout, [&](int replica, double epoch) {
            return value(role, replicas[static_cast<std::size_t>(replica)].weight, epoch, seed);
        });
    return snapshot;
}

Runs nine_runs(const std::string& experiment, const std::string& readout, const Value& value) {
    Runs runs;
    for (std::uint64_t seed = 1; seed <= 9; ++seed)
        runs.push_back(std::make_shared<Snapshot>(run_of(experiment, seed, readout, value)));
    return runs;
}

// What Figure 1 shows, spread over the seeds by +-0.008 around its mean.
double fading(ModelRole role, double weight, double epoch, std::uint64_t seed) {
    if (weight == 0) return 0;
    const double mean = role == mlp ? (epoch <= 10 ? 0.25 : 0.04) : (epoch <= 1000 ? 0.15 : 0.075);
    return mean + 0.002 * (static_cast<double>(seed) - 5);
}

Runs with(Runs runs, std::size_t i, const std::function<void(Snapshot&)>& change) {
    Snapshot changed = *runs[i];
    change(changed);
    runs[i] = std::make_shared<Snapshot>(std::move(changed));
    return runs;
}

}  // namespace

TEST_CASE("a claim whose bounds all hold passes, with the means over seeds as its values") {
    const Finding fades = judge(claim("C1"), nine_runs("boundary/fig1", "offset", fading));
    CHECK(fades.verdict == Verdict::Pass);
    CHECK(fades.reason.empty());
    CHECK(fades.seeds == 9);
    REQUIRE(fades.values.size() == 2);
    CHECK(std::abs(fades.values[0] - 0.16) < 1e-12);  // of the means: not the mean of ratios
    CHECK(fades.values[1] == doctest::Approx(0.04));
    const Finding slower = judge(claim("C2"), nine_runs("boundary/fig1", "offset", fading));
    CHECK(slower.verdict == Verdict::Pass);
    CHECK(slower.values[0] == doctest::Approx(0.075 / 0.04));
    CHECK(slower.values[1] == doctest::Approx(0.5));
}

TEST_CASE("a claim fails by any of its bounds and says which") {
    const Runs runs =
        nine_runs("boundary/fig1", "offset",
                  [](ModelRole, double, double epoch, std::uint64_t) { return epoch <= 10 ? 0.5 : 0.0625; });
    const Finding finding = judge(claim("C1"), runs);
    CHECK(finding.verdict == Verdict::Fail);
    CHECK(finding.values == std::vector<double>{0.125, 0.0625});
    CHECK(finding.reason == "MLP offset, epoch 10,000: 0.0625, expected <= 0.05.");
}

TEST_CASE("an end of a range belongs to it") {
    const auto verdict_at = [](double offset) {
        return judge(claim("C5"), nine_runs("boundary/batchnorm", "offset",
                                            [&](ModelRole, double, double, std::uint64_t) { return offset; }))
            .verdict;
    };
    CHECK(verdict_at(0.15) == Verdict::Pass);
    CHECK(verdict_at(0.1499) == Verdict::Fail);
}

TEST_CASE("changes and differences are those of the means") {
    const auto l2 = [](ModelRole role, double, double epoch, std::uint64_t) {
        return (role == mlp ? 1.0 : 2.0) * (epoch <= 1000 ? 0.5 : 0.49);
    };
    Runs runs = nine_runs("boundary/fig2", "offset", l2);
    const Runs plain =
        nine_runs("boundary/fig1", "offset", [](ModelRole, double, double, std::uint64_t) { return 0.1; });
    runs.insert(runs.end(), plain.begin(), plain.end());
    const Finding restored = judge(claim("C3"), runs);
    CHECK(restored.verdict == Verdict::Pass);
    for (const std::size_t i : {0u, 1u}) CHECK(restored.values[i] == doctest::Approx(0.02));
    CHECK(restored.values[2] == doctest::Approx(4.9));
    CHECK(restored.values[3] == doctest::Approx(9.8));
    const auto area = [](ModelRole role, double weight, double, std::uint64_t) {
        return weight == 0 ? 0.5 : role == mlp ? 0.46 : 0.3;
    };
    const Finding moons = judge(claim("C6"), nine_runs("boundary/figA1", "area", area));
    CHECK(moons.verdict == Verdict::Pass);
    CHECK(moons.values[0] == doctest::Approx(0.04));
    CHECK(moons.values[1] == doctest::Approx(0.2));
}

TEST_CASE("seeds or epochs that were not run are no verdict") {
    Runs eight = nine_runs("boundary/fig1", "offset", fading);
    eight.pop_back();
    const Finding few = judge(claim("C1"), eight);
    CHECK(few.verdict == Verdict::NotRun);
    CHECK(few.seeds == 8);
    CHECK(few.reason == "boundary/fig1 at 1:16: 8 of 9 seeds were run.");
    CHECK(judge(claim("C1"), {}).verdict == Verdict::NotRun);
    CHECK(judge(claim("C4"), nine_runs("boundary/fig1", "offset", fading)).verdict == Verdict::NotRun);

    Runs shorter;
    for (std::uint64_t seed = 1; seed <= 9; ++seed)
        shorter.push_back(
            std::make_shared<Snapshot>(run_of("boundary/fig1", seed, "offset", fading, {0, 10, 1000})));
    const Finding early = judge(claim("C1"), shorter);
    CHECK(early.verdict == Verdict::NotRun);
    CHECK(early.reason == "boundary/fig1 at 1:16 was not run to epoch 10,000.");
    CHECK(std::isnan(early.values[1]));
}

TEST_CASE("a seed that has another's data, or comes twice, does not count") {
    const Runs nine = nine_runs("boundary/fig1", "offset", fading);
    const Runs shared = with(nine, 3, [](Snapshot& snapshot) {
        auto scene = std::make_shared<Scene>(*snapshot.scene);
        scene->setup.data_seed = 1;
        snapshot.scene = std::move(scene);
    });
    CHECK(judge(claim("C1"), shared).verdict == Verdict::NotRun);
    Runs doubled = nine;
    doubled[8] = doubled[0];
    CHECK(judge(claim("C1"), doubled).reason == "boundary/fig1 at 1:16: 8 of 9 seeds were run.");
}

TEST_CASE("one diverged replica of nine is left out, two fail the claim") {
    const auto diverge = [](Snapshot& snapshot) {
        snapshot.health[1].parked_at = 4;
        for (Curve& curve : snapshot.curves)
            if (curve.role == mlp && curve.replica == 1) curve.values = {};
    };
    const Runs nine = nine_runs("boundary/fig1", "offset", fading), one = with(nine, 8, diverge);
    const Finding left_out = judge(claim("C1"), one);
    CHECK(left_out.verdict == Verdict::Pass);
    CHECK(left_out.seeds == 8);
    CHECK(left_out.values[1] == doctest::Approx(0.039));  // seeds 1 to 8
    const Finding failed = judge(claim("C1"), with(one, 7, diverge));
    CHECK(failed.verdict == Verdict::Fail);
    CHECK(failed.reason == "boundary/fig1 at 1:16: 2 of 9 replicas diverged.");
    const auto line_diverges = [](Snapshot& snapshot) { snapshot.health[1].companion_parked_at = 4; };
    const Finding of_line = judge(claim("C2"), with(with(nine, 0, line_diverges), 1, line_diverges));
    CHECK(of_line.verdict == Verdict::Fail);
    CHECK(judge(claim("C1"), with(with(nine, 0, line_diverges), 1, line_diverges)).verdict == Verdict::Pass);
}

TEST_CASE("a seed without a crossing fails the claim") {
    const Runs runs =
        nine_runs("boundary/batchnorm", "offset", [](ModelRole, double, double epoch, std::uint64_t seed) {
            return seed == 6 && epoch > 1000 ? std::nan("") : 0.3;
        });
    const Finding finding = judge(claim("C5"), runs);
    CHECK(finding.verdict == Verdict::Fail);
    CHECK(finding.reason == "boundary/batchnorm at 1:16, seed 6 has no offset at epoch 10,000.");
}

TEST_CASE("experiments name the claims that are judged from them") {
    for (const Claim& each : claims()) {
        const Experiment experiment = load_experiment(std::string(each.experiment));
        CHECK(std::ranges::count(experiment.claims, each.id) == 1);
        CHECK(experiment.source == each.source);
        CHECK(each.bounds.front().first.experiment == each.experiment);
    }
    for (const ExperimentEntry& entry : list_experiments())
        for (const std::string& id : load_experiment(entry.id).claims)
            CHECK(claim(id).experiment == entry.id);
    CHECK(sentence_of([] {
              (void)load_experiment("boundary/fig1", {{"claims", "C9"}});
          }) ==
          "Parameter \"claims\" on the command line is \"C9\", expected one of C1, C2, C3, C4, C5, C6, C7.");
}

TEST_CASE("claims share the runs that they need, and a run trains nothing else") {
    const std::vector<ClaimRun> runs = runs_needed({claim("C2"), claim("C3"), claim("C6")});
    CHECK(runs == std::vector<ClaimRun>{{"boundary/fig1", {-4}, {"offset"}, {1000, 10'000}},
                                        {"boundary/fig2", {-4}, {"offset"}, {1000, 10'000}},
                                        {"boundary/figA1", {0, -4}, {"area"}, {10'000}}});
    const Experiment moons = experiment_of(runs[2], 7, {});
    CHECK(moons.setup.replicas == std::vector<Replica>{{0, 0, 7}, {0, -4, 7}});
    CHECK(moons.setup.seed == 7);
    CHECK(effective_data_seed(moons.setup) == 7);
    CHECK(moons.setup.readouts == std::vector<std::string>{"area"});
    CHECK(moons.setup.pinned_epochs == std::vector<std::int64_t>{10'000});
    CHECK(moons.setup.stop.epochs == 10'000);
    CHECK(experiment_of(runs[0], 7, {{"stop.epochs", "500"}}).setup.stop.epochs == 500);
    CHECK(experiment_of(runs[0], 7, {{"stop.epochs", "20000"}}).setup.stop.epochs == 10'000);
}

TEST_CASE("thresholds in words") {
    CHECK(threshold_text(claim("C1").bounds[0]) == "<= 0.25");
    CHECK(threshold_text(claim("C2").bounds[0]) == ">= 1.5");
    CHECK(threshold_text(claim("C2").bounds[1]) == "0.45 to 0.65");
}

}  // namespace reweigh
