#include "core/figure/export.h"

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/figure/csv.h"
#include "core/figure/png.h"
#include "tests/figure/rasterize.h"
#include "tests/figure/sample_picture.h"
#include "tests/support/folder.h"
#include "tests/support/rights.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <future>
#include <iostream>
#include <iterator>

namespace reweigh {
namespace {

using namespace testing;
namespace fs = std::filesystem;

std::string digests() {
    std::string text;
    for (const std::string& format : export_formats())
        text += format + " " + sha256(render_figure(sample_figure(), format)) + "\n";
    return text;
}

std::ptrdiff_t files_in(const fs::path& folder) {
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

}  // namespace

TEST_CASE("a figure is saved in every format and read back") {
    const TemporaryFolder folder;
    for (const std::string& format : export_formats()) {
        const fs::path saved = export_figure(sample_figure(), folder.path / "fig1", format);
        CHECK(saved == folder.path / ("fig1." + format));
        CHECK(read_file(saved) == render_figure(sample_figure(), format));
    }
    CHECK(files_in(folder.path) == 4);
}

TEST_CASE("equal figures give equal bytes in one process and in another") {
    CHECK(digests() == digests());
    const std::string self = fs::read_symlink("/proc/self/exe").string();
    const std::string elsewhere = output_of(
        "'" + self + "' --no-skip --test-case='prints the digests of a figure' | grep -E '^[a-z]{3} '", "");
    CHECK(elsewhere == digests());
}

TEST_CASE("prints the digests of a figure" * doctest::skip()) { std::cout << digests() << std::flush; }

TEST_CASE("figures that several threads draw at once have the bytes of one") {
    std::vector<std::future<std::string>> jobs;
    for (int i = 0; i < 6; ++i) jobs.push_back(std::async(std::launch::async, digests));
    for (auto& job : jobs) CHECK(job.get() == digests());
}

TEST_CASE("the files of a figure show the same picture and carry its recipe") {
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        const Figure figure = sample_figure(theme);
        const std::string png_bytes = render_figure(figure, "png");
        const Grid<Color> png = decode_png(png_bytes, "png");
        CHECK(png.width == 750);
        CHECK(png_bytes.find(figure.recipe) != std::string::npos);
        if (const auto svg = rasterize_svg(render_figure(figure, "svg"), 300))
            CHECK(mean_difference(png, *svg) < 0.004);
        else
            MESSAGE("skipped: rsvg-convert is not installed");
        if (const auto pdf = rasterize_pdf(render_figure(figure, "pdf"), 300))
            CHECK(mean_difference(png, *pdf) < 0.01);
        else
            MESSAGE("skipped: pdftoppm is not installed");
    }
}

TEST_CASE("a transparent figure has no ground and an opaque one has") {
    Figure figure = sample_figure();
    CHECK(decode_png(render_figure(figure, "png"), "png").at(0, 0) == palette(Theme::Light).plot);
    figure.transparent = true;
    CHECK(decode_png(render_figure(figure, "png"), "png").at(0, 0).alpha == 0);
}

TEST_CASE("an existing figure is replaced only where that is allowed") {
    const TemporaryFolder folder;
    const fs::path path = folder.path / "fig1.csv";
    write_atomically(path, "old");
    const std::string sentence = path.string() + " exists; nothing was written.";
    CHECK_THROWS_WITH_AS(export_figure(sample_figure(), path, "csv"), sentence.c_str(), Error);
    CHECK(read_file(path) == "old");
    CHECK(export_figure(sample_figure(), path, "csv", {.existing = Existing::Replace}) == path);
    CHECK(read_file(path) == figure_csv(sample_figure()));
}

TEST_CASE("a name with another ending keeps it before the format's own") {
    const TemporaryFolder folder;
    CHECK(export_figure(sample_figure(), folder.path / "fig1.v2", "csv").filename() == "fig1.v2.csv");
}

TEST_CASE("formats, resolutions and sizes that cannot be are refused in a sentence") {
    CHECK_THROWS_WITH_AS(render_figure(sample_figure(), "gif"),
                         "Unknown figure format \"gif\"; known are png, svg, pdf, csv.", Error);
    for (const double dpi : {71.0, 1201.0})
        CHECK_THROWS_WITH_AS(render_figure(sample_figure(), "png", {.dpi = dpi}),
                             ("A resolution of " + std::to_string(static_cast<int>(dpi)) +
                              " dpi is out of range; expected 72 to 1,200.")
                                 .c_str(),
                             Error);
    Figure empty;
    empty.title = "Empty";
    CHECK_THROWS_WITH_AS(render_figure(empty, "pdf"), "The figure \"Empty\" has no size.", Error);
}

TEST_CASE("a place that cannot be written is named and keeps no partial file") {
    const TemporaryFolder folder;
    write_atomically(folder.path / "file", "in the way");
    CHECK_THROWS_WITH_AS(
        export_figure(sample_figure(), folder.path / "file" / "fig1", "svg"),
        ("Cannot make the folder " + (folder.path / "file").string() + ": not a directory.").c_str(), Error);
    CHECK(files_in(folder.path) == 1);
    const fs::path long_name = folder.path / std::string(300, 'x');
    CHECK_THROWS_WITH_AS(export_figure(sample_figure(), long_name, "csv"),
                         ("Cannot write to " + folder.path.string() + ": file name too long.").c_str(),
                         Error);
    CHECK_THROWS_WITH_AS(export_figure(sample_figure(), "", "csv"), "\"\" names no file.", Error);
    CHECK(files_in(folder.path) == 1);
    // Nobody may add files to a folder of /proc, not even the superuser.
    CHECK_THROWS_WITH_AS(export_figure(sample_figure(), "/proc/self/fig1", "svg"),
                         doctest::Contains("Cannot write to /proc/self: "), Error);
}

TEST_CASE("a read-only folder is named") {
    const TemporaryFolder folder;
    fs::permissions(folder.path, fs::perms::owner_read | fs::perms::owner_exec);
    const WithoutRootRights nobody;
    CHECK_THROWS_WITH_AS(export_figure(sample_figure(), folder.path / "fig1", "png"),
                         ("Cannot write to " + folder.path.string() + ": permission denied.").c_str(), Error);
}

TEST_CASE("a file cut short at any of a hundred places is not taken for the figure") {
    const Figure figure = sample_figure();
    for (const std::string& format : export_formats()) {
        const std::string bytes = render_figure(figure, format);
        CHECK_NOTHROW(check_figure(figure, format, {}, bytes, "fig1"));
        for (std::size_t part = 0; part < 100; ++part)
            CHECK_THROWS_AS(
                check_figure(figure, format, {}, std::string_view(bytes).substr(0, bytes.size() * part / 100),
                             "fig1"),
                Error);
    }
}

TEST_CASE("a picture of another size is not taken for the figure") {
    Figure wider = sample_figure();
    wider.size.x += 10;
    CHECK_THROWS_WITH_AS(
        check_figure(wider, "png", {.dpi = 72}, render_figure(sample_figure(), "png", {.dpi = 72}), "f"),
        "f: 180 x 144 pixels, expected 190 x 144.", Error);
    CHECK_THROWS_AS(check_figure(wider, "pdf", {}, render_figure(sample_figure(), "pdf"), "f"), Error);
    wider.rows.pop_back();
    CHECK_THROWS_WITH_AS(check_figure(wider, "csv", {}, render_figure(sample_figure(), "csv"), "f"),
                         "f: 2 rows, expected 1.", Error);
}

}  // namespace reweigh
