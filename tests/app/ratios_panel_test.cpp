#include "app/panels/ratio_plots.h"
#include "app/panels/samples.h"
#include "app/run_on_screen.h"
#include "app/screen_figure.h"
#include "app/widgets/text.h"
#include "core/experiment/moment.h"
#include "core/state/agreement.h"
#include "core/state/readout_kinds.h"
#include "tests/app/panel_stand.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

using namespace reweigh;

namespace {

NoSurfaces surfaces;

Snapshot of_pictures(int epochs = 20) {
    Snapshot snapshot = example_snapshot({Replica{0, -4, 1}, Replica{0, 0, 1}, Replica{0, 4, 1}});
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    auto data = std::make_shared<Dataset>(*scene->data);
    data->width = 3;
    data->source = "synthetic stand-in, not CIFAR-10";
    data->evaluation = {{"test", {0, 0, 0}, {1}}, {"other", {0, 0, 0}, {}}, {"noise", {}, {}}};
    scene->data = data;
    scene->separator.reset();
    scene->setup.data = PicturesParams{};
    scene->setup.model = CnnParams{};
    scene->setup.companion.reset();
    snapshot.scene = scene;
    if (epochs == 0) return snapshot;
    add_example_steps(snapshot, {1, 10, epochs});
    for (const char* readout : {"ratio", "ratio_other", "ratio_noise"})
        add_example_curves(snapshot, ModelRole::Model, readout,
                           [](int replica, double epoch) { return 0.5 + (replica - 1) / (2 * epoch); });
    return snapshot;
}

PanelStand ratios(Vec2 size, int epochs = 20) {
    return {make_ratios_panel(surfaces), of_pictures(epochs), size};
}

// Pictures of 1 x 1: two of both classes, one of another.
Snapshot with_votes(int epochs = 20) {
    Snapshot snapshot = of_pictures(epochs);
    auto scene = std::make_shared<Scene>(*snapshot.scene);
    auto data = std::make_shared<Dataset>(*scene->data);
    data->class_names = {"airplane", "cat", "dog"};
    data->normalisation = {{0.5F, 0.5F, 0.5F}, {0.25F, 0.25F, 0.25F}};
    data->evaluation = {{"test", {2, -2, 0, 0, 0, 0}, {0, 1}, {1, 2}},
                        {"other", {0, 0, 0}, {}, {0}},
                        {"noise", {9, -9, 0}, {}}};
    scene->data = data;
    scene->setup.data = PicturesParams{.path = {}, .negative = 1, .positive = 2};
    snapshot.scene = scene;
    for (std::size_t i = 0; i < snapshot.readout_steps.size(); ++i) {
        auto votes = std::make_shared<Votes>(Votes{snapshot.readout_steps[i], {1, 1, 1}, {}});
        for (const auto& [key, pictures] : {std::pair{"test", 2}, {"other", 1}, {"noise", 1}})
            votes->sets.emplace_back(key, static_cast<std::size_t>(pictures), 3);
        votes->sets[0].cast(2, std::vector<float>{1, 1});
        votes->sets[0].cast(1, std::vector<float>{-1, 1});
        if (i > 0) votes->sets[1].cast(0, std::vector<float>{1});
        snapshot.votes.append(votes);
    }
    return snapshot;
}

std::vector<std::string> texts_of(PanelStand& stand) {
    std::vector<DrawnText> drawn;
    observe_texts(&drawn);
    stand.gui.frame();
    observe_texts(nullptr);
    std::vector<std::string> texts;
    for (const DrawnText& each : drawn) texts.push_back(each.text);
    return texts;
}

bool has(const std::vector<std::string>& texts, std::string_view text) {
    return std::ranges::find(texts, text) != texts.end();
}

std::vector<std::string> names_in(const Snapshot& snapshot, SampleOrder order) {
    const auto votes = latest_votes(snapshot);
    const auto weights = weight_voters(snapshot.scene->setup.replicas, 0, *votes);
    std::vector<std::string> names;
    for (const Sample& sample : ordered_samples(*snapshot.scene->data, *votes, weights, order))
        names.push_back(class_name(*snapshot.scene->data, sample.of_class));
    return names;
}

std::vector<std::string> plots() {
    static const std::set<std::string> others{"picture",          "Stage",        "Fan",   "Paper",
                                              "Previous replica", "Next replica", "Curves"};
    std::vector<std::string> found;
    for (const std::string& label : widget_labels())
        if (!others.contains(label)) found.push_back(label);
    return found;
}

// Two variants, three weights each.
Snapshot of_two_variants() {
    Snapshot snapshot = example_snapshot({Replica{0, -4, 1}, Replica{0, 0, 1}, Replica{0, 4, 1},
                                          Replica{1, -4, 1}, Replica{1, 0, 1}, Replica{1, 4, 1}});
    auto scene = std::make_shared<Scene>(*of_pictures().scene);
    scene->setup.replicas = snapshot.scene->setup.replicas;
    scene->setup.variants = {"plain", "l2"};
    snapshot.scene = scene;
    snapshot.live.variants.resize(2);
    add_example_steps(snapshot, {1, 10, 20});
    for (const std::string& readout : ratio_readouts(snapshot))
        add_example_curves(snapshot, ModelRole::Model, readout,
                           [](int replica, double epoch) { return 0.5 + (replica % 3 - 1) / (2 * epoch); });
    return snapshot;
}

}  // namespace

