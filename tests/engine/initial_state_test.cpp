#include "core/engine/initial_state.h"

#include "core/base/error.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace reweigh {

TEST_CASE("the first weight of run seed 1 is as written down") {
    const std::vector replicas{Replica{.seed = 1}};
    const EngineState state = initial_state(MlpParams{64}, replicas);
    CHECK(state.tensor("mlp.W").values[0] == 0x1.e2b9c2p-2f);
}

TEST_CASE("initial weights stay within one over the root of the fan-in and depend on the seed alone") {
    const std::vector replicas{Replica{.weight = 3, .seed = 1}, Replica{.seed = 2},
                               Replica{.variant = 1, .seed = 1}};
    const EngineState state = initial_state(MlpParams{100}, replicas);
    const Tensor& second = state.tensor("mlp.w2");
    CHECK(second.shape == std::vector<std::int64_t>{3, 100});
    CHECK(std::ranges::max(second.values) <= 0.1f);
    CHECK(std::ranges::max(second.values) > 0.09f);
    CHECK(std::ranges::min(second.values) < -0.09f);
    CHECK(std::equal(second.values.begin(), second.values.begin() + 100, second.values.begin() + 200));
    CHECK_FALSE(std::equal(second.values.begin(), second.values.begin() + 100, second.values.begin() + 100));
    CHECK(std::ranges::max(state.tensor("mlp.W").values) > 1 / std::sqrt(2.0f) - 0.02f);
}

TEST_CASE("batch norm starts neutral and logistic regression at zero") {
    const std::vector replicas{Replica{}, Replica{.seed = 9}};
    const EngineState mlp = initial_state(MlpParams{3}, replicas);
    CHECK(mlp.tensor("mlp.gamma").values == std::vector<float>(6, 1));
    CHECK(mlp.tensor("mlp.running_var").values == std::vector<float>(6, 1));
    CHECK(mlp.tensor("mlp.beta").values == std::vector<float>(6, 0));
    CHECK(mlp.tensor("mlp.running_mean").values == std::vector<float>(6, 0));
    const EngineState lr = initial_state(LogisticRegressionParams{}, replicas);
    CHECK(lr.tensor("lr.w").shape == std::vector<std::int64_t>{2, 2});
    CHECK(lr.tensor("lr.w").values == std::vector<float>(4, 0));
    CHECK(lr.tensor("lr.b").values == std::vector<float>(2, 0));
}

TEST_CASE("a state of another model is refused by the name of its tensor") {
    const std::vector replicas{Replica{}};
    EngineState state = initial_state(MlpParams{3}, replicas);
    CHECK_NOTHROW(require_fit(state, MlpParams{3}, 1));
    CHECK_THROWS_WITH_AS(require_fit(state, MlpParams{4}, 1),
                         "Tensor \"mlp.W\" has shape (1, 3, 2); the model needs (1, 4, 2).", Error);
    CHECK_THROWS_WITH_AS(require_fit(state, LogisticRegressionParams{}, 1),
                         "The state has no tensor \"lr.w\".", Error);
    state.tensors[0].values.pop_back();
    CHECK_THROWS_WITH_AS(require_fit(state, MlpParams{3}, 1),
                         "Tensor \"mlp.W\" holds 5 values; its shape (1, 3, 2) needs 6.", Error);
}

}  // namespace reweigh
