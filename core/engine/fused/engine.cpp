#include "core/engine/fused/engine.h"

#include "core/base/overloaded.h"
#include "core/engine/fused/costs.h"

#include <algorithm>

namespace reweigh::fused {
namespace {

int width_of(const ModelParams& model) {
    const auto* mlp = std::get_if<MlpParams>(&model);
    return mlp ? mlp->hidden : 0;
}

LaneRoom room_of(const EngineTask& task, Layout layout, const Kernels& kernels, int largest_batch) {
    const int hidden = width_of(task.model);
    return hidden > 0 ? LaneRoom(layout, kernels, hidden, largest_batch)
                      : LaneRoom(layout, kernels, largest_batch);
}

// The first replica's rules fill the lanes beyond the group's replicas.
LaneRules lane_rules(const Group& group, int lanes, const std::vector<Rules>& rules) {
    LaneRules result{};
    for (std::size_t lane = 0; lane < static_cast<std::size_t>(lanes); ++lane) {
        const int replica = group.replicas[lane < group.replicas.size() ? lane : 0];
        const Rules& own = rules[static_cast<std::size_t>(replica)];
        result.rules[lane] = own;
        result.eta[lane] = own.eta;
        result.decay[lane] = own.decay;
        result.dropout_scale[lane] = own.dropout_scale;
        result.dropout_threshold[lane] = own.dropout_threshold;
        result.weighs_by_class |= own.reduction == Reduction::R1;
    }
    return result;
}

Terms terms_of(const Rules& rules) {
    return {.dropout = rules.dropout_threshold > 0, .batch_norm = rules.batch_norm};
}

// Trains the replicas of one group, lane by lane: moves them into lanes, runs the stretches, moves them back.
class GroupRun {
public:
    GroupRun(const Kernels& kernels, const Group& group, const std::vector<Rules>& rules, LaneRoom& room)
        : kernels_(kernels),
          layout_(group.layout),
          terms_(terms_of(rules[static_cast<std::size_t>(group.replicas.front())])),
          rules_(lane_rules(group, kernels.lanes, rules)),
          room_(room) {}

    void run(std::span<MlpNet<float>* const> nets, const std::vector<std::vector<Stretch>>& stretches) {
        room_.load(nets, terms_.batch_norm);
        auto* const train = kernels_.train_mlp[static_cast<std::size_t>(layout_)][index_of(terms_)];
        for (const std::vector<Stretch>& each : stretches)
            train(room_.nets(), each.data(), rules_, room_.notes());
        room_.store(nets, terms_.batch_norm);
    }

    void run(std::span<LinearNet<float>* const> nets, const std::vector<std::vector<Stretch>>& stretches) {
        LaneLines lines;
        for (std::size_t lane = 0; lane < most_lanes; ++lane) {
            const LinearNet<float>& net = *nets[lane < nets.size() ? lane : 0];
            lines.w0[lane] = net.w0;
            lines.w1[lane] = net.w1;
            lines.b[lane] = net.b;
        }
        for (const std::vector<Stretch>& each : stretches)
            kernels_.train_linear[static_cast<std::size_t>(layout_)](lines, each.data(), rules_,
                                                                     room_.notes());
        for (std::size_t lane = 0; lane < nets.size(); ++lane)
            *nets[lane] = {lines.w0[lane], lines.w1[lane], lines.b[lane]};
    }

private:
    const Kernels& kernels_;
    Layout layout_;
    Terms terms_;
    LaneRules rules_;
    LaneRoom& room_;
};

}  // namespace

template <class Net>
FusedEngine<Net>::FusedEngine(const EngineTask& task, const FusedOptions& options)
    : NetEngine<Net>(task),
      kernels_(options.kernels ? *options.kernels : supported_kernels().front()),
      packing_{kernels_.lanes, task.threads, costs_of(task.model, kernels_.lanes), options.layout} {}

template <class Net>
void FusedEngine<Net>::train(std::int64_t count, const Live& live) {
    std::vector<Rules> rules;
    for (const Replica& replica : this->task().setup.replicas) rules.push_back(rules_of(replica, live));
    pack_again(rules);
    this->pool().run(static_cast<int>(groups_.size()),
                     [&](int group) { train_group(static_cast<std::size_t>(group), count, rules); });
}

// Only when the terms of a replica changed or it was parked.
template <class Net>
void FusedEngine<Net>::pack_again(const std::vector<Rules>& rules) {
    std::vector<Packable> wanted;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const int replica = static_cast<int>(i);
        if (!this->is_parked(replica))
            wanted.push_back({replica, this->task().setup.replicas[i].seed, terms_of(rules[i])});
    }
    if (wanted == packed_) return;
    packed_ = std::move(wanted);
    groups_ = pack(packed_, packing_);
    rooms_.clear();
    for (const Group& group : groups_)
        rooms_.push_back(room_of(this->task(), group.layout, kernels_, this->largest_batch()));
}

