#include "core/figure/export.h"

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/figure/cairo_canvas.h"
#include "core/figure/csv.h"
#include "core/figure/pdf.h"
#include "core/figure/png.h"
#include "core/figure/svg.h"
#include "core/figure/svg_canvas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <system_error>

namespace reweigh {
namespace {

constexpr double least_dpi = 72, most_dpi = 1200;

PageWords words_of(const Figure& figure) { return {figure.title, figure.description, figure.recipe}; }

template <class FileCanvas>
std::string drawn(const Figure& figure, FileCanvas canvas) {
    draw(figure, canvas);
    return std::move(canvas).finish(words_of(figure));
}

std::string render_png(const Figure& figure, const ExportOptions& options) {
    const Background background = figure.transparent ? Background::Transparent : Background::Opaque;
    return drawn(figure, CairoCanvas::png(figure.size, options.dpi, background));
}
std::string render_svg(const Figure& figure, const ExportOptions& options) {
    if (options.svg_text == SvgText::Text) return drawn(figure, SvgCanvas(figure.size));
    return drawn(figure, CairoCanvas::svg(figure.size));
}
std::string render_pdf(const Figure& figure, const ExportOptions&) {
    return drawn(figure, CairoCanvas::pdf(figure.size));
}
std::string render_csv(const Figure& figure, const ExportOptions&) { return figure_csv(figure); }

// A file that was read back, and what it must be.
struct ReadBack {
    const Figure& figure;
    const ExportOptions& options;
    std::string_view bytes;
    const std::string& name;
};

void check_png_file(const ReadBack& file) {
    const auto pixels = [&](double points) {
        return static_cast<int>(std::lround(points * file.options.dpi / 72));
    };
    const Grid<Color> picture = decode_png(file.bytes, file.name);
    if (picture.width != pixels(file.figure.size.x) || picture.height != pixels(file.figure.size.y))
        throw Error(file.name + ": " + std::to_string(picture.width) + " x " +
                    std::to_string(picture.height) + " pixels, expected " +
                    std::to_string(pixels(file.figure.size.x)) + " x " +
                    std::to_string(pixels(file.figure.size.y)) + ".");
}
void check_svg_file(const ReadBack& file) { check_svg(file.bytes, file.name); }
void check_pdf_file(const ReadBack& file) { check_pdf(file.bytes, file.figure.size, file.name); }
void check_csv_file(const ReadBack& file) { check_csv(file.bytes, file.figure.rows.size(), file.name); }

struct Format {
    std::string_view name;
    std::string (*render)(const Figure&, const ExportOptions&);
    void (*check)(const ReadBack&);
};
constexpr std::array formats{
    Format{"png", render_png, check_png_file},
    Format{"svg", render_svg, check_svg_file},
    Format{"pdf", render_pdf, check_pdf_file},
    Format{"csv", render_csv, check_csv_file},
};

const Format& format_named(std::string_view name) {
    const auto* const found = std::ranges::find(formats, name, &Format::name);
    if (found != formats.end()) return *found;
    std::string known;
    for (const Format& format : formats) known += (known.empty() ? "" : ", ") + std::string(format.name);
    throw Error("Unknown figure format \"" + std::string(name) + "\"; known are " + known + ".");
}

void require_drawable(const Figure& figure, const ExportOptions& options) {
    if (!(options.dpi >= least_dpi && options.dpi <= most_dpi))
        throw Error("A resolution of " + std::to_string(std::lround(options.dpi)) +
                    " dpi is out of range; expected 72 to 1,200.");
    if (!(figure.size.x > 0 && figure.size.y > 0))
        throw Error("The figure \"" + figure.title + "\" has no size.");
}

// A place that cannot be looked at does not exist: writing tells why.
bool is_taken(const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

std::filesystem::path with_extension(std::filesystem::path path, std::string_view format) {
    if (!path.has_filename()) throw Error("\"" + path.string() + "\" names no file.");
    const std::string extension = "." + std::string(format);
    if (path.extension() != extension) path += extension;
    return path;
}

}  // namespace

const std::vector<std::string>& export_formats() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const Format& format : formats) all.emplace_back(format.name);
        return all;
    }();
    return names;
}

std::string render_figure(const Figure& figure, std::string_view format, const ExportOptions& options) {
    const Format& chosen = format_named(format);
    require_drawable(figure, options);
    return chosen.render(figure, options);
}

void check_figure(const Figure& figure, std::string_view format, const ExportOptions& options,
                  std::string_view bytes, const std::string& name) {
    format_named(format).check({figure, options, bytes, name});
}

std::filesystem::path export_figure(const Figure& figure, std::filesystem::path path, std::string_view format,
                                    const ExportOptions& options) {
    const std::filesystem::path target = with_extension(std::move(path), format_named(format).name);
    if (options.existing == Existing::Refuse && is_taken(target))
        throw Error(target.string() + " exists; nothing was written.");
    const std::string bytes = render_figure(figure, format, options);
    check_figure(figure, format, options, bytes, target.string());  // before an old file is replaced
    write_atomically(target, bytes);
    if (read_file(target) != bytes)
        throw Error(target.string() + " reads back differently than it was written.");
    return target;
}

}  // namespace reweigh
