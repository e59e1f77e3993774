#include "core/bench/case.h"

#include "core/bench/record.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace reweigh;
using namespace reweigh::bench;

TEST_CASE("every case of the list that can run here makes its task and has a title of its own") {
    const std::vector<Case> all = all_cases(2);
    std::vector<std::string> titles;
    for (const Case& timed : all) {
        titles.push_back(title_of(timed));
        if (timed.points > 1024) continue;
        const CaseTask made = task_of(timed);
        CHECK(made.task.setup.replicas.size() == static_cast<std::size_t>(timed.replicas));
        CHECK(made.live.variants.size() == 1);
    }
    std::ranges::sort(titles);
    CHECK(std::ranges::adjacent_find(titles) == titles.end());
}

TEST_CASE("mixed variants share the replicas evenly") {
    const CaseTask made = task_of({.name = "mlp/612", .variant = "mixed", .replicas = 612});
    CHECK(made.live.variants.size() == 4);
    for (int variant = 0; variant < 4; ++variant)
        CHECK(std::ranges::count(made.task.setup.replicas, variant, &Replica::variant) == 153);
}

TEST_CASE("engines and LibTorch's peers do the same work: equal losses after 1,280 steps") {
    for (const int replicas : {1, 20}) {
        Case timed{.name = "mlp", .engine = "reference", .replicas = replicas};
        const auto loss_after = [&](const std::string& engine) {
            timed.engine = engine;
            const auto loop = make_loop(timed);
            loop->advance(warm_up_of(timed));
            return loss_of(timed, loop->export_state());
        };
        const double expected = loss_after("reference");
        CHECK(expected > 0);
        for (const std::string& engine : engine_names()) {
            timed.engine = engine;
            if (refuses(timed)) continue;
            INFO(engine);
            CHECK(loss_after(engine) == doctest::Approx(expected).epsilon(1e-4));
        }
    }
}

TEST_CASE("the CNN's engine and LibTorch's users' way do the same work: equal losses after the warm-up") {
    Case timed{.name = "cnn/2",
               .engine = "torch",
               .model = CnnParams{.filters = 4, .dense = 12, .last = 6},
               .replicas = 2,
               .points = 64,
               .batch = 16,
               .threads = 2};
    if (const auto reason = refuses(timed)) {
        MESSAGE("skipped: ", *reason);
        return;
    }
    const auto loss_after = [&](const char* engine, std::int64_t steps) {
        timed.engine = engine;
        const auto loop = make_loop(timed);
        loop->advance(steps);
        return loss_of(timed, loop->export_state());
    };
    const double ours = loss_after("torch", 100);
    CHECK(loss_after("torch/eager", 100) == doctest::Approx(ours).epsilon(1e-4));
    CHECK(ours < loss_after("torch", 0));
}

TEST_CASE("what cannot be timed here says why") {
    CHECK(refuses({.name = "mlp/1", .engine = "jax"}) == "no record of jax");
    CHECK(refuses({.name = "mlp/1", .engine = "fused", .isa = "AVX-1024"}) == "no AVX-1024");
    CHECK_FALSE(refuses({.name = "mlp/1", .engine = "reference"}).has_value());
}
