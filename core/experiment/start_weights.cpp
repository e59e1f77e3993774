#include "core/experiment/start_weights.h"

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/config/json.h"
#include "core/engine/initial_state.h"
#include "core/experiment/checkpoint.h"
#include "core/experiment/checkpoint_parts.h"

#include <algorithm>
#include <cmath>

namespace reweigh {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 30;

using Shape = std::vector<std::int64_t>;

std::string shape_text(const Shape& shape) {
    std::string text;
    for (const std::int64_t extent : shape) text += (text.empty() ? "" : ", ") + std::to_string(extent);
    return "(" + text + ")";
}

Shape without_ones(Shape shape) {
    std::erase(shape, 1);
    return shape;
}

// A file that is being read, its tensors in order of names.
struct Source {
    std::string name;
    std::vector<StoredTensor> tensors;

    Tensor take(const StoredTensor& found, const Tensor& wanted) const {
        if (without_ones(found.shape) != without_ones(wanted.shape))
            throw Error(name + ": tensor " + json_quoted(found.name) + " has shape " +
                        shape_text(found.shape) + "; the model's " + wanted.name + " needs " +
                        shape_text(wanted.shape) + ".");
        Tensor taken{wanted.name, wanted.shape, floats_of(found, name)};
        if (!std::ranges::all_of(taken.values, [](float value) { return std::isfinite(value); }))
            throw Error(name + ": tensor " + json_quoted(found.name) + " holds a value that is not finite.");
        return taken;
    }
};

std::vector<Tensor> tensors_of(const Setup& setup) {
    std::vector<Tensor> wanted = tensors_of(setup.model, TensorsOf::All);
    if (!setup.companion) return wanted;
    for (Tensor& tensor : tensors_of(*setup.companion, TensorsOf::All))
        if (std::ranges::find(wanted, tensor.name, &Tensor::name) == wanted.end())
            wanted.push_back(std::move(tensor));
    return wanted;
}

std::vector<Tensor> by_name(const Source& source, const Setup& setup) {
    std::vector<Tensor> taken;
    for (const Tensor& wanted : tensors_of(setup)) {
        const auto found = std::ranges::find(source.tensors, wanted.name, &StoredTensor::name);
        if (found != source.tensors.end()) taken.push_back(source.take(*found, wanted));
    }
    return taken;
}

// The first of the same shape; else of the same but for extents of 1; else of as many axes; else of all.
const StoredTensor& nearest(const std::vector<StoredTensor>& left, const Shape& shape) {
    const auto first = [&](auto&& fits) { return std::ranges::find_if(left, fits, &StoredTensor::shape); };
    for (const auto found :
         {first([&](const Shape& each) { return each == shape; }),
          first([&](const Shape& each) { return without_ones(each) == without_ones(shape); }),
          first([&](const Shape& each) { return each.size() == shape.size(); })})
        if (found != left.end()) return *found;
    return left.front();
}

std::vector<Tensor> by_shape(const Source& source, const Setup& setup) {
    if (std::holds_alternative<ResnetParams>(setup.model))
        throw Error(source.name +
                    " has no tensor of the ResNet by its name, as in \"resnet.conv.W\"; shapes alone do not "
                    "tell its tensors apart.");
    std::vector<StoredTensor> left = source.tensors;
    std::vector<Tensor> taken;
    for (const Tensor& wanted : tensors_of(setup.model, TensorsOf::Trained)) {
        if (left.empty())
            throw Error(source.name + " has no tensor for the model's " + wanted.name + ", shape " +
                        shape_text(wanted.shape) + ".");
        const std::string name = nearest(left, wanted.shape).name;
        const auto found = std::ranges::find(left, name, &StoredTensor::name);
        taken.push_back(source.take(*found, wanted));
        left.erase(found);
    }
    return taken;
}

}  // namespace

StartWeights read_start_weights(const std::filesystem::path& file, const Setup& setup) {
    const std::string bytes = read_file(file, most_bytes);
    Source source{file.string(), read_safetensors(bytes, file.string()).tensors};
    std::ranges::sort(source.tensors, {}, &StoredTensor::name);
    StartWeights weights{sha256(bytes), by_name(source, setup)};
    if (weights.tensors.empty()) weights.tensors = by_shape(source, setup);
    return weights;
}

bool is_foreign(const std::filesystem::path& file) {
    const std::string bytes = read_file(file, most_checkpoint_bytes);
    return !read_safetensors(bytes, file.string()).metadata.contains(std::string(metadata_key));
}

}  // namespace reweigh
