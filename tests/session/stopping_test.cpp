#include "core/session/stopping.h"

#include "core/config/text.h"
#include "core/session/sentences.h"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

namespace reweigh {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("numbers have thousands separators") {
    CHECK(with_thousands(0) == "0");
    CHECK(with_thousands(999) == "999");
    CHECK(with_thousands(12'340) == "12,340");
    CHECK(with_thousands(1'234'567) == "1,234,567");
    CHECK(with_thousands(-1'000) == "-1,000");
}

TEST_CASE("a run ends at the first limit that it reaches and says which") {
    const Stop both{.epochs = 10'000, .steps = 500};
    CHECK(stop_step(both, 128) == 500);
    CHECK(step_reason(both, 499, 128) == std::nullopt);
    CHECK(step_reason(both, 500, 128) == "500 steps reached.");
    CHECK(step_reason(Stop{}, 1'280'000, 128) == "10,000 epochs reached.");
    CHECK(step_reason(Stop{.epochs = 1}, 128, 128) == "1 epoch reached.");
    CHECK(stop_step(Stop{.epochs = std::nullopt}, 128) == std::numeric_limits<std::int64_t>::max());
    CHECK(stop_step(Stop{.epochs = std::int64_t{1} << 62}, 128) == std::numeric_limits<std::int64_t>::max());
}

TEST_CASE("errors and loss must be reached by every replica that is not parked") {
    const Stop stop{.epochs = 100, .errors = 2, .loss = 0.25};
    const std::vector<double> some{0, 3}, all{0, 2}, parked{0, nothing}, none{nothing}, high{1, 1};
    CHECK(readout_reason(stop, some, high) == std::nullopt);
    CHECK(readout_reason(stop, all, high) == "2 errors reached.");
    CHECK(readout_reason(stop, parked, high) == "2 errors reached.");
    CHECK(readout_reason(stop, none, none) == std::nullopt);
    CHECK(readout_reason(stop, some, std::vector{0.25, 0.1}) == "Loss 0.25 reached.");
    CHECK(readout_reason(Stop{}, all, all) == std::nullopt);
}

TEST_CASE("continuing moves a reached limit ten times as far") {
    const Stop next = extended(Stop{.epochs = 100, .steps = 1'000'000}, 12'800, 128);
    CHECK(next.epochs == 1'000);
    CHECK(next.steps == 1'000'000);
    CHECK(extended(Stop{.epochs = 0}, 0, 128).epochs == 10);
    CHECK(extended(Stop{.epochs = 100, .errors = 0}, 50, 128) == Stop{.epochs = 100});
}

TEST_CASE("a non-finite replica is reported by weight, seed, step and what it trained with") {
    Setup setup;
    setup.replicas = {{0, 0, 1}, {0, -8, 3}};
    Live live;
    live.variants[0].learning_rate = 3;
    live.variants[0].l2 = 10;
    CHECK(non_finite_sentence(setup, 1, live, 12'340, "") ==
          "1:256, seed 3 became non-finite at step 12,340 (lr 3, L2 10).");
    setup.variants = {"plain", "l2"};
    CHECK(non_finite_sentence(setup, 0, live, 5, "logistic regression") ==
          "plain 1:1, seed 1 (logistic regression) became non-finite at step 5 (lr 3, L2 10).");
}

TEST_CASE("live parameters out of range are refused by name, value and range") {
    const Setup setup;
    const Live current;
    Live live;
    CHECK(objection(live, current, setup) == std::nullopt);
    live.variants[0].learning_rate = 30;
    CHECK(objection(live, current, setup) == "learning_rate is 30; it must lie between 1e-05 and 10.");
    live.variants[0].learning_rate = nothing;
    CHECK(objection(live, current, setup) == "learning_rate is nan; it must lie between 1e-05 and 10.");
    live.variants = {};
    CHECK(objection(live, current, setup) == "The run has 1 variants, the edit 0.");
}

TEST_CASE("a derived learning rate outside its range does not keep other parameters from changing") {
    Live current;
    current.variants[0].learning_rate = 3.5e-6;
    Live live = current;
    live.variants[0].importance = -4;
    CHECK(objection(live, current, Setup{}) == std::nullopt);
}

TEST_CASE("batch norm is refused where batches have one point") {
    Setup setup;
    setup.optimizer = SgdParams{.batch_size = 1};
    Live live;
    const Live current;
    live.variants[0].batch_norm = true;
    CHECK(objection(live, current, setup) == "Batch norm needs batches of 2 or more points.");
}

}  // namespace reweigh
