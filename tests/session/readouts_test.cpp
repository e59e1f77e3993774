#include "core/session/readouts.h"

#include "core/base/error.h"
#include "core/engine/initial_state.h"
#include "core/session/boundary.h"
#include "core/session/measurement.h"
#include "core/session/parameters.h"
#include "core/state/readout_kinds.h"
#include "core/state/sampling.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace reweigh {
namespace {

using Field = std::function<double(double x, double y)>;

// Points (2, 0) (1, 1) positive, (-2, 0) (-1, -1) (0.5, 0) negative; the separator is the line x = 0.25.
struct Case {
    Scene scene;
    ModelParams model = LogisticRegressionParams{};
    EngineState state;
    Live live;

    Case() {
        auto data = std::make_shared<Dataset>();
        data->inputs = {2, 0, 1, 1, -2, 0, -1, -1, 0.5, 0};
        data->labels = {1, 1, 0, 0, 0};
        data->area_box = {{-1, -1}, {1, 1}};
        scene.data = data;
        scene.separator =
            Separator{.line = {{1, 0}, 0.25}, .origin = {0.25, 0.5}, .half_margin = 0.5, .label = "test"};
    }
    Case& linear(double w0, double w1, double b) {
        model = LogisticRegressionParams{};
        state.tensors = {{"lr.w", {1, 2}, {static_cast<float>(w0), static_cast<float>(w1)}},
                         {"lr.b", {1}, {static_cast<float>(b)}}};
        return *this;
    }
    // One unit a row: W0, W1, b, w2.
    Case& network(const std::vector<std::array<float, 4>>& units) {
        model = MlpParams{static_cast<int>(units.size())};
        const auto hidden = static_cast<std::int64_t>(units.size());
        std::vector<float> W, b, w2;
        for (const auto& [w0, w1, bias, out] : units) {
            W.insert(W.end(), {w0, w1});
            b.push_back(bias);
            w2.push_back(out);
        }
        const std::vector<float> ones(units.size(), 1), zeros(units.size(), 0);
        state.tensors = {{"mlp.W", {1, hidden, 2}, W},
                         {"mlp.b", {1, hidden}, b},
                         {"mlp.w2", {1, hidden}, w2},
                         {"mlp.b2", {1}, {0}},
                         {"mlp.gamma", {1, hidden}, ones},
                         {"mlp.beta", {1, hidden}, zeros},
                         {"mlp.running_mean", {1, hidden}, zeros},
                         {"mlp.running_var", {1, hidden}, ones}};
        return *this;
    }
    std::vector<float>& values(std::string_view name) {
        for (Tensor& tensor : state.tensors)
            if (tensor.name == name) return tensor.values;
        throw Error("no such tensor");
    }

    // The read-out of a model whose logit is `field`.
    double value(std::string_view key, const Field& field) const {
        const MeasurementPlan plan(std::make_shared<const Scene>(scene));
        const auto width = static_cast<std::size_t>(scene.data->width);
        const auto predict = [&](std::span<const float> inputs, std::span<float> out) {
            for (std::size_t i = 0; i < out.size(); ++i)
                out[i] = static_cast<float>(field(inputs[width * i], inputs[width * i + 1]));
        };
        std::vector<float> logits(plan.points);
        for (const MeasurementPlan::Part& part : plan.parts)
            predict(part.inputs, std::span(logits).subspan(part.first, part.count));
        const auto of = [&](Probe probe) {
            const auto p = static_cast<std::size_t>(probe);
            return std::span<const float>(logits).subspan(plan.first[p], plan.count[p]);
        };
        const Logits training(of(Probe::Training));
        const Weighing weighing = weighing_of(scene.setup.replicas.front(), live, scene.data->classes);
        const std::vector<std::size_t> kept = kept_points(*scene.data, weighing);
        const std::vector<float> losses = logistic_losses(*scene.data, kept, training);
        return readout_row(key).value({scene, model, state, 0, live, weighing, kept, training, losses,
                                       of(Probe::Area), of(Probe::Axis), Logits(of(Probe::Test)),
                                       Logits(of(Probe::Other)), Logits(of(Probe::Noise)), predict});
    }
};

const Field through_quarter = [](double x, double) { return 2 * (x - 0.25); };

}  // namespace

