#pragma once

#include "core/figure/figure.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

enum class Existing { Refuse, Replace };

// What the texts of an SVG are: shapes that look the same everywhere, or texts that can be edited.
enum class SvgText { Outlines, Text };

struct ExportOptions {
    double dpi = 300;  // of a PNG, 72 to 1,200
    SvgText svg_text = SvgText::Outlines;
    Existing existing = Existing::Refuse;
};

// "png", "svg", "pdf", "csv": the formats, each also the extension of its files.
const std::vector<std::string>& export_formats();

// The bytes of a figure in a format; equal figures give equal bytes. They carry title, description and
// recipe, a CSV the rows. Throws Error for an unknown format, a resolution out of range or a size that cannot
// be drawn.
std::string render_figure(const Figure& figure, std::string_view format, const ExportOptions& options = {});

// Throws Error when bytes are not a readable file of this figure in this format; `name` begins the sentence.
void check_figure(const Figure& figure, std::string_view format, const ExportOptions& options,
                  std::string_view bytes, const std::string& name);

// Renders, checks, writes atomically and reads back; a path without the format's extension gets it. Returns
// where the figure lies. On every Error an old file is as it was and no partial file stays.
std::filesystem::path export_figure(const Figure& figure, std::filesystem::path path, std::string_view format,
                                    const ExportOptions& options = {});

}  // namespace reweigh
