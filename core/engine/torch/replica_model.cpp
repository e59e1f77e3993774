#include "core/engine/torch/replica_model.h"

#include "core/base/overloaded.h"
#include "core/engine/torch/models/logistic_regression.h"
#include "core/engine/torch/models/mlp.h"

namespace reweigh::torch_engine {

std::unique_ptr<ReplicaModel> make_model(const ModelParams& params) {
    using Made = std::unique_ptr<ReplicaModel>;
    return std::visit(
        overloaded{
            [](const LogisticRegressionParams&) -> Made { return std::make_unique<LogisticRegression>(); },
            [](const MlpParams& mlp) -> Made { return std::make_unique<Mlp>(mlp.hidden); },
            [](const auto&) -> Made { return nullptr; }},
        params);
}

}  // namespace reweigh::torch_engine
