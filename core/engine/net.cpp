#include "core/engine/net.h"

#include <cmath>
#include <span>
#include <string_view>

namespace reweigh {
namespace {

// The values of one replica within a tensor whose first axis is the replica.
template <class State>
auto row(State& state, std::string_view name, int replica) {
    auto& tensor = state.tensors[static_cast<std::size_t>(&state.tensor(name) - state.tensors.data())];
    const std::size_t length = tensor.values.size() / static_cast<std::size_t>(tensor.shape[0]);
    return std::span(tensor.values).subspan(static_cast<std::size_t>(replica) * length, length);
}

template <class Scalar>
struct UnitTensor {
    std::string_view name;
    Scalar (UnitBlock<Scalar>::*values)[block_units];
};

// The tensors with one value a unit; "mlp.W" has two.
template <class Scalar>
constexpr UnitTensor<Scalar> unit_tensors[] = {
    {"mlp.b", &UnitBlock<Scalar>::b},
    {"mlp.w2", &UnitBlock<Scalar>::w2},
    {"mlp.gamma", &UnitBlock<Scalar>::gamma},
    {"mlp.beta", &UnitBlock<Scalar>::beta},
    {"mlp.running_mean", &UnitBlock<Scalar>::running_mean},
    {"mlp.running_var", &UnitBlock<Scalar>::running_var},
};

// Calls visit(j, block, lane) for every hidden unit j.
template <class Net, class Visit>
void for_each_unit(Net& net, Visit&& visit) {
    for (std::size_t j = 0; j < static_cast<std::size_t>(net.hidden); ++j)
        visit(j, net.blocks[j / block_units], j % block_units);
}

}  // namespace

template <class Scalar>
void load(MlpNet<Scalar>& net, const EngineState& state, int replica) {
    net.hidden = static_cast<int>(state.tensor("mlp.b").shape[1]);
    net.blocks.assign(static_cast<std::size_t>((net.hidden + block_units - 1) / block_units),
                      UnitBlock<Scalar>{});
    net.b2 = row(state, "mlp.b2", replica)[0];
    const std::span<const float> first = row(state, "mlp.W", replica);
    for_each_unit(net, [&](std::size_t j, UnitBlock<Scalar>& block, std::size_t lane) {
        block.w0[lane] = first[2 * j];
        block.w1[lane] = first[2 * j + 1];
    });
    for (const auto& [name, values] : unit_tensors<Scalar>) {
        const std::span<const float> source = row(state, name, replica);
        for_each_unit(net, [&, member = values](std::size_t j, UnitBlock<Scalar>& block, std::size_t lane) {
            (block.*member)[lane] = source[j];
        });
    }
}

template <class Scalar>
void store(const MlpNet<Scalar>& net, EngineState& state, int replica) {
    row(state, "mlp.b2", replica)[0] = static_cast<float>(net.b2);
    const std::span<float> first = row(state, "mlp.W", replica);
    for_each_unit(net, [&](std::size_t j, const UnitBlock<Scalar>& block, std::size_t lane) {
        first[2 * j] = static_cast<float>(block.w0[lane]);
        first[2 * j + 1] = static_cast<float>(block.w1[lane]);
    });
    for (const auto& [name, values] : unit_tensors<Scalar>) {
        const std::span<float> target = row(state, name, replica);
        for_each_unit(net,
                      [&, member = values](std::size_t j, const UnitBlock<Scalar>& block, std::size_t lane) {
                          target[j] = static_cast<float>((block.*member)[lane]);
                      });
    }
}

// The blocks' values lie side by side; those beyond the width are zero.
template <class Scalar>
bool is_finite(const MlpNet<Scalar>& net) {
    bool finite = std::isfinite(net.b2);
    for (const UnitBlock<Scalar>& block : net.blocks) {
        const auto* values = reinterpret_cast<const Scalar*>(&block);
        Scalar sum = 0;  // of zeros, and of not-a-numbers where a value is infinite or none
        for (std::size_t i = 0; i < sizeof block / sizeof(Scalar); ++i) sum += values[i] - values[i];
        finite = finite && sum == 0;
    }
    return finite;
}

template <class Scalar>
void load(LinearNet<Scalar>& net, const EngineState& state, int replica) {
    const std::span<const float> w = row(state, "lr.w", replica);
    net = {w[0], w[1], row(state, "lr.b", replica)[0]};
}

template <class Scalar>
void store(const LinearNet<Scalar>& net, EngineState& state, int replica) {
    const std::span<float> w = row(state, "lr.w", replica);
    w[0] = static_cast<float>(net.w0);
    w[1] = static_cast<float>(net.w1);
    row(state, "lr.b", replica)[0] = static_cast<float>(net.b);
}

template <class Scalar>
bool is_finite(const LinearNet<Scalar>& net) {
    return std::isfinite(net.w0) && std::isfinite(net.w1) && std::isfinite(net.b);
}

template void load(MlpNet<float>&, const EngineState&, int);
template void load(MlpNet<double>&, const EngineState&, int);
template void load(LinearNet<float>&, const EngineState&, int);
template void load(LinearNet<double>&, const EngineState&, int);
template void store(const MlpNet<float>&, EngineState&, int);
template void store(const MlpNet<double>&, EngineState&, int);
template void store(const LinearNet<float>&, EngineState&, int);
template void store(const LinearNet<double>&, EngineState&, int);
template bool is_finite(const MlpNet<float>&);
template bool is_finite(const MlpNet<double>&);
template bool is_finite(const LinearNet<float>&);
template bool is_finite(const LinearNet<double>&);

}  // namespace reweigh
