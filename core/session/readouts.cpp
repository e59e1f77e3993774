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

double share_positive(const Logits& logits, int target = 1) {
    if (logits.empty()) return nothing;
    double positive = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) positive += logits.label(i) == target;
    return positive / static_cast<double>(logits.size());
}

double area(const ReadoutInput& in) { return share_positive(Logits(in.area)); }

double ratio(const ReadoutInput& in) {
    return share_positive(in.scene.data->is_plane() ? in.training : in.test, in.weighing.target);
}

double ratio_other(const ReadoutInput& in) { return share_positive(in.other); }

double ratio_noise(const ReadoutInput& in) { return share_positive(in.noise); }

double errors(const ReadoutInput& in) {
    double wrong = 0;
    for (const std::size_t i : in.kept) wrong += in.training.label(i) != in.scene.data->labels[i];
    return wrong;
}

double accuracy_train(const ReadoutInput& in) {
    return in.kept.empty() ? nothing : 1 - errors(in) / static_cast<double>(in.kept.size());
}

// Which of the test pictures have a label, and how many of them are given it.
struct Hits {
    double right = 0, all = 0;
    double share() const { return all > 0 ? right / all : nothing; }
};

template <class Counts>
Hits count_hits(const ReadoutInput& in, Counts&& counts) {
    Hits hits;
    const EvaluationSet* set = in.scene.data->evaluation_set("test");
    for (std::size_t i = 0; set != nullptr && i < in.test.size(); ++i)
        if (const int label = set->labels[i]; counts(label)) {
            hits.right += in.test.label(i) == label;
            ++hits.all;
        }
    return hits;
}

double accuracy(const ReadoutInput& in) {
    return count_hits(in, [](int) { return true; }).share();
}

double accuracy_target(const ReadoutInput& in) {
    return count_hits(in, [&](int label) { return label == in.weighing.target; }).share();
}

// sum_c w_c accuracy(c) over the sum of the w_c: rho and (1 - rho)/9 where they add up to 1. SCIENCE.md 2.1.
double accuracy_weighted(const ReadoutInput& in) {
    double right = 0, all = 0;
    for (int each = 0; each < in.scene.data->classes; ++each) {
        const double weight = in.weighing.weight(each);
        right += weight * count_hits(in, [&](int label) { return label == each; }).share();
        all += weight;
    }
    return right / all;
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
    double weighted = 0, weights = 0;
    for (std::size_t k = 0; k < in.kept.size(); ++k) {
        const std::size_t i = in.kept[k];
        const double own = data.weights.empty() ? 1 : static_cast<double>(data.weights[i]);
        const double weight = own * in.weighing.weight(data.labels[i]);
        weighted += weight * static_cast<double>(in.losses[k]);
        weights += weight;
    }
    const auto n = static_cast<double>(in.kept.size());
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
    for (const std::size_t i : in.kept)
        smallest = std::min(smallest, static_cast<double>(in.training.lead(i, in.scene.data->labels[i])));
    return smallest / divisor;
}

double offset(const ReadoutInput& in) { return boundary_offset(in).value_or(nothing); }

double angle(const ReadoutInput& in) { return boundary_angle(in).value_or(nothing); }

double crossings(const ReadoutInput& in) { return in.scene.separator ? count_crossings(in.axis) : nothing; }

double logit(const ReadoutInput& in) {
    double sum = 0;
    for (const float each : in.training.values()) sum += std::abs(static_cast<double>(each));
    return sum / static_cast<double>(in.training.values().size());
}

double norm_last(const ReadoutInput& in) {
    std::vector<std::string> last;
    for (const std::string& name : trained_tensors(in.model, params_of_replica(in)))
        if (name.find(".logit.") != std::string::npos) last.push_back(name);
    return last.empty() ? nothing : std::sqrt(squared_norm(in.state, in.replica, last));
}

// Of the k-th layer that has weights, k from 1.
double norm_of_layer(const ReadoutInput& in, int layer) {
    std::vector<std::string> names;
    std::string before;
    int count = 0;
    for (const std::string& name : trained_tensors(in.model, params_of_replica(in))) {
        const std::string of_layer = name.substr(0, name.rfind('.'));
        if (std::exchange(before, of_layer) != of_layer) ++count;
        if (count == layer) names.push_back(name);
    }
    return names.empty() ? nothing : std::sqrt(squared_norm(in.state, in.replica, names));
}

const std::array whole_rows{
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
    ReadoutRow{"accuracy_weighted", Probe::Test, accuracy_weighted},
    ReadoutRow{"accuracy_target", Probe::Test, accuracy_target},
};

std::vector<ReadoutRow> all_rows() {
    std::vector<ReadoutRow> all(whole_rows.begin(), whole_rows.end());
    for (const ReadoutKind& kind : readout_kinds())
        if (kind.layer > 0)
            all.push_back({kind.key, std::nullopt, [layer = kind.layer](const ReadoutInput& in) {
                               return norm_of_layer(in, layer);
                           }});
    return all;
}

}  // namespace

std::vector<float> logistic_losses(const Dataset& data, std::span<const std::size_t> kept,
                                   const Logits& logits) {
    std::vector<float> losses;
    losses.reserve(kept.size());
    for (const std::size_t i : kept)
        losses.push_back(canonical::loss(logits.signed_logit(i, data.labels[i])));
    return losses;
}

const ReadoutRow& readout_row(std::string_view key) {
    static const std::vector<ReadoutRow> rows = all_rows();
    const auto row = std::ranges::find(rows, readout_kind(key).key, &ReadoutRow::key);
    assert(row != rows.end());
    return *row;
}

}  // namespace reweigh