template <class Net>
void FusedEngine<Net>::train_group(std::size_t index, std::int64_t count, const std::vector<Rules>& rules) {
    const Group& group = groups_[index];
    std::vector<Net*> nets;
    for (const int replica : group.replicas) nets.push_back(&this->trainable(replica));

    std::vector<std::vector<Stretch>> stretches;  // (epochs, lanes)
    const std::size_t lanes = group.layout == Layout::Gathered ? static_cast<std::size_t>(kernels_.lanes) : 1;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        const int replica = group.replicas[lane < group.replicas.size() ? lane : 0];
        std::size_t epoch = 0;
        this->for_each_stretch(this->task().setup.replicas[static_cast<std::size_t>(replica)].seed, count,
                               [&](const Stretch& stretch) {
                                   if (lane == 0) stretches.emplace_back();
                                   stretches[epoch++].push_back(stretch);
                               });
    }
    GroupRun(kernels_, group, rules, rooms_[index]).run(nets, stretches);
}

template <>
void FusedEngine<MlpNet<float>>::evaluate(const MlpNet<float>& net, bool batch_norm,
                                          std::span<const float> inputs, float* out) const {
    const std::vector<EvalBlock<float>> blocks = evaluation_of(net, batch_norm);
    kernels_.predict_mlp({blocks.data(), static_cast<int>(blocks.size()), net.b2}, inputs.data(),
                         static_cast<std::int64_t>(inputs.size() / 2), out);
}

template <>
void FusedEngine<LinearNet<float>>::evaluate(const LinearNet<float>& net, bool, std::span<const float> inputs,
                                             float* out) const {
    kernels_.predict_linear(net, inputs.data(), static_cast<std::int64_t>(inputs.size() / 2), out);
}

template class FusedEngine<MlpNet<float>>;
template class FusedEngine<LinearNet<float>>;

std::optional<std::string> fused_refuses(const EngineTask& task) {
    if (std::optional<std::string> reason = nets_refuse("The engine \"fused\"", task)) return reason;
    const std::string engine = "The engine \"fused\" ";
    if (supported_kernels().empty())
        return engine + "needs a processor with AVX2 and FMA; use the engine \"reference\".";
    if (task.data && !task.data->weights.empty())
        return engine + "knows no weights of single points; use the engine \"reference\".";
    const auto* mlp = std::get_if<MlpParams>(&task.model);
    if (mlp && (mlp->hidden < 1 || mlp->hidden > 1024))
        return engine + "has 1 to 1024 hidden units; the model has " + std::to_string(mlp->hidden) + ".";
    return std::nullopt;
}

std::unique_ptr<Engine> make_fused_engine(const EngineTask& task) {
    return std::visit(overloaded{[&](const LogisticRegressionParams&) -> std::unique_ptr<Engine> {
                                     return std::make_unique<FusedEngine<LinearNet<float>>>(task);
                                 },
                                 [&](const MlpParams&) -> std::unique_ptr<Engine> {
                                     return std::make_unique<FusedEngine<MlpNet<float>>>(task);
                                 },
                                 [](const auto&) -> std::unique_ptr<Engine> { return nullptr; }},
                      task.model);
}

}  // namespace reweigh::fused