TEST_CASE("three sets of pictures are plotted over epochs and against the weight, in columns or rows") {
    const std::vector<std::string> over_epochs{"Classification ratio", "Ratio, other classes",
                                               "Ratio, random pictures"};
    for (const Vec2 size : {Vec2{1000, 700}, Vec2{600, 700}}) {
        const PanelStand stand = ratios(size);
        const std::vector<std::string> found = plots();
        REQUIRE(found.size() == 6);
        for (const std::string& title : over_epochs) {
            CHECK(std::ranges::count(found, title) == 1);
            CHECK(std::ranges::count(found, title + ", epoch 20") == 1);
        }
        const Rect curve = find_widget(over_epochs[1])->place,
                   end = find_widget(over_epochs[1] + ", epoch 20")->place;
        if (size.x > 800)
            CHECK(curve.max.y < end.min.y);  // below it
        else
            CHECK(curve.max.x < end.min.x);  // beside it
        CHECK(stand.views.empty());
    }
}

TEST_CASE("the head switches the view and moves the focus") {
    PanelStand stand = ratios({676, 700});
    CHECK(has(texts_of(stand), "plain \u00b7 1:16 \u00b7 seed 1"));
    stand.gui.click(NullGui::middle("Next replica"));
    CHECK(stand.view.focus == 1);
    stand.gui.click(NullGui::middle("Previous replica"));
    stand.gui.click(NullGui::middle("Previous replica"));
    CHECK(stand.view.focus == 2);
    stand.gui.click(NullGui::middle("Fan"));
    CHECK(stand.view.lab_view == LabView::Fan);
    CHECK_FALSE(shows_curves(stand.view));
    stand.gui.click(NullGui::middle("Curves"));
    CHECK(shows_curves(stand.view));
    stand.gui.click(NullGui::middle("Paper"));
    CHECK(stand.view.lab_view == LabView::Paper);
    stand.gui.click(NullGui::middle("Stage"));
    CHECK(stand.view.lab_view == LabView::Stage);
}

TEST_CASE("the head says where the pictures came from and how many they are, whatever the width") {
    for (const double width : {1134.0, 676.0, 560.0}) {
        PanelStand stand = ratios({width, 700});
        const std::vector<std::string> texts = texts_of(stand);
        CHECK(has(texts, "synthetic stand-in, not CIFAR-10"));
        CHECK(std::ranges::any_of(texts,
                                  [](const std::string& text) { return text.ends_with(" trained on"); }));
    }
}

