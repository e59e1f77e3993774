#include "core/engine/parity.h"

#include "core/engine/initial_state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace reweigh {
namespace {

struct Gate {
    Precision precision;
    std::optional<double> distance;
};
// From fine to coarse.
constexpr std::array gates{Gate{Precision::Fp32, 1e-4}, Gate{Precision::Tf32, 5e-2},
                           Gate{Precision::Bf16, std::nullopt}};

const Gate& gate_of(Precision precision) {
    const Precision chosen = precision == Precision::Auto ? Precision::Tf32 : precision;
    return *std::ranges::find(gates, chosen, &Gate::precision);
}

struct Squares {
    double off = 0, size = 0;
};

// Of each replica, tensor after tensor.
void add(const Tensor& tensor, const Tensor& expected, std::vector<Squares>& sums) {
    const auto replicas = static_cast<std::size_t>(tensor.shape.front());
    const std::size_t each = tensor.values.size() / replicas;
    sums.resize(replicas);
    for (std::size_t i = 0; i < tensor.values.size(); ++i) {
        const double value = tensor.values[i], wanted = expected.values[i];
        sums[i / each].off += (value - wanted) * (value - wanted);
        sums[i / each].size += wanted * wanted;
    }
}

double distance(const Squares& sums) {
    const double of_all = sums.off == 0 ? 0 : std::sqrt(sums.off / sums.size);
    return std::isfinite(of_all) ? of_all : HUGE_VAL;
}

}  // namespace

std::optional<double> parity_gate(Precision of_gpu, std::int64_t steps) {
    return steps > most_gated_steps ? std::nullopt : gate_of(of_gpu).distance;
}

std::optional<Precision> coarser(std::optional<Precision> a, std::optional<Precision> b) {
    if (!a || !b) return a ? a : b;
    return &gate_of(*a) < &gate_of(*b) ? b : a;
}

double largest_distance(const ModelParams& model, const EngineState& state, const EngineState& expected) {
    std::vector<Squares> sums;
    for (const Tensor& weight : tensors_of(model, TensorsOf::TrainedWithBatchNorm))
        add(state.tensor(weight.name), expected.tensor(weight.name), sums);
    double largest = 0;
    for (const Squares& replica : sums) largest = std::max(largest, distance(replica));
    return largest;
}

}  // namespace reweigh
