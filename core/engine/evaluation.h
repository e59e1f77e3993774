#pragma once

#include "core/engine/batch_norm.h"
#include "core/engine/net.h"

#include <cmath>
#include <vector>

namespace reweigh {

// 32 hidden units as evaluation sees them: batch norm folded into the first layer.
template <class Scalar>
struct alignas(64) EvalBlock {
    Scalar W0[block_units], W1[block_units], shift[block_units], w2[block_units];
};

template <class Scalar>
struct EvalView {
    const EvalBlock<Scalar>* blocks = nullptr;
    int count = 0;
    Scalar b2 = 0;
};

// The net as evaluation sees it. With batch norm: W_k = (gamma r) w_k, shift = fma(gamma r, b - mean, beta),
// r = 1/sqrt(var + epsilon) of the running statistics.
template <class Scalar>
std::vector<EvalBlock<Scalar>> evaluation_of(const MlpNet<Scalar>& net, bool batch_norm) {
    std::vector<EvalBlock<Scalar>> blocks(net.blocks.size());
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const UnitBlock<Scalar>& u = net.blocks[i];
        for (int l = 0; l < block_units; ++l) {
            const Scalar gr =
                u.gamma[l] * (1 / std::sqrt(u.running_var[l] + static_cast<Scalar>(batch_norm_epsilon)));
            blocks[i].W0[l] = batch_norm ? gr * u.w0[l] : u.w0[l];
            blocks[i].W1[l] = batch_norm ? gr * u.w1[l] : u.w1[l];
            blocks[i].shift[l] = batch_norm ? std::fma(gr, u.b[l] - u.running_mean[l], u.beta[l]) : u.b[l];
            blocks[i].w2[l] = u.w2[l];
        }
    }
    return blocks;
}

}  // namespace reweigh