TEST_CASE("every kind of read-out has its function, an unknown one is named") {
    for (const ReadoutKind& kind : readout_kinds()) CHECK(readout_row(kind.key).key == kind.key);
    CHECK_THROWS_WITH_AS(readout_row("ofset"), doctest::Contains("Unknown read-out \"ofset\""), Error);
}

TEST_CASE("area is the positive share of the box, ratio that of the training points") {
    const Case c;
    CHECK(c.value("area", [](double x, double) { return x - 0.5; }) == doctest::Approx(0.25));
    CHECK(c.value("area", [](double, double) { return 0; }) == 0);  // a logit of 0 is negative
    CHECK(c.value("ratio", through_quarter) == doctest::Approx(3.0 / 5));
}

TEST_CASE("errors count points on the wrong side, a logit of 0 being negative") {
    const Case c;
    CHECK(c.value("errors", through_quarter) == 1);
    CHECK(c.value("errors", [](double, double) { return 0; }) == 2);
    CHECK(c.value("errors", [](double, double) { return 1; }) == 3);
}

TEST_CASE("of pictures, ratios are those of the evaluation sets, and accuracies tell the two splits") {
    Case c;
    auto data = std::make_shared<Dataset>();
    data->width = 3;
    data->inputs = {1, 0, 0, -1, 0, 0, 2, 0, 0, -2, 0, 0};
    data->labels = {1, 0, 0, 0};
    data->evaluation = {{"test", {1, 0, 0, 1, 0, 0, -1, 0, 0}, {1, 0, 0}},
                        {"other", {1, 0, 0, 1, 0, 0, 1, 0, 0, -1, 0, 0}, {}},
                        {"noise", {-1, 0, 0, -1, 0, 0}, {}}};
    c.scene.data = data;
    c.scene.separator.reset();
    c.scene.setup.data = PicturesParams{};
    const Field first = [](double x, double) { return x; };
    CHECK(c.value("ratio", first) == doctest::Approx(2.0 / 3));
    CHECK(c.value("ratio_other", first) == 0.75);
    CHECK(c.value("ratio_noise", first) == 0);
    CHECK(c.value("accuracy", first) == doctest::Approx(2.0 / 3));
    CHECK(c.value("accuracy_train", first) == 0.75);
    CHECK(c.value("errors", first) == 1);
    CHECK(c.value("logit", first) == 1.5);
    data->evaluation.pop_back();
    CHECK(std::isnan(c.value("ratio_noise", first)));
}

TEST_CASE(
    "norms of networks for pictures: of all that is trained, with batch norm if it is on, and of the end") {
    Case c;
    c.scene.setup.data = PicturesParams{};
    const ResnetParams resnet{.filters = 1, .dense = 2};
    c.model = resnet;
    c.state = initial_state(resnet, std::vector{Replica{}});
    double weights = 0;
    for (Tensor& tensor : c.state.tensors) {
        const bool is_weight = tensor.name.ends_with(".W") || tensor.name.ends_with(".b");
        std::ranges::fill(tensor.values, is_weight ? 0.5F : 2.0F);
        if (is_weight) weights += static_cast<double>(tensor.values.size());
    }
    const Field any = [](double, double) { return 1; };
    CHECK(c.value("norm", any) == doctest::Approx(std::sqrt(0.25 * weights)));
    CHECK(c.value("norm_last", any) == doctest::Approx(std::sqrt(0.25 * (2 + 1))));
    c.live.variants[0].batch_norm = true;
    const double normalised = 1 + 4 * 1 + 5 * 2 + 5 * 4;  // gamma and beta of each convolution's filters
    CHECK(c.value("norm", any) == doctest::Approx(std::sqrt(0.25 * weights + 4 * 2 * normalised)));
}

