#include "core/figure/recipe.h"

#include "core/figure/export.h"
#include "tests/figure/sample_picture.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

namespace reweigh {
namespace {

using namespace testing;

std::string refusal(const std::string& bytes) {
    return sentence_of([&] { (void)read_recipe(bytes, "dir/fig1.png"); });
}

}  // namespace

TEST_CASE("a recipe comes back from every format to the byte, whatever letters it has") {
    for (const std::string recipe : {R"({"a":1})", R"({"a":"(b) \\ <c> & 'd' ]]>"})",
                                     "{\"\xc3\xa4\xe2\x88\x92\xf0\x9f\x98\x80\":\"(\"}"}) {
        Figure figure = sample_figure();
        figure.recipe = recipe;
        for (const std::string& format : export_formats()) {
            const std::string bytes = render_figure(figure, format);
            CHECK_MESSAGE(is_figure(bytes), format);
            CHECK_MESSAGE(read_recipe(bytes, "f") == recipe, format);
        }
    }
}

TEST_CASE("a recipe in a file of its own is read as the figure's") {
    const std::string recipe = R"({"reweigh_recipe":2,"program":"0.1"})";
    CHECK(is_figure(recipe));
    CHECK(read_recipe(recipe, "fig1.recipe.json") == recipe);
    CHECK_FALSE(is_figure(R"({"extends":"boundary/base"})"));
}

TEST_CASE("a figure without a recipe, and what is none, say so") {
    Figure figure = sample_figure();
    figure.recipe.clear();
    for (const std::string& format : export_formats())
        CHECK_MESSAGE(
            refusal(render_figure(figure, format)) ==
                "dir/fig1.png carries no Reweigh recipe (re-encoding removes it). Look for fig1.recipe.json "
                "beside the original.",
            format);
    for (const char* other : {"", "x,y,label\n1,2,+\n", "{}", "\x89PN"}) {
        CHECK_FALSE(is_figure(other));
        CHECK(refusal(other) == "dir/fig1.png is no figure: neither a PNG, SVG or PDF nor a CSV of one.");
    }
}

TEST_CASE("a figure cut at any byte gives its recipe or a sentence") {
    Figure figure = sample_figure();
    figure.recipe = "{\"a\":\"\xc3\xa4\"}";
    for (const std::string& format : export_formats()) {
        const std::string bytes = render_figure(figure, format);
        for (std::size_t cut = 0; cut < bytes.size(); cut += 7) {
            const std::string part = bytes.substr(0, cut);
            if (refusal(part).empty()) CHECK_MESSAGE(read_recipe(part, "f").starts_with("{"), format);
        }
    }
}

TEST_CASE("a chunk that claims to be longer than its file is left alone") {
    std::string bytes = "\x89PNG\r\n\x1a\n";
    bytes += std::string("\xff\xff\xff\xff", 4) + "iTXtReweigh recipe" + std::string(20, 'x');
    CHECK(refusal(bytes).find("carries no Reweigh recipe") != std::string::npos);
    CHECK(refusal("%PDF-1.5\n/Keywords <FEFF00").find("carries no") != std::string::npos);
    CHECK(refusal("%PDF-1.5\n/Keywords (\\7").find("carries no") != std::string::npos);
    CHECK(refusal("<?xml ?><metadata>&#x110000;&#99999999999;</metadata>").find("carries no") !=
          std::string::npos);
}

}  // namespace reweigh
