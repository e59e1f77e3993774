#pragma once

#include "core/engine/reference/kernel/prediction.h"
#include "core/engine/reference/kernel/training.h"

namespace reweigh::reference {
namespace {

template <class Scalar>
constexpr Kernels<Scalar> kernels{train_mlp<Scalar>, train_linear<Scalar>, predict_mlp<Scalar>,
                                  predict_linear<Scalar>};

}  // namespace
}  // namespace reweigh::reference