TEST_CASE("the fan plots a variant's read-outs against the weight; a click is the focus, two are the stage") {
    for (const Vec2 size : {Vec2{1134, 700}, Vec2{676, 700}}) {
        PanelStand stand{make_ratios_panel(surfaces), of_two_variants(), size};
        stand.view.lab_view = LabView::Fan;
        stand.gui.frames(2);
        CHECK(plots() == std::vector<std::string>{"fan plain", "fan l2"});
        CHECK(has(texts_of(stand), "epoch 20"));
        const Rect plain = NullGui::place("fan plain"), l2 = NullGui::place("fan l2");
        if (size.x > 1000)
            CHECK(plain.max.x < l2.min.x);
        else
            CHECK(plain.max.y < l2.min.y);
        stand.view.focus = 2;
        stand.gui.click(NullGui::middle("fan l2"));
        CHECK(stand.view.focus == 5);
        CHECK(stand.view.lab_view == LabView::Fan);
        stand.gui.double_click(NullGui::middle("fan plain"));
        CHECK(stand.view.focus == 2);
        CHECK(stand.view.lab_view == LabView::Stage);
    }
}

TEST_CASE("the fan of more variants than there is room for is scrolled") {
    Snapshot many = of_two_variants();
    auto scene = std::make_shared<Scene>(*many.scene);
    scene->setup.variants.clear();
    for (int variant = 0; variant < 10; ++variant) {
        scene->setup.variants.push_back("v" + std::to_string(variant));
        if (variant > 1) scene->setup.replicas.push_back({variant, 0, 1});
    }
    many.scene = scene;
    many.live.variants.resize(10);
    many.health.resize(scene->setup.replicas.size());
    PanelStand stand{make_ratios_panel(surfaces), many, {676, 500}};
    stand.view.lab_view = LabView::Fan;
    stand.gui.frames(2);
    CHECK(plots().size() == 10);
    CHECK(NullGui::place("fan v9").max.y > 500);
    for (int i = 0; i < 10; ++i) stand.gui.wheel({338, 300}, -10);
    CHECK(NullGui::place("fan v9").max.y < 500);
}

TEST_CASE("the paper's six panels have letters and whole names") {
    PanelStand stand{make_ratios_panel(surfaces), with_votes(), {676, 700}};
    stand.view.lab_view = LabView::Paper;
    stand.gui.frames(2);
    CHECK(plots() == std::vector<std::string>{"a  Classification ratio", "b  Ratio, other classes",
                                              "c  Ratio, random pictures", "d  Classification ratio",
                                              "e  Ratio, other classes", "f  Ratio, random pictures"});
    CHECK_FALSE(has(texts_of(stand), "Agreement"));
    PanelStand wide{make_ratios_panel(surfaces), with_votes(), {1134, 700}};
    wide.view.lab_view = LabView::Paper;
    wide.gui.frames(2);
    CHECK(plots().back() == "f  Ratio, random pictures, epoch 20");
}

TEST_CASE("a small room shows the plots over epochs alone, or none") {
    ratios({300, 700});
    CHECK(plots().size() == 3);
    ratios({300, 300});
    CHECK(plots().size() == 1);
    ratios({120, 700});
    CHECK(plots().empty());
}

TEST_CASE("before the first step the plots say that values come with it") {
    ratios({900, 700}, 0);
    CHECK(plots().size() == 3);  // a set, a title
}

TEST_CASE("a run of pictures brings plots of its read-outs, one of points those of the plane") {
    RunOnScreen run;
    ViewState view;
    const auto follow = [&](Snapshot snapshot, std::uint64_t number) {
        snapshot.run = number;
        run.follow(std::make_shared<const Snapshot>(std::move(snapshot)), view);
    };
    follow(of_pictures(), 1);
    CHECK(view.plots.readouts.front() == "accuracy");
    for (const std::string& readout : view.plots.readouts)
        CHECK(readout_kind(readout).serves(of_pictures().scene->setup));
    view.plots.readouts.front() = "loss";
    follow(of_pictures(), 2);
    CHECK(view.plots.readouts.front() == "loss");  // what was chosen stays
    follow(example_snapshot({Replica{}}), 3);
    CHECK(view.plots.readouts == PlotsView{}.readouts);
}

