#include "core/data/picture_task.h"

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/philox.h"
#include "core/data/image_files.h"
#include "core/data/lobes.h"
#include "core/data/noise_images.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

namespace reweigh {
namespace {

void append_picture(const ImageSet& set, const ImagePart& part, std::int64_t i, std::vector<float>& inputs) {
    const Normalisation normalised = normalisation_of(set);
    const std::span<const std::uint8_t> bytes = set.picture(part, i);
    const std::size_t plane = bytes.size() / static_cast<std::size_t>(set.shape.channels);
    for (std::size_t k = 0; k < bytes.size(); ++k)
        inputs.push_back(normalised(static_cast<float>(bytes[k]) / 255, static_cast<int>(k / plane)));
}

std::string count_text(std::int64_t count, const std::string& what) {
    return std::to_string(count) + " " + what;
}

// The first `wanted` of a class; a notice where there are fewer.
std::vector<std::int64_t> first_of(const ImageSet& set, const ImagePart& part, int label, int wanted,
                                   const std::string& split, std::vector<std::string>& notices) {
    std::vector<std::int64_t> found = indices_of(part, label);
    const std::string what = split + " pictures of " + set.class_names[static_cast<std::size_t>(label)];
    if (found.empty()) throw Error(set.source + " has no " + what + ".");
    if (static_cast<std::int64_t>(found.size()) < wanted)
        notices.push_back(count_text(static_cast<std::int64_t>(found.size()), what) + ", " +
                          std::to_string(wanted) + " were asked for.");
    found.resize(std::min(found.size(), static_cast<std::size_t>(wanted)));
    return found;
}

// Streams of the purpose Split; of the first two one more for the positive class.
constexpr std::uint32_t keep_stream = 0, flip_stream = 2, rank_stream = 4;

// Places 0 ... count - 1 in a random order: by their words.
std::vector<std::size_t> random_order(std::size_t count, std::uint64_t data_seed, std::uint32_t stream) {
    const RandomStream words{.key = data_seed, .purpose = RandomPurpose::Split, .stream = stream};
    std::vector<std::size_t> places(count);
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::ranges::stable_sort(places, {},
                             [&](std::size_t i) { return words.word(static_cast<std::uint32_t>(i)); });
    return places;
}

// A random choice of `share` of places 0 ... count - 1, ascending.
std::vector<std::size_t> chosen_places(std::size_t count, double share, std::uint64_t data_seed,
                                       std::uint32_t stream) {
    std::vector<std::size_t> places = random_order(count, data_seed, stream);
    places.resize(static_cast<std::size_t>(std::lround(share * static_cast<double>(count))));
    std::ranges::sort(places);
    return places;
}

// Training pictures of a class, without those that do not stay, with labels of which some are flipped.
void append_training(const ImageSet& set, const PicturesParams& params, bool is_positive,
                     std::uint64_t data_seed, Dataset& data) {
    const int label = is_positive ? params.positive : params.negative;
    const double keep = is_positive ? params.keep_positive : params.keep_negative;
    const std::uint32_t turn = is_positive ? 1 : 0;
    const std::vector<std::int64_t> all =
        first_of(set, set.train, label, params.train, "training", data.notices);
    const std::vector<std::size_t> kept = chosen_places(all.size(), keep, data_seed, keep_stream + turn);
    const std::size_t first = data.labels.size();
    for (const std::size_t place : kept) {
        append_picture(set, set.train, all[place], data.inputs);
        data.labels.push_back(is_positive ? 1 : 0);
    }
    for (const std::size_t place : chosen_places(kept.size(), params.flips, data_seed, flip_stream + turn))
        data.labels[first + place] ^= 1;
}

// Ranks of the training pictures within their classes.
std::vector<float> ranks_of(const Dataset& data, std::uint64_t data_seed) {
    std::vector<float> ranks(data.labels.size());
    const std::vector<std::size_t> order = random_order(ranks.size(), data_seed, rank_stream);
    for (int label = 0; label < data.classes; ++label) {
        std::vector<std::size_t> of_class;
        for (const std::size_t place : order)
            if (data.labels[place] == label) of_class.push_back(place);
        for (std::size_t k = 0; k < of_class.size(); ++k)
            ranks[of_class[k]] = static_cast<float>(k) / static_cast<float>(of_class.size());
    }
    return ranks;
}

// Test pictures of all classes but two, which take turns.
std::vector<std::int64_t> of_other_classes(const ImageSet& set, const PicturesParams& params) {
    std::vector<std::vector<std::int64_t>> classes;
    for (int label = 0; label < static_cast<int>(set.class_names.size()); ++label)
        if (label != params.negative && label != params.positive)
            classes.push_back(indices_of(set.test, label));
    std::vector<std::int64_t> chosen;
    for (std::size_t turn = 0;; ++turn) {
        bool has_more = false;
        for (const std::vector<std::int64_t>& of_class : classes) {
            if (chosen.size() == static_cast<std::size_t>(params.other)) return chosen;
            if (turn >= of_class.size()) continue;
            chosen.push_back(of_class[turn]);
            has_more = true;
        }
        if (!has_more) return chosen;
    }
}

EvaluationSet noise_of(const ImageSet& set, int count, std::uint64_t data_seed) {
    EvaluationSet noise{"noise", make_noise_images(data_seed, count, set.shape), {}};
    const Normalisation normalised = normalisation_of(set);
    const auto size = static_cast<std::size_t>(set.shape.size());
    const std::size_t plane = size / static_cast<std::size_t>(set.shape.channels);
    for (std::size_t k = 0; k < noise.inputs.size(); ++k)
        noise.inputs[k] = normalised(noise.inputs[k], static_cast<int>(k % size / plane));
    return noise;
}

std::string digest_of(const Dataset& data) {
    Sha256 digest;
    const auto add = [&](const auto& values) {
        digest.add({reinterpret_cast<const char*>(values.data()), values.size() * sizeof values[0]});
    };
    add(data.inputs);
    add(data.labels);
    for (const EvaluationSet& set : data.evaluation) {
        add(set.inputs);
        add(set.labels);
    }
    return digest.text();
}

void require_fitting(const ImageSet& set) {
    const ImageShape& shape = set.shape;
    if (!(shape == ImageShape{}))
        throw Error(set.source + " holds pictures of " + std::to_string(shape.width) + " x " +
                    std::to_string(shape.height) + " in " + std::to_string(shape.channels) +
                    " channel(s), expected 32 x 32 in 3.");
}

void require_two_classes(const ImageSet& set, const PicturesParams& params) {
    if (params.negative == params.positive)
        throw Error("Both classes are " + std::to_string(params.negative) + "; two classes are needed.");
    const int classes = static_cast<int>(set.class_names.size());
    for (const int label : {params.negative, params.positive})
        if (label >= classes)
            throw Error(set.source + " has no class " + std::to_string(label) + ", expected 0 ... " +
                        std::to_string(classes - 1) + ".");
}

Dataset begun_with(const ImageSet& set) {
    Dataset data;
    data.width = static_cast<int>(set.shape.size());
    data.source = set.source;
    data.notices = set.notices;
    data.class_names = set.class_names;
    data.normalisation = normalisation_of(set);
    return data;
}

Dataset finished(Dataset data, std::uint64_t data_seed) {
    data.ranks = ranks_of(data, data_seed);
    data.digest = digest_of(data);
    return data;
}

ImageSet stand_in(const PicturesParams& params, std::uint64_t data_seed) {
    constexpr int others = 8;
    return make_lobes(data_seed, {params.train, std::max(params.test, (params.other + others - 1) / others)});
}

ImageSet stand_in(const TenClassesParams& params, std::uint64_t data_seed) {
    return make_lobes(data_seed, {params.train, params.test});
}

ImageSet pictures_of(const auto& params, std::uint64_t data_seed) {
    if (params.stand_in) return stand_in(params, data_seed);
    if (!params.path.empty()) return read_images(params.path);
    if (const auto found = find_cifar10()) return read_images(*found);
    return stand_in(params, data_seed);
}

}  // namespace

Dataset make_picture_task(const PicturesParams& params, const ImageSet& set, std::uint64_t data_seed) {
    require_two_classes(set, params);
    require_fitting(set);
    Dataset data = begun_with(set);
    EvaluationSet test{"test", {}, {}}, other{"other", {}, {}};
    for (const bool is_positive : {false, true}) {
        const int label = is_positive ? params.positive : params.negative;
        append_training(set, params, is_positive, data_seed, data);
        for (const std::int64_t i : first_of(set, set.test, label, params.test, "test", data.notices)) {
            append_picture(set, set.test, i, test.inputs);
            test.labels.push_back(is_positive ? 1 : 0);
            test.classes.push_back(static_cast<std::uint8_t>(label));
        }
    }
    for (const std::int64_t i : of_other_classes(set, params)) {
        append_picture(set, set.test, i, other.inputs);
        other.classes.push_back(set.test.labels[static_cast<std::size_t>(i)]);
    }
    data.evaluation = {std::move(test), std::move(other), noise_of(set, params.noise, data_seed)};
    return finished(std::move(data), data_seed);
}

Dataset make_picture_task(const TenClassesParams& params, const ImageSet& set, std::uint64_t data_seed) {
    if (set.class_names.size() != std::size_t{ten_classes})
        throw Error(set.source + " has " + std::to_string(set.class_names.size()) + " classes, expected 10.");
    require_fitting(set);
    Dataset data = begun_with(set);
    data.classes = ten_classes;
    const auto most = std::min(static_cast<std::size_t>(ten_classes * params.train), set.train.labels.size());
    data.inputs.reserve(most * static_cast<std::size_t>(data.width));
    EvaluationSet test{"test", {}, {}};
    for (int label = 0; label < data.classes; ++label) {
        for (const std::int64_t i : first_of(set, set.train, label, params.train, "training", data.notices)) {
            append_picture(set, set.train, i, data.inputs);
            data.labels.push_back(static_cast<std::uint8_t>(label));
        }
        for (const std::int64_t i : first_of(set, set.test, label, params.test, "test", data.notices)) {
            append_picture(set, set.test, i, test.inputs);
            test.labels.push_back(static_cast<std::uint8_t>(label));
        }
    }
    test.classes = test.labels;
    data.evaluation = {std::move(test)};
    return finished(std::move(data), data_seed);
}

Dataset make_pictures(const PicturesParams& params, std::uint64_t data_seed) {
    return make_picture_task(params, pictures_of(params, data_seed), data_seed);
}

Dataset make_pictures(const TenClassesParams& params, std::uint64_t data_seed) {
    return make_picture_task(params, pictures_of(params, data_seed), data_seed);
}

}  // namespace reweigh
