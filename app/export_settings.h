#pragma once

#include "core/config/param.h"

#include <string>
#include <tuple>

namespace reweigh {

enum class ExportTheme { Light, Dark, Window };
template <>
inline constexpr auto names_of<ExportTheme> = std::array{
    Name{ExportTheme::Light, "light", "light"},
    Name{ExportTheme::Dark, "dark", "dark"},
    Name{ExportTheme::Window, "window", "as the window"},
};

// How the window writes figures: the fields of the export dialog, remembered between two starts.
struct ExportSettings {
    bool png = true, svg = true, pdf = true, csv = true, recipe = true;
    double width_mm = 170, font_pt = 8;
    ExportTheme theme = ExportTheme::Light;
    bool transparent = false, svg_text = false;
    int dpi = 300;
    std::string name = "{lab}-{experiment}-{figure}", folder;
    friend bool operator==(const ExportSettings&, const ExportSettings&) = default;
};
template <>
inline constexpr auto params_of<ExportSettings> = std::tuple{
    Param{&ExportSettings::png, "png", "PNG", "Pixels, for slides and web pages.", false, true},
    Param{&ExportSettings::svg, "svg", "SVG", "Vectors, for web pages and drawing programs.", false, true},
    Param{&ExportSettings::pdf, "pdf", "PDF", "Vectors, for papers.", false, true},
    Param{&ExportSettings::csv, "csv", "CSV", "The numbers of the figure.", false, true},
    Param{&ExportSettings::recipe, "recipe", "recipe JSON",
          "What the figure came from, also where a picture loses it.", false, true},
    Param{&ExportSettings::width_mm, "width_mm", "width", "85 mm: a column of a page, 170 mm: its width.",
          20.0, 400.0, Scale::Linear, "mm"},
    Param{&ExportSettings::font_pt, "font_pt", "text", "Size of texts on paper.", 5.0, 24.0, Scale::Linear,
          "pt"},
    Param{&ExportSettings::theme, "theme", "theme", "Light for paper, dark for dark slides.",
          ExportTheme::Light, ExportTheme::Window},
    Param{&ExportSettings::transparent, "transparent", "transparent", "Without a ground.", false, true},
    Param{&ExportSettings::svg_text, "svg_text", "SVG text",
          "Texts of the SVG stay texts, to be edited; off: shapes that look the same everywhere.", false,
          true},
    Param{&ExportSettings::dpi, "dpi", "resolution", "Pixels an inch of the PNG.", 72, 1200, Scale::Linear,
          "dpi"},
    Param{&ExportSettings::name, "name", "name",
          "{lab} {figure} {experiment} {seed} {weight} {epoch} {step} {date:%Y%m%d} {n:3}", "", ""},
    Param{&ExportSettings::folder, "folder", "folder", "Empty: Reweigh in the pictures folder.", "", ""},
};
static_assert(every_member_described<ExportSettings>);

}  // namespace reweigh