TEST_CASE("the figure of pictures on screen is that of their ratio") {
    const Snapshot snapshot = of_pictures();
    ViewState view;
    const ScreenFigure screen = screen_figure(snapshot, view, Theme::Light);
    CHECK(screen.spec.kind == "curves");
    CHECK(screen.spec.y == "ratio");
    CHECK(views_needed(screen.spec, *snapshot.scene, screen.options).empty());
    CHECK(build(screen.spec, snapshot, screen.options).panels.size() == 1);
    view.lab_view = LabView::Fan;
    const ScreenFigure fan = screen_figure(snapshot, view, Theme::Light);
    CHECK(fan.spec.kind == "final");
    CHECK(build(fan.spec, snapshot, fan.options).panels.size() == 1);
    view.lab_view = LabView::Stage;
    view.experiment.setup = snapshot.scene->setup;
    look_at(fan, view);
    CHECK(view.lab_view == LabView::Fan);
}

TEST_CASE("cards show every picture with its class and votes, agreement stands above them") {
    PanelStand stand{make_ratios_panel(surfaces), with_votes(), {900, 800}};
    const std::vector<std::string> texts = texts_of(stand);
    for (const char* text : {"Agreement", "test pictures: weights 67 %", "other classes: weights 67 %",
                             "noise: weights 100 %", "by chance: weights 75 %", "Samples at epoch 20", "cat",
                             "dog", "airplane", "noise", "33 %", "67 %", "0 %"})
        CHECK_MESSAGE(has(texts, text), text);
    CHECK(std::ranges::count(texts, "1") >= 4);
    CHECK(plots().size() >= 6);
}

