#include "core/bench/case.h"

#include "core/base/error.h"
#include "core/bench/machine.h"
#include "core/data/golden.h"
#include "core/data/picture_task.h"
#include "core/engine/canonical.h"
#include "core/engine/device.h"
#include "core/engine/fused/cuda_engine.h"
#include "core/engine/fused/engine.h"
#include "core/engine/reference/engine.h"
#include "core/engine/torch_plugin.h"

#include <algorithm>
#include <map>

namespace reweigh::bench {
namespace {

struct Variant {
    const char* name;
    LiveParams live;
};

const Variant variants[] = {
    {"plain", {.learning_rate = 0.05}},
    {"l2", {.l2 = 1e-3, .learning_rate = 0.05}},
    {"dropout", {.dropout = 0.5, .learning_rate = 0.05}},
    {"batchnorm", {.batch_norm = true, .learning_rate = 0.05}},
    {"all", {.l2 = 1e-3, .dropout = 0.5, .batch_norm = true, .learning_rate = 0.05}},
};
constexpr int mixed_variants = 4;

// A name that cases may use, and what it stands for.
struct FusedMaker {
    std::optional<fused::Layout> layout;
};
struct ReferenceMaker {};
struct CudaMaker {};
struct TorchMaker {};
struct NamedMaker {
    const char* name;
    std::variant<ReferenceMaker, FusedMaker, CudaMaker, TorchMaker, TorchPeer> make;
};
const NamedMaker makers[] = {
    {"reference", ReferenceMaker{}},
    {"fused", FusedMaker{}},
    {"fused/R", FusedMaker{fused::Layout::Shared}},
    {"fused/gather", FusedMaker{fused::Layout::Gathered}},
    {"fused/H", FusedMaker{fused::Layout::Hidden}},
    {"fused/cuda", CudaMaker{}},
    {"torch", TorchMaker{}},
    {"torch/eager", TorchPeer::Eager},
    {"torch/aten", TorchPeer::Aten},
    {"torch/baddbmm", TorchPeer::Baddbmm},
};

const NamedMaker* maker_of(const Case& timed) {
    const auto* const found = std::ranges::find(makers, timed.engine, &NamedMaker::name);
    return found == std::end(makers) ? nullptr : found;
}

const fused::Kernels* kernels_of(const Case& timed) {
    for (const fused::Kernels& kernels : fused::supported_kernels())
        if (timed.isa.empty() || isa_of(kernels.name) == timed.isa) return &kernels;
    return nullptr;
}

std::unique_ptr<Engine> make_fused(const EngineTask& task, const fused::FusedOptions& options) {
    if (std::holds_alternative<MlpParams>(task.model))
        return std::make_unique<fused::FusedEngine<MlpNet<float>>>(task, options);
    return std::make_unique<fused::FusedEngine<LinearNet<float>>>(task, options);
}

// Why there is no GPU to time, found once.
const std::optional<std::string>& no_gpu() {
    static const std::optional<std::string> reason = []() -> std::optional<std::string> {
        try {
            fused::make_cuda_engine(task_of({}).task, device().index);
            return std::nullopt;
        } catch (const Error& error) {
            const std::string sentence = error.what();
            return sentence.substr(0, sentence.size() - 1);
        }
    }();
    return reason;
}

// Drawings in the place of pictures, made once for each number of them.
std::shared_ptr<const Dataset> drawings(int points) {
    static std::map<int, std::shared_ptr<const Dataset>> made;
    std::shared_ptr<const Dataset>& data = made[points];
    if (!data)
        data = std::make_shared<const Dataset>(make_pictures(
            {.path = {}, .stand_in = true, .train = points / 2, .test = 1, .other = 0, .noise = 0}, 1));
    return data;
}

class EngineLoop final : public StepLoop {
public:
    EngineLoop(std::unique_ptr<Engine> engine, Live live)
        : engine_(std::move(engine)), live_(std::move(live)) {}
    void advance(std::int64_t count) override { engine_->advance(count, live_); }
    EngineState export_state() const override { return engine_->export_state(); }

private:
    std::unique_ptr<Engine> engine_;
    Live live_;
};

}  // namespace

CaseTask task_of(const Case& timed) {
    CaseTask made;
    made.task.model = timed.model;
    made.task.data = takes_pictures(timed.model) ? drawings(timed.points) : golden_data(timed.points);
    made.task.setup.optimizer = SgdParams{timed.batch};
    made.task.threads = timed.threads;
    const bool is_mixed = timed.variant == "mixed";
    made.live.variants.clear();
    for (const Variant& variant : variants)
        if (is_mixed ? &variant < variants + mixed_variants : timed.variant == variant.name)
            made.live.variants.push_back(variant.live);
    if (made.live.variants.empty()) throw Error("There is no variant \"" + timed.variant + "\".");
    const int seeds = timed.replicas >= 64 ? 9 : 1,
              each = is_mixed ? timed.replicas / mixed_variants : timed.replicas;
    made.task.setup.replicas.clear();
    for (int i = 0; i < timed.replicas; ++i)
        made.task.setup.replicas.push_back({.variant = is_mixed ? std::min(i / each, mixed_variants - 1) : 0,
                                            .weight = timed.replicas < 3 ? 0.0 : i / seeds % 17 - 8.0,
                                            .seed = static_cast<std::uint64_t>(i % seeds + 1)});
    return made;
}

std::optional<std::string> refuses(const Case& timed) {
    const NamedMaker* maker = maker_of(timed);
    if (!maker) return "no record of " + timed.engine;
    if (std::holds_alternative<FusedMaker>(maker->make) && !kernels_of(timed))
        return "no " + (timed.isa.empty() ? std::string("AVX2") : timed.isa);
    if (std::holds_alternative<CudaMaker>(maker->make)) return no_gpu();
    const bool needs_torch =
        std::holds_alternative<TorchPeer>(maker->make) || std::holds_alternative<TorchMaker>(maker->make);
    if (needs_torch && !torch_release()) return "LibTorch is not installed";
    return std::nullopt;
}

bool is_foreign(const Case& timed) { return maker_of(timed) == nullptr; }

std::unique_ptr<Engine> make_engine_of(const Case& timed) {
    const NamedMaker* maker = maker_of(timed);
    const CaseTask made = task_of(timed);
    if (maker && std::holds_alternative<ReferenceMaker>(maker->make))
        return reference::make_reference_engine(made.task);
    if (maker && std::holds_alternative<FusedMaker>(maker->make))
        return make_fused(made.task, {std::get<FusedMaker>(maker->make).layout, kernels_of(timed)});
    if (maker && std::holds_alternative<CudaMaker>(maker->make))
        return fused::make_cuda_engine(made.task, device().index);
    if (maker && std::holds_alternative<TorchMaker>(maker->make)) return make_torch_engine(made.task);
    throw Error("\"" + timed.engine + "\" is no engine of this program.");
}

std::unique_ptr<StepLoop> make_loop(const Case& timed) {
    const NamedMaker* maker = maker_of(timed);
    const CaseTask made = task_of(timed);
    if (maker && std::holds_alternative<TorchPeer>(maker->make))
        return make_torch_peer(made.task, made.live, std::get<TorchPeer>(maker->make));
    return std::make_unique<EngineLoop>(make_engine_of(timed), made.live);
}

std::int64_t warm_up_of(const Case& timed) { return takes_pictures(timed.model) ? 8 : 1'280; }

double loss_of(const Case& timed, const EngineState& state) {
    const auto [task, live] = task_of(timed);
    const auto engine =
        takes_pictures(timed.model) ? make_torch_engine(task) : reference::make_reference_engine(task);
    engine->import_state(state);
    const Dataset& data = *task.data;
    const auto n = static_cast<std::size_t>(data.size());
    double sum = 0;
    for (std::size_t r = 0; r < task.setup.replicas.size(); ++r) {
        std::vector<float> logits(n);
        const std::vector<int> one{static_cast<int>(r)};
        engine->predict(one, nullptr, live, data.inputs, logits);
        const ClassWeights weights =
            class_weights(effective_importance(task.setup.replicas[r], live), WeightScale::Heavier);
        for (std::size_t i = 0; i < n; ++i)
            sum += data.labels[i] == 1 ? weights.positive * double{canonical::loss(logits[i])}
                                       : weights.negative * double{canonical::loss(-logits[i])};
    }
    return sum / static_cast<double>(n * task.setup.replicas.size());
}

std::vector<std::string> engine_names() {
    std::vector<std::string> names;
    for (const NamedMaker& maker : makers) names.emplace_back(maker.name);
    return names;
}

std::vector<std::string> variant_names() {
    std::vector<std::string> names;
    for (const Variant& variant : variants) names.emplace_back(variant.name);
    return names;
}

std::string title_of(const Case& timed) {
    std::string title = timed.name + " " + timed.engine;
    if (timed.variant != "plain") title += " " + timed.variant;
    if (!timed.isa.empty()) title += ", " + timed.isa;
    if (timed.threads != 1) title += ", " + std::to_string(timed.threads) + " threads";
    return title;
}

}  // namespace reweigh::bench
