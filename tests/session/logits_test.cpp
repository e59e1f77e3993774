#include "core/session/logits.h"

#include "core/session/readouts.h"
#include "core/state/sampling.h"

#include <doctest/doctest.h>

#include <cmath>
#include <memory>
#include <vector>

namespace reweigh {

TEST_CASE("one logit tells two classes apart, several the largest, of equal ones the lowest") {
    const std::vector<float> one{0.5f, -2, 0};
    const Logits binary(one);
    CHECK(binary.size() == 3);
    CHECK(binary.label(0) == 1);
    CHECK(binary.label(1) == 0);
    CHECK(binary.label(2) == 0);
    CHECK(binary.lead(1, 0) == 2);
    CHECK(binary.signed_logit(1, 1) == -2);

    const std::vector<float> three{1, 3, 2, 4, 4, 0};
    const Logits several(three, 3);
    CHECK(several.size() == 2);
    CHECK(several.label(0) == 1);
    CHECK(several.label(1) == 0);
    CHECK(several.lead(0, 1) == 1);
    CHECK(several.lead(0, 0) == -2);
    for (int label = 0; label < 3; ++label) {  // e^u / (1 + e^u) is the softmax
        const double odds = std::exp(double{several.signed_logit(0, label)});
        const double sum = std::exp(1.0) + std::exp(3.0) + std::exp(2.0);
        CHECK(odds / (1 + odds) ==
              doctest::Approx(std::exp(double{three[static_cast<std::size_t>(label)]}) / sum).epsilon(1e-6));
    }
    const std::vector<float> far{2000, -2000, 1000};
    CHECK(Logits(far, 3).signed_logit(0, 0) == 1000);
    CHECK(Logits(far, 3).signed_logit(0, 1) == -4000);
}

namespace {

// Six test pictures of three classes, of which the logits get 1 of 1, 1 of 2 and 3 of 3 right; four training
// points, two right.
struct TenClasses {
    Scene scene;
    Live live;
    ModelParams model = TenClassMlpParams{};
    EngineState state;
    std::vector<float> test{1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1};
    std::vector<float> training{2, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 2};

    TenClasses() {
        auto data = std::make_shared<Dataset>();
        data->width = 3;
        data->classes = 3;
        data->labels = {0, 1, 2, 1};
        data->ranks = {0, 0, 0, 0.5f};
        data->evaluation = {{"test", std::vector<float>(18), {0, 1, 1, 2, 2, 2}}};
        scene.data = data;
        scene.setup.data = TenClassesParams{};
        scene.setup.model = model;
        live.variants[0].target_class = 1;
    }
    double value(std::string_view key) const {
        const Weighing weighing = weighing_of(scene.setup.replicas[0], live, 3);
        const Logits of_training(training, 3);
        const std::vector<std::size_t> kept = kept_points(*scene.data, weighing);
        const std::vector<float> losses = logistic_losses(*scene.data, kept, of_training);
        return readout_row(key).value({.scene = scene,
                                       .model = model,
                                       .state = state,
                                       .live = live,
                                       .weighing = weighing,
                                       .kept = kept,
                                       .training = of_training,
                                       .losses = losses,
                                       .area = {},
                                       .axis = {},
                                       .test = Logits(test, 3),
                                       .predict = {}});
    }
};

}  // namespace

TEST_CASE("accuracies of several classes: of all, of the target class, weighted as the loss") {
    TenClasses c;
    CHECK(c.value("accuracy") == doctest::Approx(5.0 / 6));
    CHECK(c.value("accuracy_target") == 0.5);
    CHECK(c.value("accuracy_weighted") == doctest::Approx((1 + 0.5 + 1) / 3));
    CHECK(c.value("ratio") == doctest::Approx(1.0 / 6));  // called the target class
    c.live.variants[0].importance = 3;
    CHECK(c.value("accuracy_weighted") == doctest::Approx((1 + 8 * 0.5 + 1) / 10));
    c.live.variants[0].target_class = 2;
    CHECK(c.value("accuracy_target") == 1);
    CHECK(c.value("accuracy_weighted") == doctest::Approx((1 + 0.5 + 8) / 10));
}

TEST_CASE("errors and losses are of the points that stay") {
    TenClasses c;
    CHECK(c.value("errors") == 2);
    CHECK(c.value("accuracy_train") == 0.5);
    const double right = std::log1p(2 * std::exp(-2.0)), wrong = std::log(std::exp(2.0) + 2);
    CHECK(c.value("loss") == doctest::Approx((2 * right + 2 * wrong) / 4));
    c.live.variants[0].weighting = Weighting::Sampling;
    c.live.variants[0].importance = -1;  // half of class 1 stays
    CHECK(c.value("errors") == 1);
    CHECK(c.value("loss") == doctest::Approx((2 * right + wrong) / 3));
}

}  // namespace reweigh