TEST_CASE("only the cards in sight are drawn, the others come by scrolling") {
    Snapshot many = with_votes();
    auto scene = std::make_shared<Scene>(*many.scene);
    auto data = std::make_shared<Dataset>(*scene->data);
    data->evaluation = {{"test", std::vector<float>(3 * 5'000), std::vector<std::uint8_t>(5'000),
                         std::vector<std::uint8_t>(5'000)}};
    data->evaluation[0].classes.back() = 2;
    scene->data = data;
    many.scene = scene;
    auto votes = std::make_shared<Votes>(Votes{many.step, {1, 1, 1}, {SetVotes("test", 5'000, 3)}});
    many.votes = {};
    for (std::size_t i = 0; i < many.readout_steps.size(); ++i) many.votes.append(votes);
    PanelStand stand{make_ratios_panel(surfaces), many, {900, 800}};
    const auto before = texts_of(stand);
    const auto cards = std::ranges::count(before, "airplane");
    CHECK((cards >= 4 && cards <= 12));
    CHECK(std::ranges::count(before, "dog") == cards);  // what is counted, on each
    for (int i = 0; i < 60; ++i) stand.gui.wheel({400, 700}, -100);
    const auto after = texts_of(stand);
    CHECK(std::ranges::count(after, "dog") > std::ranges::count(after, "airplane"));  // the last one's class
}

TEST_CASE("another run shows its own pictures, even where it comes with votes at once") {
    struct Painter final : SurfacePainter {
        ImTextureID texture(const SurfaceImage&) override { return {}; }
        ImTextureID picture(const std::shared_ptr<const Grid<Color>>& pixels) override {
            seen.push_back(pixels->values.front());
            return {};
        }
        std::vector<Color> seen;
    } painter;
    PanelStand stand{make_ratios_panel(painter), with_votes(), {900, 800}};
    CHECK(std::ranges::count(painter.seen, Color{255, 0, 128, 255}) > 0);
    Snapshot other = with_votes();
    auto scene = std::make_shared<Scene>(*other.scene);
    auto data = std::make_shared<Dataset>(*scene->data);
    for (EvaluationSet& set : data->evaluation) std::ranges::fill(set.inputs, 9.0F);
    scene->data = data;
    other.scene = scene;
    stand.show(other);
    painter.seen.clear();
    stand.gui.frame();
    CHECK(painter.seen == std::vector<Color>(4, Color{255, 255, 255, 255}));
}

TEST_CASE("at a moment of the past the votes are those of then") {
    const Snapshot past = at_moment(with_votes(), 2);
    REQUIRE(past.votes.size() == 1);
    PanelStand stand{make_ratios_panel(surfaces), past, {900, 800}};
    const std::vector<std::string> texts = texts_of(stand);
    CHECK(has(texts, "Samples at epoch 1"));
    CHECK(has(texts, "other classes: weights 100 %"));
}

TEST_CASE("the panel tells from which epochs models have no training errors, and what asking costs") {
    Snapshot snapshot = with_votes();
    snapshot.rates.evaluation_share = 0.214;
    add_example_curves(snapshot, ModelRole::Model, "accuracy_train", [](int replica, double epoch) {
        return replica == 2 || epoch < 5 + 10 * replica ? 0.9 : 1.0;  // 10, 20, never
    });
    PanelStand stand{make_ratios_panel(surfaces), snapshot, {1'100, 800}};
    const std::vector<std::string> texts = texts_of(stand);
    CHECK(has(texts, "no training errors: 2 of 3 models, from epoch 10 to 20"));
    CHECK(has(texts, "evaluation 21 %"));
}

TEST_CASE("without votes the panel says why") {
    PanelStand before{make_ratios_panel(surfaces), with_votes(0), {900, 800}};
    CHECK(has(texts_of(before), "Votes come with the first step."));
    Snapshot opened = with_votes();
    opened.votes = {};
    for (std::size_t i = 0; i < opened.readout_steps.size(); ++i) opened.votes.append(nullptr);
    PanelStand stand{make_ratios_panel(surfaces), opened, {900, 800}};
    const std::vector<std::string> texts = texts_of(stand);
    CHECK(has(texts, "The votes of this moment were not kept: they come with the next read-out."));
    CHECK(!has(texts, "Samples at epoch 20"));
    stand.show(with_votes());
    CHECK(has(texts_of(stand), "Samples at epoch 20"));
}

TEST_CASE("samples come by dispute, by class or as they lie") {
    using Names = std::vector<std::string>;
    const Snapshot snapshot = with_votes();
    CHECK(names_in(snapshot, SampleOrder::Index) == Names{"cat", "dog", "airplane", "noise"});
    CHECK(names_in(snapshot, SampleOrder::Class) == Names{"airplane", "cat", "dog", "noise"});
    CHECK(names_in(snapshot, SampleOrder::MostDisputed) == Names{"cat", "dog", "airplane", "noise"});
    CHECK(names_in(at_moment(snapshot, 2), SampleOrder::MostDisputed) ==
          Names{"cat", "dog", "airplane", "noise"});
}

TEST_CASE("a sample's pixels are the inputs before they were normalised, clamped") {
    const Snapshot snapshot = with_votes();
    const Dataset& data = *snapshot.scene->data;
    const auto pixels = sample_pixels(data, data.evaluation[0], 0);
    REQUIRE(pixels);
    CHECK(pixels->values == std::vector<Color>{{255, 0, 128, 255}});
    CHECK(sample_pixels(data, data.evaluation[2], 0)->values == std::vector<Color>{{255, 0, 128, 255}});
    CHECK(sample_pixels(data, data.evaluation[0], 2) == nullptr);
    Dataset flat;
    CHECK(sample_pixels(flat, data.evaluation[0], 0) == nullptr);
}

TEST_CASE("agreement over the epochs takes the place of the pictures, in small rooms that of all plots") {
    for (const Vec2 size : {Vec2{900, 800}, Vec2{700, 380}}) {
        PanelStand stand{make_ratios_panel(surfaces), with_votes(), size};
        stand.gui.click(NullGui::middle("Over time"));
        CHECK_FALSE(find_widget("order of samples"));
        REQUIRE(find_widget("Test pictures"));
        CHECK(find_widget("Test pictures")->place.max.y < size.y);
        CHECK(find_widget("Classification ratio").has_value() == (size.y > 500));
        CHECK(find_widget("Random pictures").has_value());
        stand.gui.click(NullGui::middle("Samples"));
        CHECK_FALSE(find_widget("Test pictures"));
        CHECK(find_widget("Classification ratio"));
    }
}
