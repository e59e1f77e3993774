#include "core/session/readouts.h"

#include "core/engine/canonical.h"
#include "core/session/boundary.h"
#include "core/session/parameters.h"
#include "core/state/readout_kinds.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace reweigh {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

const LiveParams& params_of_replica(const ReadoutInput& in) {
    const Replica& replica = in.scene.setup.replicas[static_cast<std::size_t>(in.replica)];
    return in.live.variants[static_cast<std::size_t>(replica.variant)];
}

double share_positive(std::span<const float> logits) {
    if (logits.empty()) return nothing;
    const auto positive = std::ranges::count_if(logits, [](float logit) { return logit > 0; });
    return static_cast<double>(positive) / static_cast<double>(logits.size());
}

double area(const ReadoutInput& in) { return share_positive(in.area); }

double ratio(const ReadoutInput& in) {
    return share_positive(in.scene.data->is_plane() ? in.training : in.test);
}

double ratio_other(const ReadoutInput& in) { return share_positive(in.other); }

double ratio_noise(const ReadoutInput& in) { return share_positive(in.noise); }

double count_wrong(std::span<const float> logits, const std::vector<std::uint8_t>& labels) {
    double wrong = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) wrong += (logits[i] > 0) != (labels[i] == 1);
    return wrong;
}

double errors(const ReadoutInput& in) { return count_wrong(in.training, in.scene.data->labels); }

double share_right(std::span<const float> logits, const std::vector<std::uint8_t>& labels) {
    if (logits.empty()) return nothing;
    return 1 - count_wrong(logits, labels) / static_cast<double>(labels.size());
}

double accuracy(const ReadoutInput& in) {
    const EvaluationSet* set = in.scene.data->evaluation_set("test");
    return set == nullptr ? nothing : share_right(in.test, set->labels);
}

double accuracy_train(const ReadoutInput& in) { return share_right(in.training, in.scene.data->labels); }

// u = z for a positive point, -z for a negative one.
float signed_logit(const Dataset& data, std::span<const float> logits, std::size_t i) {
    return data.labels[i] == 1 ? logits[i] : -logits[i];
}

double loss(const ReadoutInput& in) {
    double sum = 0;
    for (const float each : in.losses) sum += static_cast<double>(each);
    return sum / static_cast<double>(in.losses.size());
}

// What the mean step descends: weighted losses under the reduction, with a sum (R2) taken over a batch, and
// the L2 term. SCIENCE.md 0.1.
double objective(const ReadoutInput& in) {
    const Dataset& data = *in.scene.data;
    const LiveParams& params = params_of_replica(in);
    const Replica& replica = in.scene.setup.replicas[static_cast<std::size_t>(in.replica)];
    const ClassWeights classes = class_weights(effective_importance(replica, in.live), params.weight_scale);
    double weighted = 0, weights = 0;
    for (std::size_t i = 0; i < in.training.size(); ++i) {
        const double own = data.weights.empty() ? 1 : static_cast<double>(data.weights[i]);
        const double weight = own * (data.labels[i] == 1 ? classes.positive : classes.negative);
        weighted += weight * static_cast<double>(in.losses[i]);
        weights += weight;
    }
    const auto n = static_cast<double>(in.training.size());
    const double batch = std::min(n, static_cast<double>(batch_size(in.scene.setup)));
    const double reduced = params.reduction == Reduction::R0   ? weighted / n
                           : params.reduction == Reduction::R1 ? weighted / weights
                                                               : weighted * batch / n;
    return reduced + params.l2 / 2 * squared_norm(in.state, in.replica, trained_tensors(in.model, params));
}

bool is_linear(const ReadoutInput& in) { return std::holds_alternative<LogisticRegressionParams>(in.model); }

// |w| of logistic regression, |theta| of a network.
double norm(const ReadoutInput& in) {
    if (is_linear(in)) return length(linear_logit(in.state, in.replica).weight);
    return std::sqrt(squared_norm(in.state, in.replica, trained_tensors(in.model, params_of_replica(in))));
}

// LR: min y'(w.x + b) / (|w| gamma); network: min y' f / |theta|^2, approximate, for biases break
// homogeneity.
double margin(const ReadoutInput& in) {
    if (is_linear(in) && !in.scene.separator) return nothing;
    const double size = norm(in);
    const double divisor = is_linear(in) ? size * in.scene.separator->half_margin : size * size;
    if (divisor == 0) return nothing;
    double smallest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < in.training.size(); ++i)
        smallest = std::min(smallest, static_cast<double>(signed_logit(*in.scene.data, in.training, i)));
    return smallest / divisor;
}

double offset(const ReadoutInput& in) { return boundary_offset(in).value_or(nothing); }

double angle(const ReadoutInput& in) { return boundary_angle(in).value_or(nothing); }

double crossings(const ReadoutInput& in) { return in.scene.separator ? count_crossings(in.axis) : nothing; }

double logit(const ReadoutInput& in) {
    double sum = 0;
    for (const float each : in.training) sum += std::abs(static_cast<double>(each));
    return sum / static_cast<double>(in.training.size());
}

double norm_last(const ReadoutInput& in) {
    std::vector<std::string> last;
    for (const std::string& name : trained_tensors(in.model, params_of_replica(in)))
        if (name.find(".logit.") != std::string::npos) last.push_back(name);
    return last.empty() ? nothing : std::sqrt(squared_norm(in.state, in.replica, last));
}

constexpr std::array rows{
    ReadoutRow{"area", Probe::Area, area},
    ReadoutRow{"ratio", Probe::Test, ratio},
    ReadoutRow{"offset", Probe::Axis, offset},
    ReadoutRow{"angle", Probe::Axis, angle},
    ReadoutRow{"margin", Probe::Training, margin},
    ReadoutRow{"errors", Probe::Training, errors},
    ReadoutRow{"loss", Probe::Training, loss},
    ReadoutRow{"objective", Probe::Training, objective},
    ReadoutRow{"norm", std::nullopt, norm},
    ReadoutRow{"crossings", Probe::Axis, crossings},
    ReadoutRow{"ratio_other", Probe::Other, ratio_other},
    ReadoutRow{"ratio_noise", Probe::Noise, ratio_noise},
    ReadoutRow{"accuracy", Probe::Test, accuracy},
    ReadoutRow{"accuracy_train", Probe::Training, accuracy_train},
    ReadoutRow{"logit", Probe::Training, logit},
    ReadoutRow{"norm_last", std::nullopt, norm_last},
};

}  // namespace

std::vector<float> logistic_losses(const Dataset& data, std::span<const float> logits) {
    std::vector<float> losses(logits.size());
    for (std::size_t i = 0; i < losses.size(); ++i)
        losses[i] = canonical::loss(signed_logit(data, logits, i));
    return losses;
}

const ReadoutRow& readout_row(std::string_view key) {
    const auto row = std::ranges::find(rows, readout_kind(key).key, &ReadoutRow::key);
    assert(row != rows.end());
    return *row;
}

}  // namespace reweigh
