#include "core/engine/parity.h"

#include "core/engine/initial_state.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace reweigh {
namespace {

const ModelParams model = ResnetParams{.filters = 2, .dense = 3};
const std::vector replicas{Replica{.seed = 1}, Replica{.seed = 2}, Replica{.seed = 3}};

// Every tensor of a name with this end, of one replica, times a factor.
EngineState scaled(std::string_view end, std::size_t replica, float factor) {
    EngineState state = initial_state(model, replicas);
    for (Tensor& tensor : state.tensors) {
        const std::size_t each = tensor.values.size() / replicas.size();
        for (std::size_t i = replica * each; tensor.name.ends_with(end) && i < (replica + 1) * each; ++i)
            tensor.values[i] *= factor;
    }
    return state;
}

}  // namespace

TEST_CASE("weights of a GPU have the gates of its precision, for 100 steps") {
    CHECK(parity_gate(Precision::Fp32, 1) == 1e-4);
    CHECK(parity_gate(Precision::Fp32, 100) == 1e-4);
    CHECK(parity_gate(Precision::Tf32, 100) == 5e-2);
    CHECK(parity_gate(Precision::Auto, 100) == 5e-2);
    CHECK_FALSE(parity_gate(Precision::Bf16, 1));
    for (const Precision precision : {Precision::Auto, Precision::Fp32, Precision::Tf32, Precision::Bf16})
        CHECK_FALSE(parity_gate(precision, 101));
}

TEST_CASE("of two precisions the one that rounds more is the coarser") {
    CHECK(coarser(Precision::Fp32, Precision::Tf32) == Precision::Tf32);
    CHECK(coarser(Precision::Tf32, Precision::Fp32) == Precision::Tf32);
    CHECK(coarser(Precision::Bf16, Precision::Auto) == Precision::Bf16);
    CHECK(coarser(Precision::Fp32, Precision::Fp32) == Precision::Fp32);
    CHECK(coarser({}, Precision::Fp32) == Precision::Fp32);
    CHECK(coarser(Precision::Fp32, {}) == Precision::Fp32);
    CHECK_FALSE(coarser({}, {}));
}

TEST_CASE("a distance is of the weights of the replica that is farthest off") {
    const EngineState whole = initial_state(model, replicas);
    CHECK(largest_distance(model, whole, whole) == 0);
    CHECK(largest_distance(model, scaled("", 1, 1.25f), whole) == doctest::Approx(0.25));
    CHECK(largest_distance(model, whole, scaled("", 2, 1.25f)) == doctest::Approx(0.2));
    // A part of the weights is off by less of the whole.
    const double of_some = largest_distance(model, scaled(".W", 0, 1.25f), whole);
    CHECK(of_some > 0);
    CHECK(of_some < 0.25);
    CHECK(largest_distance(model, scaled(".gamma", 0, 1.25f), whole) > 0);
    CHECK(largest_distance(model, scaled(".running_var", 0, 9), whole) == 0);
}

TEST_CASE("a distance that is no number is infinite") {
    const EngineState whole = initial_state(model, replicas);
    for (const float bad :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        EngineState state = whole;
        state.tensors.front().values.back() = bad;
        CHECK(std::isinf(largest_distance(model, state, whole)));
        CHECK(std::isinf(largest_distance(model, whole, state)));
    }
    const ModelParams line = LogisticRegressionParams{};
    const EngineState zero = initial_state(line, replicas);
    EngineState off = zero;
    off.tensors.front().values.front() = 1;
    CHECK(largest_distance(line, zero, zero) == 0);
    CHECK(std::isinf(largest_distance(line, off, zero)));
}

}  // namespace reweigh
