#include "tests/figure/rasterize.h"

#include "core/base/file.h"
#include "core/figure/png.h"
#include "tests/support/folder.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace reweigh::testing {
namespace {

std::string replaced(std::string text, std::string_view word, const std::string& by) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + by.size()))
        text.replace(at, word.size(), by);
    return text;
}

std::string run(const std::string& command) {
    std::string output;
    std::FILE* const pipe = ::popen(command.c_str(), "r");
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
    ::pclose(pipe);
    return output;
}

}  // namespace

bool is_installed(const std::string& program) {
    return std::system(("command -v " + program + " > /dev/null").c_str()) == 0;
}

std::string output_of(std::string command, std::string_view bytes) {
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.path / "picture";
    write_atomically(file, bytes);
    return run(replaced(replaced(std::move(command), "{file}", file), "{folder}", folder.path));
}

std::optional<Grid<Color>> rasterize_svg(std::string_view bytes, double dpi) {
    if (!is_installed("rsvg-convert")) return std::nullopt;
    const std::string resolution = std::to_string(dpi);
    return decode_png(output_of("rsvg-convert -d " + resolution + " -p " + resolution + " {file}", bytes),
                      "rsvg-convert");
}

std::optional<Grid<Color>> rasterize_pdf(std::string_view bytes, double dpi) {
    if (!is_installed("pdftoppm")) return std::nullopt;
    return decode_png(output_of("pdftoppm -r " + std::to_string(dpi) +
                                    " -png -singlefile {file} {folder}/page && cat {folder}/page.png",
                                bytes),
                      "pdftoppm");
}

double mean_difference(const Grid<Color>& a, const Grid<Color>& b) {
    if (a.width != b.width || a.height != b.height) return 1;
    double sum = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i)
        sum += std::abs(a.values[i].red - b.values[i].red) + std::abs(a.values[i].green - b.values[i].green) +
               std::abs(a.values[i].blue - b.values[i].blue);
    return sum / (3 * 255 * static_cast<double>(a.values.size()));
}

}  // namespace reweigh::testing
