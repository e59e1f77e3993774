#pragma once

#include "core/figure/canvas.h"
#include "core/figure/palette.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace reweigh {

// A picture as plain data: panels of axes and layers, in world units. Made by build(), painted by draw().

struct SurfaceLayer {
    std::shared_ptr<const Grid<float>> logits;
};
struct ContourLayer {  // the edge p = 0.5: zero_contour() of a grid of logits
    std::vector<std::vector<Vec2>> lines;
    Stroke stroke;
    std::optional<Stroke> casing;
};
struct DataLayer {  // linear axes only
    Cloud cloud;
};
struct PointsLayer {
    std::vector<Vec2> points;
    Mark mark;
};
struct LineLayer {  // a straight line across the whole panel
    Line2 line;
    Stroke stroke;
    std::optional<Stroke> casing;
};
struct CurveLayer {  // NaN breaks it
    std::vector<Vec2> values;
    Stroke stroke;
    std::string name;  // set in the right gutter; empty: none
    Color name_color;
    FontWeight name_weight = FontWeight::Regular;
    bool ends_in_cross = false;  // a parked replica
};
struct BandLayer {  // mean +- standard deviation
    std::vector<double> x, low, high;
    Color color;
};
struct MarkLayer {  // a vertical line: an edit (with a flag on top), the time cursor
    double x = 0;
    std::string label;
    Stroke stroke;
    bool flag = false;
};
struct LevelLayer {  // a horizontal line: 0, 1
    double y = 0;
    Stroke stroke;
};
struct LabelLayer {  // words in a small box, with a leader to the place that they name
    Vec2 at;         // world
    Vec2 shift;      // from there to the middle of the words, points
    std::string text;
    Color color;
};
using Layer = std::variant<SurfaceLayer, DataLayer, ContourLayer, PointsLayer, LineLayer, CurveLayer,
                           BandLayer, MarkLayer, LevelLayer, LabelLayer>;

enum class AxisScale { Linear, Log };
// Lines: a grid line per tick. Texts: their texts outside, too. Inside: short ticks and texts inside the
// plot.
enum class Ticks { None, Lines, Texts, Inside };
struct Tick {
    double value = 0;
    std::string text;      // empty: a minor tick
    bool is_kept = false;  // of own ticks: its text is the last to go where not all have room
};
struct Axis {
    double low = 0, high = 1;
    AxisScale scale = AxisScale::Linear;
    std::string label;  // below the x axis; left of the plot for y
    Ticks ticks = Ticks::Texts;
    std::string suffix;             // behind tick texts: a degree sign
    std::vector<Tick> own_ticks{};  // ascending, in place of those that the scale gives
};

// A value in a panel's title row, right-aligned in fixed columns.
struct TitleValue {
    std::string name, value;
    Color color;
};

// A row below a plot: words at its left and right ends.
struct CaptionRow {
    std::string left, right;
    Color color;
};

// Sizes of texts and lines. A line of a mock-up pixel is unit() wide: text of 13 units, titles of 15.
struct PanelStyle {
    Theme theme = Theme::Light;
    double font_size = 13;  // points, of ticks, names and notes
    double unit() const { return font_size / 13; }
};

struct PanelPicture {
    Rect cell;  // of the figure, points, y down; axes and title lie inside it
    Rect plot;  // of the figure: where layers are drawn
    Axis x, y;
    std::string title;  // above the plot
    Align title_align = Align::Left;
    std::vector<TitleValue> values;  // in the title row
    std::vector<CaptionRow> captions;
    std::string empty_note;  // in the middle of a plot without layers
    std::string note;        // in a corner of the plot: what is missing in it and why
    std::vector<Layer> layers;
};

// A line of text of a figure, outside its panels.
struct Words {
    Vec2 at;  // of the figure, points, on the baseline
    std::string text;
    TextStyle style;
};

// One number of a figure, a row of its CSV. PRODUCT.md 6.
struct FigureRow {
    std::string panel, series, variant;
    double weight = 0;
    std::string seed;  // a number, "mean" or "std"
    std::int64_t step = 0;
    double epoch = 0;
    std::string name;
    double value = 0;
};

// What the numbers came from: "experiment", "seed", "version". A `#` line of the CSV.
struct FigureFact {
    std::string name, value;
};

struct SurfaceRamp {};  // the colours of p(+) from 0 to 1
struct Swatch {         // of a band
    Color color;
};
struct LegendEntry {
    std::string name;
    std::variant<Stroke, Mark, SurfaceRamp, Swatch> mark;
};

struct Figure {
    Vec2 size;  // points
    Theme theme = Theme::Light;
    double font_size = 8;
    bool transparent = false;
    std::string name;         // "fig1", "overview"
    std::string title, note;  // note: reduction, L2 convention, initialisation, what was reduced
    std::vector<PanelPicture> panels;
    std::vector<Words> words;
    std::vector<LegendEntry> legend;
    std::vector<FigureRow> rows;
    std::string description;  // the picture in words: SVG <desc>, PDF subject
    std::string recipe;       // JSON
    std::vector<FigureFact> facts;
};

// Paints a figure. Pure: the same figure gives the same calls.
void draw(const Figure& figure, Canvas& canvas);
// Paints one panel of a window; its cell keeps the ground that it has.
void draw_panel(const PanelPicture& panel, const PanelStyle& style, Canvas& canvas);
void draw_words(const std::vector<Words>& words, Canvas& canvas);

}  // namespace reweigh
