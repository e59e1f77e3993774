#pragma once

#include "core/base/geometry.h"
#include "core/config/param.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace reweigh {

// What needs a restart: data, model, optimizer. One flat struct per kind; `kind_of` names it in files and
// controls.
struct Kind {
    std::string_view key, label, help;
};
template <class Params>
inline constexpr Kind kind_of{};

// ---- Data. SCIENCE.md 1.1; point counts are per class. ----

struct TruncatedNormalParams {  // two caps, the negative one is the positive turned and shifted
    int count = 512;
    double spread = 0.5, cut = 0.5, centre = 0.64, angle = 180, shift = 0;
    friend bool operator==(const TruncatedNormalParams&, const TruncatedNormalParams&) = default;
};
template <>
inline constexpr Kind kind_of<TruncatedNormalParams>{"truncated_normal", "truncated normal",
                                                     "Two caps of a truncated normal; separable."};
template <>
inline constexpr auto params_of<TruncatedNormalParams> = std::tuple{
    Param{&TruncatedNormalParams::count, "count", "points a class",
          "More points: smaller margin, longer epoch.", 4, 50'000, Scale::Log},
    Param{&TruncatedNormalParams::spread, "spread", "spread", "Standard deviation across the margin.", 0.05,
          4.0},
    Param{&TruncatedNormalParams::cut, "cut", "cut",
          "Where the normal is cut across the margin; a line separates the classes while centre > cut.", 0.01,
          4.0},
    Param{&TruncatedNormalParams::centre, "centre", "centre", "Distance of a class from the origin.", 0.0,
          8.0},
    Param{&TruncatedNormalParams::angle, "angle", "angle", "Turns the negative class about the origin.",
          -360.0, 360.0, Scale::Linear, "deg"},
    Param{&TruncatedNormalParams::shift, "shift", "shift", "Moves the negative class along the axis.", -8.0,
          8.0},
};
static_assert(every_member_described<TruncatedNormalParams>);

struct MoonsParams {
    int count = 512;
    double noise = 0.1;
    friend bool operator==(const MoonsParams&, const MoonsParams&) = default;
};
template <>
inline constexpr Kind kind_of<MoonsParams>{"moons", "moons",
                                           "Two interleaved half circles; no line separates them."};
template <>
inline constexpr auto params_of<MoonsParams> = std::tuple{
    Param{&MoonsParams::count, "count", "points a class", "More points: longer epoch.", 4, 50'000,
          Scale::Log},
    Param{&MoonsParams::noise, "noise", "noise", "Standard deviation of the noise of x and y.", 0.0, 1.0},
};
static_assert(every_member_described<MoonsParams>);

struct GaussiansParams {
    int count = 512;
    double centre = 0.64, spread = 0.5;
    friend bool operator==(const GaussiansParams&, const GaussiansParams&) = default;
};
template <>
inline constexpr Kind kind_of<GaussiansParams>{
    "gaussians", "overlapping Gaussians", "Overlap gives a finite best line, so a weight moves it for good."};
template <>
inline constexpr auto params_of<GaussiansParams> = std::tuple{
    Param{&GaussiansParams::count, "count", "points a class", "More points: longer epoch.", 4, 50'000,
          Scale::Log},
    Param{&GaussiansParams::centre, "centre", "centre", "Distance of a class mean from the origin.", 0.0,
          8.0},
    Param{&GaussiansParams::spread, "spread", "spread", "Standard deviation of both classes.", 0.01, 4.0},
};
static_assert(every_member_described<GaussiansParams>);

struct SoudryParams {
    int count = 8;
    friend bool operator==(const SoudryParams&, const SoudryParams&) = default;
};
template <>
inline constexpr Kind kind_of<SoudryParams>{
    "soudry", "Soudry's points", "Two support vectors a class at margin sqrt 2, the rest behind them."};
template <>
inline constexpr auto params_of<SoudryParams> = std::tuple{
    Param{&SoudryParams::count, "count", "points a class", "Two are the support vectors.", 4, 50'000,
          Scale::Log},
};
static_assert(every_member_described<SoudryParams>);

struct CsvParams {
    std::string file;
    friend bool operator==(const CsvParams&, const CsvParams&) = default;
};
template <>
inline constexpr Kind kind_of<CsvParams>{"csv", "own CSV", "Rows of x,y,label[,weight]."};
template <>
inline constexpr auto params_of<CsvParams> = std::tuple{
    Param{&CsvParams::file, "file", "file", "A CSV file: x,y,label[,weight].", "", ""},
};
static_assert(every_member_described<CsvParams>);

// A point drawn by hand; label 1 is the positive class. The weight multiplies the class's.
struct LabelledPoint {
    Vec2 at;
    int label = 0;
    double weight = 1;
    friend bool operator==(const LabelledPoint&, const LabelledPoint&) = default;
};
struct DrawnParams {
    std::vector<LabelledPoint> points;
    friend bool operator==(const DrawnParams&, const DrawnParams&) = default;
};
template <>
inline constexpr Kind kind_of<DrawnParams>{"points", "drawn by hand",
                                           "The points as they are in the window."};

// The rows that all kinds of pictures have: where they come from; how many of each class.
template <class Params>
inline constexpr auto picture_source_rows = std::tuple{
    Param{&Params::path, "path", "pictures",
          "Records, archive or folder of pictures; empty: CIFAR-10 where it is found, else the stand-in.", "",
          ""},
    Param{&Params::stand_in, "stand_in", "stand-in", "Drawings in the place of pictures, always.", false,
          true},
};
template <class Params>
inline constexpr auto picture_count_rows = std::tuple{
    Param{&Params::train, "train", "training pictures", "Of each class, the first of the file.", 1, 5'000,
          Scale::Log},
    Param{&Params::test, "test", "test pictures", "Of each class, the first of the file.", 1, 1'000,
          Scale::Log},
};

struct PicturesParams {  // two classes of pictures to train on; the others and noise to ask about
    std::string path;
    bool stand_in = false;
    int negative = 3, positive = 5;
    int train = 5'000, test = 1'000, other = 8'000, noise = 1'000;
    double keep_negative = 1, keep_positive = 1, flips = 0;
    friend bool operator==(const PicturesParams&, const PicturesParams&) = default;
};
template <>
inline constexpr Kind kind_of<PicturesParams>{
    "pictures", "pictures", "Two classes of CIFAR-10, or of the stand-in where there is none."};
template <>
inline constexpr auto params_of<PicturesParams> = std::tuple_cat(
    picture_source_rows<PicturesParams>,
    std::tuple{
        Param{&PicturesParams::negative, "negative", "negative class", "Label of the negative class; 3: cat.",
              0, 9},
        Param{&PicturesParams::positive, "positive", "positive class", "Label of the positive class; 5: dog.",
              0, 9},
    },
    picture_count_rows<PicturesParams>,
    std::tuple{
        Param{&PicturesParams::other, "other", "other pictures",
              "Test pictures of the other classes, taken in turn.", 0, 8'000},
        Param{&PicturesParams::noise, "noise", "random pictures", "Uniform in every pixel.", 0, 10'000},
        Param{&PicturesParams::keep_negative, "keep_negative", "keep of negative",
              "Share of the negative training pictures that stays: fewer instead of lighter ones.", 0.015625,
              1.0, Scale::Log},
        Param{&PicturesParams::keep_positive, "keep_positive", "keep of positive",
              "Share of the positive training pictures that stays: this effect does not fade.", 0.015625, 1.0,
              Scale::Log},
        Param{&PicturesParams::flips, "flips", "label flips",
              "Share of each class's training labels that is wrong; a net can still fit them.", 0.0, 0.5},
    });
static_assert(every_member_described<PicturesParams>);

struct TenClassesParams {  // all classes of pictures, each an answer of its own
    std::string path;
    bool stand_in = false;
    int train = 5'000, test = 1'000;
    friend bool operator==(const TenClassesParams&, const TenClassesParams&) = default;
};
template <>
inline constexpr Kind kind_of<TenClassesParams>{
    "ten_classes", "ten classes", "All of CIFAR-10, or of the stand-in where there is none; ten answers."};
template <>
inline constexpr auto params_of<TenClassesParams> = std::tuple_cat(picture_source_rows<TenClassesParams>,
                                                                   picture_count_rows<TenClassesParams>);
static_assert(every_member_described<TenClassesParams>);

using DataParams = std::variant<TruncatedNormalParams, MoonsParams, GaussiansParams, SoudryParams, CsvParams,
                                DrawnParams, PicturesParams, TenClassesParams>;

inline constexpr int ten_classes = 10;

// How many labels there are.
inline int class_count(const DataParams& data) {
    return std::holds_alternative<TenClassesParams>(data) ? ten_classes : 2;
}

// Else points of the plane.
inline bool are_pictures(const DataParams& data) {
    return std::holds_alternative<PicturesParams>(data) || std::holds_alternative<TenClassesParams>(data);
}

// ---- Models ----

struct LogisticRegressionParams {
    friend bool operator==(const LogisticRegressionParams&, const LogisticRegressionParams&) = default;
};
template <>
inline constexpr Kind kind_of<LogisticRegressionParams>{"lr", "logistic regression", "A linear logit."};

struct MlpParams {
    int hidden = 64;
    friend bool operator==(const MlpParams&, const MlpParams&) = default;
};
template <>
inline constexpr Kind kind_of<MlpParams>{"mlp", "MLP", "One hidden ReLU layer. Wide nets separate anything."};
template <>
inline constexpr auto params_of<MlpParams> = std::tuple{
    Param{&MlpParams::hidden, "hidden", "hidden units", "Width of the hidden layer.", 1, 1'024, Scale::Log},
};
static_assert(every_member_described<MlpParams>);

// Whether a convolution pads its input so that its output is as large. SCIENCE.md 2.1.
enum class Padding { Valid, Same };
template <>
inline constexpr auto names_of<Padding> = std::array{
    Name{Padding::Valid, "valid", "none"},
    Name{Padding::Same, "same", "same size"},
};

// Initial weights: uniform in +-1/sqrt(fan_in), biases too; or in +-sqrt(6/fan_in) with biases 0 (He).
enum class InitialLaw { FanIn, He };
template <>
inline constexpr auto names_of<InitialLaw> = std::array{
    Name{InitialLaw::FanIn, "fan_in", "1/sqrt(fan-in)"},
    Name{InitialLaw::He, "he", "He"},
};

struct CnnParams {  // two, then three convolutions 3 x 3, a pool after either; two dense layers; one logit
    int filters = 64;
    int dense = 512, last = 128;
    Padding padding = Padding::Valid;
    InitialLaw initial = InitialLaw::FanIn;
    friend bool operator==(const CnnParams&, const CnnParams&) = default;
};
template <>
inline constexpr Kind kind_of<CnnParams>{"cnn", "CNN", "The convolutional network of Byrd & Lipton."};
template <>
inline constexpr auto params_of<CnnParams> = std::tuple{
    Param{&CnnParams::filters, "filters", "filters", "Of the first two convolutions; the others have twice.",
          1, 256, Scale::Log},
    Param{&CnnParams::dense, "dense", "dense units", "Of the first dense layer.", 1, 4'096, Scale::Log},
    Param{&CnnParams::last, "last", "last units", "Of the second dense layer.", 1, 4'096, Scale::Log},
    Param{&CnnParams::padding, "padding", "padding", "Of the convolutions.", Padding::Valid, Padding::Same},
    Param{&CnnParams::initial, "initial", "initial weights", "A narrow network needs He's wider ones.",
          InitialLaw::FanIn, InitialLaw::He},
};
static_assert(every_member_described<CnnParams>);

// Convolution 5 x 5; three stages of two blocks of two convolutions 3 x 3 with one, two and four times the
// filters, the later two at half the size each; global average; one dense layer; one logit. SCIENCE.md 2.1.
struct ResnetParams {
    int filters = 64;
    int dense = 512;
    InitialLaw initial = InitialLaw::FanIn;
    friend bool operator==(const ResnetParams&, const ResnetParams&) = default;
};
template <>
inline constexpr Kind kind_of<ResnetParams>{"resnet", "ResNet",
                                            "A residual network; batch norm, where it is on, in all of it."};
template <>
inline constexpr auto params_of<ResnetParams> = std::tuple{
    Param{&ResnetParams::filters, "filters", "filters",
          "Of the first stage; the others have two and four times as many.", 1, 256, Scale::Log},
    Param{&ResnetParams::dense, "dense", "dense units", "Of the dense layer.", 1, 4'096, Scale::Log},
    Param{&ResnetParams::initial, "initial", "initial weights", "A narrow network needs He's wider ones.",
          InitialLaw::FanIn, InitialLaw::He},
};
static_assert(every_member_described<ResnetParams>);

// A picture's pixels, one hidden ReLU layer, a logit for each of ten classes. SCIENCE.md 2.1, Fig. 5.
struct TenClassMlpParams {
    int hidden = 256;
    friend bool operator==(const TenClassMlpParams&, const TenClassMlpParams&) = default;
};
template <>
inline constexpr Kind kind_of<TenClassMlpParams>{"mlp_ten_classes", "ten-class MLP",
                                                 "One hidden ReLU layer over the pixels, a logit a class."};
template <>
inline constexpr auto params_of<TenClassMlpParams> = std::tuple{
    Param{&TenClassMlpParams::hidden, "hidden", "hidden units", "Width of the hidden layer.", 1, 4'096,
          Scale::Log},
};
static_assert(every_member_described<TenClassMlpParams>);

using ModelParams =
    std::variant<LogisticRegressionParams, MlpParams, CnnParams, ResnetParams, TenClassMlpParams>;

// How many classes a model tells apart; of two, one logit does.
inline int class_count(const ModelParams& model) {
    return std::holds_alternative<TenClassMlpParams>(model) ? ten_classes : 2;
}
// Of each point.
inline int logit_count(const ModelParams& model) { return class_count(model) == 2 ? 1 : class_count(model); }

inline bool has_batch_norm(const ModelParams& model) {
    return std::holds_alternative<MlpParams>(model) || std::holds_alternative<ResnetParams>(model);
}

// Else points of the plane.
inline bool takes_pictures(const ModelParams& model) {
    return !std::holds_alternative<LogisticRegressionParams>(model) &&
           !std::holds_alternative<MlpParams>(model);
}

// ---- Optimizers ----

struct SgdParams {  // v <- momentum v + g; theta <- theta - eta v
    int batch_size = 8;
    double momentum = 0;
    friend bool operator==(const SgdParams&, const SgdParams&) = default;
};
template <>
inline constexpr Kind kind_of<SgdParams>{"sgd", "SGD", "Stochastic gradient descent."};
template <>
inline constexpr auto params_of<SgdParams> = std::tuple{
    Param{&SgdParams::batch_size, "batch_size", "batch size", "Points a step.", 1, 100'000, Scale::Log},
    Param{&SgdParams::momentum, "momentum", "momentum",
          "Share of the last move that goes on; multiplies the step size by up to 1/(1 - momentum).", 0.0,
          0.999},
};
static_assert(every_member_described<SgdParams>);

struct AdamParams {  // Kingma & Ba 2015, Algorithm 1; L2 is part of the gradient
    int batch_size = 16;
    double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
    friend bool operator==(const AdamParams&, const AdamParams&) = default;
};
template <>
inline constexpr Kind kind_of<AdamParams>{"adam", "Adam",
                                          "Steps divided by the gradient's size; use a small learning rate."};
template <>
inline constexpr auto params_of<AdamParams> = std::tuple{
    Param{&AdamParams::batch_size, "batch_size", "batch size", "Points a step.", 1, 100'000, Scale::Log},
    Param{&AdamParams::beta1, "beta1", "beta 1", "Share of the mean gradient that stays.", 0.0, 0.9999},
    Param{&AdamParams::beta2, "beta2", "beta 2", "Share of the mean squared gradient that stays.", 0.0,
          0.99999},
    Param{&AdamParams::epsilon, "epsilon", "epsilon", "Added to the gradient's size.", 1e-12, 1.0,
          Scale::Log},
};
static_assert(every_member_described<AdamParams>);

using OptimizerParams = std::variant<SgdParams, AdamParams>;

inline int batch_size(const OptimizerParams& optimizer) {
    return std::visit([](const auto& params) { return params.batch_size; }, optimizer);
}

// Whether a step needs nothing but the gradient.
inline bool is_plain_sgd(const OptimizerParams& optimizer) {
    const auto* sgd = std::get_if<SgdParams>(&optimizer);
    return sgd != nullptr && sgd->momentum == 0;
}

// ---- Engines and devices ----

enum class EngineChoice { Auto, Fused, Reference, Torch };
template <>
inline constexpr auto names_of<EngineChoice> = std::array{
    Name{EngineChoice::Auto, "auto", "auto"},
    Name{EngineChoice::Fused, "fused", "fused"},
    Name{EngineChoice::Reference, "reference", "reference"},
    Name{EngineChoice::Torch, "torch", "LibTorch"},
};

// Calls `visit` with a default-made value of every kind of a variant of parameter structs.
template <class Variant, class Visit>
void for_each_kind(Visit&& visit) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (visit(std::variant_alternative_t<I, Variant>{}), ...);
    }
    (std::make_index_sequence<std::variant_size_v<Variant>>{});
}

// The kind of what the variant holds.
template <class Variant>
Kind kind_of_value(const Variant& params) {
    return std::visit([]<class P>(const P&) { return kind_of<P>; }, params);
}

}  // namespace reweigh
