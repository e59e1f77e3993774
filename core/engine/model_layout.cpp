#include "core/engine/model_layout.h"

#include "core/base/overloaded.h"
#include "core/data/images.h"

#include <cmath>
#include <functional>
#include <numeric>

namespace reweigh {
namespace {

constexpr ImageShape picture;

// Layer after layer of a network for pictures; streams go on from layer to layer.
class Layers {
public:
    Layers(std::string prefix, InitialLaw law) : prefix_(std::move(prefix)), law_(law) {}

    // W (outputs, inputs ...) and b (outputs).
    void add(const std::string& name, std::vector<std::int64_t> shape) {
        const std::int64_t outputs = shape.front(), fan_in = element_count(shape) / outputs;
        const bool is_he = law_ == InitialLaw::He;
        const auto bound = static_cast<float>(std::sqrt((is_he ? 6.0 : 1.0) / static_cast<double>(fan_in)));
        made_.push_back({prefix_ + name + ".W", std::move(shape), bound, next_stream_++});
        made_.push_back({prefix_ + name + ".b", {outputs}, is_he ? 0 : bound, next_stream_++});
    }

    void add_normalised(const std::string& name, std::int64_t outputs, std::int64_t inputs,
                        std::int64_t kernel) {
        add(name, {outputs, inputs, kernel, kernel});
        const auto add_constant = [&](std::string_view what, float value, TensorRole role) {
            made_.push_back({prefix_ + name + std::string(what), {outputs}, value, {}, role});
        };
        add_constant(".gamma", 1, TensorRole::BatchNormWeight);
        add_constant(".beta", 0, TensorRole::BatchNormWeight);
        add_constant(".running_mean", 0, TensorRole::BatchNormStatistic);
        add_constant(".running_var", 1, TensorRole::BatchNormStatistic);
    }

    std::vector<TensorLayout> take() { return std::move(made_); }

private:
    std::string prefix_;
    InitialLaw law_;
    std::uint32_t next_stream_ = 0;
    std::vector<TensorLayout> made_;
};

std::vector<TensorLayout> layouts(const LogisticRegressionParams&) { return {{"lr.w", {2}}, {"lr.b", {}}}; }

std::vector<TensorLayout> layouts(const MlpParams& mlp) {
    const std::int64_t hidden = mlp.hidden;
    const auto first = static_cast<float>(1 / std::sqrt(2.0));
    const auto second = static_cast<float>(1 / std::sqrt(static_cast<double>(hidden)));
    return {{"mlp.W", {hidden, 2}, first, 0},
            {"mlp.b", {hidden}, first, 1},
            {"mlp.w2", {hidden}, second, 2},
            {"mlp.b2", {}, second, 3},
            {"mlp.gamma", {hidden}, 1, {}, TensorRole::BatchNormWeight},
            {"mlp.beta", {hidden}, 0, {}, TensorRole::BatchNormWeight},
            {"mlp.running_mean", {hidden}, 0, {}, TensorRole::BatchNormStatistic},
            {"mlp.running_var", {hidden}, 1, {}, TensorRole::BatchNormStatistic}};
}

// Rows, and columns, of what the last convolutions give the dense layers.
std::int64_t last_side(const CnnParams& cnn) {
    const std::int64_t side = picture.width;
    if (cnn.padding == Padding::Same) return side / 2 / 2;
    return ((side - 2 * 2) / 2 - 3 * 2) / 2;  // each convolution takes a pixel on every side
}

std::vector<TensorLayout> layouts(const CnnParams& cnn) {
    constexpr std::int64_t kernel = 3;
    const std::int64_t narrow = cnn.filters, wide = 2 * narrow, rest = last_side(cnn);
    Layers layers("cnn.", cnn.initial);
    layers.add("conv1", {narrow, picture.channels, kernel, kernel});
    layers.add("conv2", {narrow, narrow, kernel, kernel});
    layers.add("conv3", {wide, narrow, kernel, kernel});
    layers.add("conv4", {wide, wide, kernel, kernel});
    layers.add("conv5", {wide, wide, kernel, kernel});
    layers.add("dense1", {cnn.dense, wide * rest * rest});
    layers.add("dense2", {cnn.last, cnn.dense});
    layers.add("logit", {1, cnn.last});
    return layers.take();
}

std::vector<TensorLayout> layouts(const ResnetParams& resnet) {
    Layers layers("resnet.", resnet.initial);
    std::int64_t inputs = resnet.filters;
    layers.add_normalised("conv", inputs, picture.channels, 5);
    for (int block = 1; block <= 6; ++block) {
        const std::string name = "block" + std::to_string(block);
        const std::int64_t outputs = std::int64_t{resnet.filters} << (block - 1) / 2;
        layers.add_normalised(name + ".conv1", outputs, inputs, 3);
        layers.add_normalised(name + ".conv2", outputs, outputs, 3);
        if (outputs != inputs) layers.add_normalised(name + ".shortcut", outputs, inputs, 1);
        inputs = outputs;
    }
    layers.add("dense", {resnet.dense, inputs});
    layers.add("logit", {1, resnet.dense});
    return layers.take();
}

std::vector<TensorLayout> layouts(const TenClassMlpParams& mlp) {
    Layers layers("mlp10.", InitialLaw::FanIn);
    layers.add("dense", {mlp.hidden, picture.size()});
    layers.add("logit", {class_count(mlp), mlp.hidden});
    return layers.take();
}

}  // namespace

std::vector<TensorLayout> layouts_of(const ModelParams& model) {
    return std::visit([](const auto& params) { return layouts(params); }, model);
}

std::vector<TensorLayout> layouts_of(const ModelParams& model, const OptimizerParams& optimizer) {
    std::vector<TensorLayout> all = layouts_of(model);
    for (const TensorLayout& moved : layouts_of(model))
        for (const std::string_view memory : memories_of(optimizer))
            if (moved.role != TensorRole::BatchNormStatistic)
                all.push_back({std::string(memory) + moved.name, moved.shape, 0, {}, TensorRole::Memory});
    return all;
}

std::vector<std::string_view> memories_of(const OptimizerParams& optimizer) {
    if (is_plain_sgd(optimizer)) return {};
    return std::visit(overloaded{[](const SgdParams&) { return std::vector<std::string_view>{"velocity."}; },
                                 [](const AdamParams&) {
                                     return std::vector<std::string_view>{"mean.", "square."};
                                 }},
                      optimizer);
}

std::int64_t element_count(const std::vector<std::int64_t>& shape) {
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies());
}

}  // namespace reweigh