TEST_CASE("pictures are asked about in parts, points all at once") {
    auto data = std::make_shared<Dataset>();
    data->width = 3;
    data->inputs.assign(3 * 1'300, 0);
    data->labels.assign(1'300, 1);
    auto scene = std::make_shared<Scene>();
    scene->data = data;
    scene->setup.data = PicturesParams{};
    scene->setup.readouts = {"errors"};
    const MeasurementPlan pictures(scene);
    REQUIRE(pictures.parts.size() == 3);
    CHECK(pictures.parts[1].first == 512);
    CHECK(pictures.parts[2].count == 276);
    CHECK(pictures.points == 1'300);
    data->width = 2;
    data->inputs.resize(2 * 1'300);
    scene->setup.data = MoonsParams{};
    CHECK(MeasurementPlan(scene).parts.size() == 1);
}

TEST_CASE("every read-out is of points, of pictures or of both") {
    for (const ReadoutKind& kind : readout_kinds()) {
        if (kind.layer > 0) continue;
        const auto serves = [&](const DataParams& data) {
            Setup setup;
            setup.data = data;
            return kind.serves(setup);
        };
        const bool of_points = serves(MoonsParams{}), of_two = serves(PicturesParams{}),
                   of_ten = serves(TenClassesParams{});
        CHECK((of_points || of_two || of_ten));
        CHECK(of_points == (kind.of == ReadoutOf::Any || kind.of == ReadoutOf::Points));
        CHECK(of_two == (kind.of != ReadoutOf::Points && kind.of != ReadoutOf::TenClasses));
        CHECK(of_ten == (kind.of != ReadoutOf::Points && kind.of != ReadoutOf::TwoClasses));
    }
}

TEST_CASE("networks for pictures have a norm of each layer, whose squares add up to the whole norm's") {
    for (const ModelParams& model : {ModelParams(CnnParams{.filters = 1, .dense = 3, .last = 2}),
                                     ModelParams(ResnetParams{.filters = 1, .dense = 2}),
                                     ModelParams(TenClassMlpParams{.hidden = 2}), ModelParams(MlpParams{4})})
        for (const bool batch_norm : {false, true}) {
            Case c;
            c.scene.setup.data = PicturesParams{};
            c.scene.setup.model = c.model = model;
            c.state = initial_state(model, std::vector{Replica{.seed = 3}});
            c.live.variants[0].batch_norm = batch_norm && has_batch_norm(model);
            const Field any = [](double, double) { return 1; };
            double squares = 0, last = 0;
            int layers = 0;
            for (const ReadoutKind& kind : readout_kinds())
                if (kind.layer > 0 && kind.serves(c.scene.setup)) {
                    last = c.value(kind.key, any);
                    squares += last * last;
                    CHECK(kind.layer == ++layers);
                }
            if (std::holds_alternative<MlpParams>(model)) {
                CHECK(layers == 0);
                continue;
            }
            CHECK(std::sqrt(squares) == doctest::Approx(c.value("norm", any)));
            CHECK(last == doctest::Approx(c.value("norm_last", any)));
            CHECK(std::isnan(c.value("norm_17", any)) == (layers < 17));
        }
}

TEST_CASE("loss is the mean logistic loss") {
    const Case c;
    const double expected =
        (std::log1p(std::exp(-3.5)) + std::log1p(std::exp(-1.5)) + std::log1p(std::exp(-4.5)) +
         std::log1p(std::exp(-2.5)) + std::log1p(std::exp(0.5))) /
        5;
    CHECK(c.value("loss", through_quarter) == doctest::Approx(expected).epsilon(1e-6));
    CHECK(c.value("loss", [](double, double) { return -90; }) == doctest::Approx(2 * 90.0 / 5));
}

TEST_CASE("the objective weighs, reduces and adds the L2 term as the steps do") {
    Case c;
    c.linear(3, 4, 12);
    c.live.variants[0].importance = -2;
    auto data = std::make_shared<Dataset>(*c.scene.data);
    data->weights = {1, 2, 1, 1, 3};
    c.scene.data = data;
    c.scene.setup.optimizer = SgdParams{.batch_size = 4};
    const auto l = [](double u) { return std::log1p(std::exp(-u)); };
    const double weighted = 0.25 * l(3.5) + 0.5 * l(1.5) + l(4.5) + l(2.5) + 3 * l(-0.5);
    CHECK(c.value("objective", through_quarter) == doctest::Approx(weighted / 5).epsilon(1e-6));
    c.live.variants[0].reduction = Reduction::R1;
    CHECK(c.value("objective", through_quarter) == doctest::Approx(weighted / 5.75).epsilon(1e-6));
    c.live.variants[0].reduction = Reduction::R2;
    CHECK(c.value("objective", through_quarter) == doctest::Approx(weighted * 4 / 5).epsilon(1e-6));
    c.live.variants[0].l2 = 0.5;
    CHECK(c.value("objective", through_quarter) ==
          doctest::Approx(weighted * 4 / 5 + 0.25 * (9 + 16 + 144)).epsilon(1e-6));
}

TEST_CASE("norm is |w| of logistic regression, |theta| of a network") {
    Case c;
    CHECK(c.linear(3, 4, 12).value("norm", through_quarter) == 5);
    c.network({{1, 2, 3, 4}, {0, 0, 1, 1}});
    CHECK(c.value("norm", through_quarter) == doctest::Approx(std::sqrt(1 + 4 + 9 + 16 + 1 + 1.0)));
    c.live.variants[0].batch_norm = true;  // gamma is trained now
    CHECK(c.value("norm", through_quarter) == doctest::Approx(std::sqrt(32.0 + 2)));
}

TEST_CASE("the normalised margin of the max-margin line itself is 1") {
    Case c;
    c.scene.separator->half_margin = 0.75;
    auto data = std::make_shared<Dataset>(*c.scene.data);
    data->labels[4] = 1, data->inputs[8] = 2;  // separable by x = 0.25 with gamma 0.75
    c.scene.data = data;
    CHECK(c.linear(2, 0, -0.5).value("margin", through_quarter) == doctest::Approx(1));
    CHECK(std::isnan(c.linear(0, 0, -1).value("margin", through_quarter)));
    c.network({{1, 0, 0, 1}});
    CHECK(c.value("margin", through_quarter) == doctest::Approx(1.5 / 2));
}

TEST_CASE("logistic regression's offset and angle have closed forms") {
    Case c;
    c.linear(2, 0, -1);  // the line x = 0.5: a quarter beyond o*
    CHECK(c.value("offset", through_quarter) == doctest::Approx(0.25));
    CHECK(c.value("angle", through_quarter) == doctest::Approx(0));
    c.linear(std::cos(0.5), std::sin(0.5), 0);
    CHECK(c.value("angle", through_quarter) == doctest::Approx(0.5 * 180 / 3.14159265358979));
    CHECK(c.value("offset", through_quarter) == doctest::Approx(-0.25 - 0.5 * std::tan(0.5)));
    CHECK(std::isnan(c.linear(-1, 5, 0).value("offset", through_quarter)));
    CHECK(std::isnan(c.linear(0, 0, 0).value("angle", through_quarter)));
}

TEST_CASE("a network's offset is found to a ten-thousandth") {
    Case c;
    c.network({{1, 0, 0, 1}});
    for (const double place : {-1.2, 0.0, 0.1234567, 0.9}) {
        const double offset = c.value("offset", [&](double x, double) { return x - 0.25 - place; });
        CHECK(std::abs(offset - place) < 1e-4);
    }
}

TEST_CASE("an offset among points that are far apart is found as finely as floats tell") {
    Case c;
    c.network({{1, 0, 0, 1}});
    auto far = std::make_shared<Dataset>(*c.scene.data);
    far->area_box = {{-1e15, -1e15}, {1e15, 1e15}};
    c.scene.data = far;
    const double offset = c.value("offset", [](double x, double) { return x - 0.3e15; });
    CHECK(std::abs(offset / 0.3e15 - 1) < 1e-6);
}

TEST_CASE("a logit of one sign has no offset, one that never rises neither") {
    Case c;
    c.network({{1, 0, 0, 1}});
    CHECK(std::isnan(c.value("offset", [](double, double) { return -1; })));
    CHECK(std::isnan(c.value("offset", [](double, double) { return 1; })));
    CHECK(std::isnan(c.value("angle", [](double, double) { return 1; })));
    CHECK(std::isnan(c.value("offset", [](double x, double) { return -x; })));
    CHECK(c.value("crossings", [](double x, double) { return -x; }) == 1);
    CHECK(c.value("crossings", [](double, double) { return 1; }) == 0);
}

TEST_CASE("of several crossings the first rise counts, and their number is shown") {
    Case c;
    c.network({{1, 0, 0, 1}});
    const Field well = [](double x, double) { return std::abs(x - 0.25) - 0.5; };
    CHECK(c.value("crossings", well) == 2);
    CHECK(std::abs(c.value("offset", well) - 0.5) < 1e-4);
}

TEST_CASE("without a separator nothing is measured against it") {
    Case c;
    c.scene.separator.reset();
    c.linear(1, 0, 0);
    for (const char* key : {"offset", "angle", "margin", "crossings"})
        CHECK(std::isnan(c.value(key, through_quarter)));
    CHECK(c.value("errors", through_quarter) == 1);
}

TEST_CASE("a network's gradient is that of central differences, with batch norm too") {
    Case c;
    c.network({{1, 2, 0.3f, 0.7f}, {-1, 0.5f, 0.2f, -1.1f}, {0.4f, -2, 1, 0.6f}});
    c.values("mlp.gamma") = {1.5f, 0.8f, 2};
    c.values("mlp.beta") = {0.1f, -0.2f, 0.05f};
    c.values("mlp.running_mean") = {0.3f, 0.1f, -0.4f};
    c.values("mlp.running_var") = {0.5f, 2, 1.2f};
    for (const bool batch_norm : {false, true}) {
        const Field logit = [&](double x, double y) {
            double z = 0;
            for (std::size_t j = 0; j < 3; ++j) {
                double a =
                    c.values("mlp.W")[2 * j] * x + c.values("mlp.W")[2 * j + 1] * y + c.values("mlp.b")[j];
                if (batch_norm)
                    a = c.values("mlp.gamma")[j] * (a - c.values("mlp.running_mean")[j]) /
                            std::sqrt(c.values("mlp.running_var")[j] + 1e-5) +
                        c.values("mlp.beta")[j];
                z += c.values("mlp.w2")[j] * std::max(a, 0.0);
            }
            return z;
        };
        for (const Vec2 at : {Vec2{0.2, 0.1}, Vec2{-0.7, 0.4}, Vec2{1.5, -1.2}}) {
            const Vec2 gradient = network_gradient(c.state, 0, batch_norm, at);
            const double h = 1e-6;
            CHECK(gradient.x ==
                  doctest::Approx((logit(at.x + h, at.y) - logit(at.x - h, at.y)) / (2 * h)).epsilon(1e-6));
            CHECK(gradient.y ==
                  doctest::Approx((logit(at.x, at.y + h) - logit(at.x, at.y - h)) / (2 * h)).epsilon(1e-6));
        }
    }
}

TEST_CASE("a network's angle is that of its gradient where it crosses") {
    Case c;
    c.network({{1, 1, -0.5f, 1}});  // rises along (1, 1)
    const double angle = c.value("angle", [](double x, double y) { return x + y - 0.8; });
    CHECK(angle == doctest::Approx(45));
}

TEST_CASE("the values of one replica are its slice of a tensor") {
    const Tensor tensor{"t", {2, 2, 2}, {1, 2, 3, 4, 5, 6, 7, 8}};
    CHECK(of_replica(tensor, 1).front() == 5);
    CHECK(of_replica(tensor, 1).size() == 4);
}

}  // namespace reweigh
