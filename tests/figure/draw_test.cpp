#include "core/figure/contour.h"
#include "core/figure/figure.h"
#include "core/figure/recording_canvas.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

namespace reweigh {
namespace {

constexpr Color ink{1, 2, 3};
constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

PanelPicture square_panel() {
    PanelPicture panel;
    panel.cell = {{0, 0}, {200, 140}};
    panel.plot = {{40, 24}, {140, 124}};
    panel.x = {-1, 1, AxisScale::Linear, "", Ticks::None, ""};
    panel.y = {-1, 1, AxisScale::Linear, "", Ticks::None, ""};
    return panel;
}

std::string drawn(const PanelPicture& panel) {
    RecordingCanvas canvas;
    draw_panel(panel, {}, canvas);
    return canvas.log();
}
std::string drawn(Layer layer) {
    PanelPicture panel = square_panel();
    panel.layers.push_back(std::move(layer));
    return drawn(panel);
}

// The lines of a log that begin with `verb` and contain `part`.
std::vector<std::string> lines_with(const std::string& log, const std::string& verb,
                                    const std::string& part) {
    std::vector<std::string> found;
    std::istringstream text(log);
    for (std::string line; std::getline(text, line);)
        if (line.starts_with(verb + " ") && line.find(part) != std::string::npos) found.push_back(line);
    return found;
}
std::size_t count(const std::string& log, const std::string& verb, const std::string& part = "") {
    return lines_with(log, verb, part).size();
}

std::shared_ptr<const Grid<float>> plane() {
    return std::make_shared<const Grid<float>>(Grid<float>{2, 2, {{-1, -1}, {1, 1}}, {-1, 1, -1, 1}});
}

const std::string ink_text = "#010203ff";

}  // namespace

TEST_CASE("a surface is drawn where its rectangle lies, even when the plot shows another") {
    PanelPicture panel = square_panel();
    panel.layers.push_back(SurfaceLayer{plane()});
    CHECK(count(drawn(panel), "surface", "40.00,24.00 140.00,124.00") == 1);
    panel.x.high = 3;
    CHECK(count(drawn(panel), "surface", "40.00,24.00 90.00,124.00") == 1);
}

TEST_CASE("a contour has its casing below and its line at zero") {
    const std::string log =
        drawn(ContourLayer{zero_contour(*plane()), {ink, 3, {}}, Stroke{{9, 9, 9}, 5, {}}});
    const auto casing = log.find("#090909ff"), line = log.find(ink_text);
    REQUIRE(casing != std::string::npos);
    REQUIRE(line != std::string::npos);
    CHECK(casing < line);
    CHECK(lines_with(log, "line", ink_text).front().find("90.00,") != std::string::npos);
}

TEST_CASE("points are discs, squares or rings, with a casing, and none outside the plot") {
    PointsLayer points{{{0, 0}, {5, 5}}, {MarkShape::Disc, 3, ink, Stroke{{9, 9, 9}, 1, {}}}};
    std::string log = drawn(points);
    CHECK(count(log, "disc", ink_text + " 90.00,74.00 radius 3.00") == 1);
    CHECK(count(log, "disc", "#090909ff 90.00,74.00 radius 4.00") == 1);
    CHECK(count(log, "disc") == 2);
    points.mark.shape = MarkShape::Square;
    CHECK(count(drawn(points), "fill", ink_text) == 1);
    points.mark.shape = MarkShape::Ring;
    CHECK(count(drawn(points), "line", ink_text) == 1);
    CHECK(count(drawn(points), "disc") == 0);
}

TEST_CASE("a straight line crosses the plot from rim to rim; one outside is not drawn") {
    const auto rising = lines_with(drawn(LineLayer{{{0, 1}, 0.5}, {ink, 2, {1, 2}}, {}}), "line", ink_text);
    REQUIRE(rising.size() == 1);
    CHECK(rising[0].find("dash 1.00 2.00") != std::string::npos);
    CHECK(rising[0].find(",49.00") != std::string::npos);  // y = 0.5
    const auto diagonal = lines_with(
        drawn(LineLayer{{{std::sqrt(0.5), std::sqrt(0.5)}, 0}, {ink, 2, {}}, {}}), "line", ink_text);
    REQUIRE(diagonal.size() == 1);
    CHECK(diagonal[0].ends_with("along 150.00,134.00 30.00,14.00"));  // 10 points beyond the rim
    CHECK(count(drawn(LineLayer{{{0, 1}, 7}, {ink, 2, {}}, {}}), "line", ink_text) == 0);
}

TEST_CASE("a curve is broken at NaN, a lone value is a dot, a parked one ends in a cross") {
    CurveLayer curve;
    curve.values = {{-1, 0}, {-0.5, 0.5}, {0, no_value}, {0.5, 0.2}, {0.7, no_value}, {0.8, 0}, {0.9, 0}};
    curve.stroke = {ink, 2, {}};
    std::string log = drawn(curve);
    CHECK(count(log, "line", ink_text) == 2);
    CHECK(count(log, "disc", ink_text) == 1);
    curve.ends_in_cross = true;
    CHECK(count(drawn(curve), "line", ink_text) == 4);
}

TEST_CASE("a band is a quad between two columns and is broken at NaN") {
    BandLayer band{{-1, -0.5, 0, 0.5, 1}, {0, 0, no_value, 0, 0}, {0.5, 0.5, 0.5, 0.5, 0.5}, ink};
    const auto quads = lines_with(drawn(band), "fill", ink_text);
    REQUIRE(quads.size() == 2);
    CHECK(quads[0].find(" 40.00,74.00") != std::string::npos);
    CHECK(quads[0].find(" 40.00,49.00") != std::string::npos);
}

TEST_CASE("marks have a flag and a label; labels that would touch go a row lower") {
    PanelPicture panel = square_panel();
    panel.layers.push_back(MarkLayer{0.2, "L2 1e-3", {ink, 1, {}}, true});
    panel.layers.push_back(MarkLayer{0.3, "dropout 0.5", {ink, 1, {}}, true});
    const std::string log = drawn(panel);
    CHECK(count(log, "line", ink_text) == 2);
    CHECK(count(log, "fill", ink_text) == 2);
    const auto first = lines_with(log, "text", "L2 1e-3"), second = lines_with(log, "text", "dropout 0.5");
    REQUIRE(first.size() == 1);
    REQUIRE(second.size() == 1);
    CHECK(first[0].find(",37.00 ") != std::string::npos);
    CHECK(second[0].find(",53.00 ") != std::string::npos);
}

TEST_CASE("a time cursor is a line without a flag") {
    const std::string log = drawn(MarkLayer{0, "", {ink, 1, {}}, false});
    CHECK(count(log, "line", ink_text) == 1);
    CHECK(count(log, "fill", ink_text) == 0);
}

TEST_CASE("the label of the x axis makes room for the caption in its row") {
    PanelPicture panel = square_panel();
    const auto place = [&] {  // "text 90.00,142.00 ..."
        const std::vector<std::string> found = lines_with(drawn(panel), "text", "epoch");
        return std::stod(found.at(0).substr(5));
    };
    panel.x.label = "epoch";
    CHECK(place() == 90);
    panel.captions = {{"", "1,320 of 1,330", ink}};
    const TextStyle style{.size = PanelStyle{}.font_size, .color = ink};
    const RecordingCanvas canvas;
    const double caption = canvas.text_extent("1,320 of 1,330", style).x,
                 label = canvas.text_extent("epoch", style).x;
    CHECK(place() + label / 2 == doctest::Approx(140 - caption - 12).epsilon(1e-3));
}

TEST_CASE("levels are horizontal lines and labels are words on a ground with a leader") {
    const auto level = lines_with(drawn(LevelLayer{0, {ink, 1, {}}}), "line", ink_text);
    REQUIRE(level.size() == 1);
    CHECK(level[0].find("40.00,74.00 140.00,74.00") != std::string::npos);
    const std::string label = drawn(LabelLayer{{0, 0}, {30, -10}, "max margin", ink});
    CHECK(count(label, "text", "max margin") == 1);
    CHECK(count(label, "line", ink_text) == 1);
}

TEST_CASE("layers are clipped to the plot") {
    const std::string log = drawn(LevelLayer{0, {ink, 1, {}}});
    const auto push = log.find("push_clip 40.00,24.00 140.00,124.00"), level = log.find(ink_text),
               pop = log.find("pop_clip");
    CHECK(push < level);
    CHECK(level < pop);
}

TEST_CASE("curve names stand in the right gutter at least a line apart, with leaders") {
    PanelPicture panel = square_panel();
    for (int i = 0; i < 5; ++i) {
        CurveLayer curve;
        curve.values = {{-1, 0}, {1, 0.01 * i}};
        curve.stroke = {ink, 1, {}};
        curve.name = "1:" + std::to_string(i);
        curve.name_color = ink;
        panel.layers.push_back(curve);
    }
    std::vector<double> baselines;
    for (const std::string& line : lines_with(drawn(panel), "text", "\"1:")) {
        const auto comma = line.find(',');
        CHECK(std::stod(line.substr(5)) > panel.plot.max.x);
        baselines.push_back(std::stod(line.substr(comma + 1)));
    }
    REQUIRE(baselines.size() == 5);
    std::ranges::sort(baselines);
    for (std::size_t i = 1; i < baselines.size(); ++i)
        CHECK(baselines[i] - baselines[i - 1] >= 15 - 0.011);  // logged to 0.01
}

TEST_CASE("a name's dot stands at the rim only where its curve reaches it") {
    CurveLayer curve;
    curve.values = {{-1, 0}, {1, 0}};
    curve.stroke = {ink, 1, {}};
    curve.name = "1:16";
    CHECK(count(drawn(curve), "disc", "140.00,74.00") == 1);
    curve.values.back().x = 0.5;
    CHECK(count(drawn(curve), "disc") == 0);
    CHECK(count(drawn(curve), "text", "1:16") == 1);
}

TEST_CASE("where names do not fit, the bold one and both ends stay") {
    PanelPicture panel = square_panel();
    for (int i = 0; i < 17; ++i) {
        CurveLayer curve;
        curve.values = {{0, -1 + i / 8.0}};
        curve.name = "w" + std::to_string(i) + ";";
        curve.name_weight = i == 6 ? FontWeight::SemiBold : FontWeight::Regular;
        panel.layers.push_back(curve);
    }
    const std::string log = drawn(panel);
    CHECK(count(log, "text", "\"w") == 7);  // 99 points of room, 15 a line
    for (const char* kept : {"\"w0;", "\"w6;", "\"w16;"}) CHECK(count(log, "text", kept) == 1);
}

TEST_CASE("title values stand in fixed columns, and a long one moves its name out of its way") {
    PanelPicture panel = square_panel();
    panel.title = "Offset";
    panel.values = {{"MLP", "0.144", ink}, {"LR", "\u22125.678", ink}};
    const std::string wide = drawn(panel);
    panel.values[1].value = "0";
    const std::string narrow = drawn(panel);
    for (const char* name : {"\"MLP\"", "\"LR\"", "\"0.144\"", "\"Offset\""})
        CHECK(lines_with(wide, "text", name) == lines_with(narrow, "text", name));
    CHECK(count(wide, "text", "200.00,15.00 right") == 1);
    panel.values = {{"epoch", "100,000,000", ink}};
    const std::string longest = drawn(panel);
    panel.values = {{"epoch", "1", ink}};
    CHECK(lines_with(longest, "text", "\"epoch\"") != lines_with(drawn(panel), "text", "\"epoch\""));
}

TEST_CASE("an empty plot says why in its middle") {
    PanelPicture panel = square_panel();
    panel.empty_note = "epoch 1,000";
    CHECK(count(drawn(panel), "text", "90.00,") == 1);
    panel.empty_note = "Curves begin with the first step of the training.";
    CHECK(count(drawn(panel), "text", "center") > 1);  // wrapped
}

TEST_CASE("drawing is pure and a figure ends with its legend and note") {
    Figure figure;
    figure.size = {240, 200};
    figure.title = "Title";
    figure.note =
        "A long note that needs more than one line of the figure, for it names all that was reduced.";
    figure.panels.push_back(square_panel());
    figure.legend = {
        {"MLP", Stroke{ink, 2, {}}}, {"+", Mark{MarkShape::Disc, 2, ink, {}}}, {"p(+)", SurfaceRamp{}}};
    RecordingCanvas first, second;
    draw(figure, first);
    draw(figure, second);
    CHECK(first.log() == second.log());
    CHECK(count(first.log(), "text", "\"MLP\"") == 1);
    CHECK(count(first.log(), "text", "#545b66ff \"") >= 2);  // the note
    CHECK(first.log().starts_with("fill #ffffffff 0.00,0.00 240.00,0.00 240.00,200.00"));
    figure.transparent = true;
    RecordingCanvas transparent;
    draw(figure, transparent);
    CHECK_FALSE(transparent.log().starts_with("fill #ffffffff 0.00,0.00 240.00"));
}

}  // namespace reweigh
