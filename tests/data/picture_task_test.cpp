#include "core/data/picture_task.h"

#include "core/base/error.h"
#include "core/data/lobes.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <vector>

namespace reweigh {
namespace {

const PicturesParams few{.path = {}, .train = 6, .test = 2, .other = 20, .noise = 3};
constexpr std::size_t width = 3 * 32 * 32;

// The place of a float picture among those of a part, or -1.
std::int64_t found_in(const ImageSet& set, const ImagePart& part, const float* values) {
    const Normalisation normalised = normalisation_of(set);
    for (std::int64_t i = 0; i < part.size(); ++i) {
        const auto bytes = set.picture(part, i);
        bool is_same = true;
        for (std::size_t k = 0; k < width && is_same; ++k)
            is_same = values[k] == normalised(static_cast<float>(bytes[k]) / 255, static_cast<int>(k / 1024));
        if (is_same) return i;
    }
    return -1;
}

}  // namespace

TEST_CASE("two classes are trained on: the first of each, normalised") {
    const ImageSet set = make_lobes(4, {8, 3});
    const Dataset data = make_picture_task(few, set, 4);
    REQUIRE(data.size() == 12);
    CHECK(data.width == static_cast<int>(width));
    CHECK(!data.is_plane());
    CHECK(data.inputs.size() == 12 * width);
    for (std::size_t i = 0; i < 12; ++i) {
        const bool is_positive = data.labels[i] == 1;
        const std::int64_t found = found_in(set, set.train, data.inputs.data() + i * width);
        REQUIRE(found >= 0);
        CHECK(set.train.labels[static_cast<std::size_t>(found)] == (is_positive ? 5 : 3));
        const std::vector<std::int64_t> of_class = indices_of(set.train, is_positive ? 5 : 3);
        CHECK(std::ranges::find(of_class, found) - of_class.begin() < 6);
    }
}

TEST_CASE("the model is asked about both classes, the others in turn, and noise") {
    const ImageSet set = make_lobes(4, {8, 3});
    const Dataset data = make_picture_task(few, set, 4);
    const EvaluationSet& test = *data.evaluation_set("test");
    CHECK(test.labels == std::vector<std::uint8_t>{0, 0, 1, 1});
    const EvaluationSet& other = *data.evaluation_set("other");
    REQUIRE(other.size(data.width) == 20);
    CHECK(other.labels.empty());
    CHECK(test.classes == std::vector<std::uint8_t>{3, 3, 5, 5});
    CHECK(data.class_names == set.class_names);
    std::multiset<int> classes;
    for (std::size_t i = 0; i < 20; ++i) {
        const std::int64_t found = found_in(set, set.test, other.inputs.data() + i * width);
        REQUIRE(found >= 0);
        classes.insert(set.test.labels[static_cast<std::size_t>(found)]);
        CHECK(other.classes[i] == set.test.labels[static_cast<std::size_t>(found)]);
    }
    for (const int label : {0, 1, 2, 4}) CHECK(classes.count(label) == 3);
    for (const int label : {6, 7, 8, 9}) CHECK(classes.count(label) == 2);
    const EvaluationSet& noise = *data.evaluation_set("noise");
    REQUIRE(noise.size(data.width) == 3);
    const Normalisation normalised = normalisation_of(set);
    CHECK(std::ranges::min(noise.inputs) >= normalised(0, 0));
    CHECK(std::ranges::max(noise.inputs) <= normalised(1, 0));
    CHECK(noise.classes.empty());
    CHECK(data.evaluation_set("rest") == nullptr);
}

TEST_CASE("the digest follows what the data hold") {
    const ImageSet set = make_lobes(4, {8, 3});
    const std::string digest = make_picture_task(few, set, 4).digest;
    CHECK(make_picture_task(few, set, 4).digest == digest);
    CHECK(make_picture_task(few, set, 5).digest != digest);  // other noise
    PicturesParams turned = few;
    std::swap(turned.negative, turned.positive);
    CHECK(make_picture_task(turned, set, 4).digest != digest);
}

TEST_CASE("a share of a class stays, a share of the labels is flipped, as the seed says") {
    const ImageSet set = make_lobes(4, {40, 1});
    PicturesParams params{.path = {}, .train = 40, .test = 1, .other = 0, .noise = 0};
    params.keep_positive = 0.25;
    const Dataset thinned = make_picture_task(params, set, 4);
    CHECK(std::ranges::count(thinned.labels, 1) == 10);
    CHECK(std::ranges::count(thinned.labels, 0) == 40);
    CHECK(make_picture_task(params, set, 5).inputs != thinned.inputs);
    for (std::size_t i = 0; i < thinned.labels.size(); ++i) {
        const std::int64_t found = found_in(set, set.train, thinned.inputs.data() + i * width);
        CHECK(set.train.labels[static_cast<std::size_t>(found)] == (thinned.labels[i] == 1 ? 5 : 3));
    }
    params.keep_positive = 1;
    params.flips = 0.05;
    const Dataset flipped = make_picture_task(params, set, 4);
    int wrong[2] = {0, 0};
    for (std::size_t i = 0; i < flipped.labels.size(); ++i) {
        const std::int64_t found = found_in(set, set.train, flipped.inputs.data() + i * width);
        const bool is_dog = set.train.labels[static_cast<std::size_t>(found)] == 5;
        wrong[is_dog] += is_dog != (flipped.labels[i] == 1);
    }
    CHECK(wrong[0] == 2);
    CHECK(wrong[1] == 2);
    CHECK(flipped.evaluation_set("test")->labels == std::vector<std::uint8_t>{0, 1});
}

TEST_CASE("ranks order each class at random, from the data's seed") {
    const ImageSet set = make_lobes(4, {40, 1});
    PicturesParams params = few;
    params.train = 40;
    params.flips = 0.1;
    const Dataset data = make_picture_task(params, set, 4);
    for (const int label : {0, 1}) {
        std::vector<float> ranks;
        for (std::size_t i = 0; i < data.labels.size(); ++i)
            if (data.labels[i] == label) ranks.push_back(data.ranks[i]);
        CHECK_FALSE(std::ranges::is_sorted(ranks));
        std::ranges::sort(ranks);
        for (std::size_t k = 0; k < ranks.size(); ++k)
            CHECK(ranks[k] == static_cast<float>(k) / static_cast<float>(ranks.size()));
    }
    CHECK(make_picture_task(params, set, 4).ranks == data.ranks);
    CHECK(make_picture_task(params, set, 5).ranks != data.ranks);
}

TEST_CASE("ten classes are trained on with the labels of the set, and tested on the others of them") {
    const ImageSet set = make_lobes(4, {8, 3});
    const Dataset data = make_picture_task(TenClassesParams{.path = {}, .train = 6, .test = 2}, set, 4);
    REQUIRE(data.size() == 60);
    CHECK(data.classes == 10);
    for (std::size_t i = 0; i < 60; i += 7) {
        const std::int64_t found = found_in(set, set.train, data.inputs.data() + i * width);
        REQUIRE(found >= 0);
        CHECK(set.train.labels[static_cast<std::size_t>(found)] == data.labels[i]);
    }
    REQUIRE(data.evaluation.size() == 1);
    CHECK(data.evaluation[0].key == "test");
    CHECK(data.evaluation[0].size(data.width) == 20);
    CHECK(std::ranges::count(data.evaluation[0].labels, 9) == 2);
    CHECK(data.ranks.size() == 60);
}

TEST_CASE("where there are fewer pictures than asked for, all are taken and a notice says so") {
    const ImageSet set = make_lobes(4, {4, 3});
    const Dataset data = make_picture_task(few, set, 4);
    CHECK(data.size() == 8);
    REQUIRE(data.notices.size() == 2);
    CHECK(data.notices[0] == "4 training pictures of cat, 6 were asked for.");
    CHECK(data.notices[1] == "4 training pictures of dog, 6 were asked for.");
    PicturesParams many = few;
    many.other = 1'000;
    CHECK(make_picture_task(many, set, 4).evaluation_set("other")->size(data.width) == 24);
}

TEST_CASE("pictures that cannot be trained on get one sentence") {
    const ImageSet set = make_lobes(4, {8, 3});
    PicturesParams same = few;
    same.positive = 3;
    CHECK_THROWS_WITH(make_picture_task(same, set, 1), "Both classes are 3; two classes are needed.");
    ImageSet grey = set;
    grey.shape = {1, 28, 28};
    CHECK_THROWS_WITH(make_picture_task(few, grey, 1),
                      "synthetic stand-in, not CIFAR-10 holds pictures of 28 x 28 in 1 channel(s), expected "
                      "32 x 32 in 3.");
    ImageSet without_dogs = set;
    std::ranges::replace(without_dogs.test.labels, std::uint8_t{5}, std::uint8_t{6});
    CHECK_THROWS_WITH(make_picture_task(few, without_dogs, 1),
                      "synthetic stand-in, not CIFAR-10 has no test pictures of dog.");
}

TEST_CASE("the stand-in comes where it is asked for, from the seed") {
    PicturesParams params = few;
    params.stand_in = true;
    const Dataset data = make_pictures(params, 9);
    CHECK(data.source == "synthetic stand-in, not CIFAR-10");
    CHECK(data.digest == make_pictures(params, 9).digest);
    CHECK(data.digest != make_pictures(params, 10).digest);
}

}  // namespace reweigh
