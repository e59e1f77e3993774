#include "core/figure/svg.h"

#include "core/base/error.h"

#include <doctest/doctest.h>

namespace reweigh {
namespace {

constexpr std::string_view svg =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9pt\">\n"
    "<defs>\n<clipPath id=\"clip7\"/>\n<g id=\"surface12\"/>\n<g id=\"glyph0-3\"/>\n</defs>\n"
    "<g clip-path=\"url(#clip7)\"><use xlink:href=\"#surface12\"/><use xlink:href=\"#glyph0-3\"/></g>\n"
    "<path style=\"stroke:none;\" d=\"M 0 0 L 1 0 L 1 1 Z M 0 0 \"/>\n"
    "<path style=\"stroke:none;\" d=\"M 0 0 L 1 0 Z M 5 5 L 6 6 \"/>\n"
    "</svg>\n";

}  // namespace

TEST_CASE("ids of an SVG begin at one and references follow them") {
    const std::string numbered = annotate_svg(svg, {});
    CHECK(numbered.find("id=\"clip1\"") != std::string::npos);
    CHECK(numbered.find("url(#clip1)") != std::string::npos);
    CHECK(numbered.find("id=\"surface1\"") != std::string::npos);
    CHECK(numbered.find("href=\"#surface1\"") != std::string::npos);
    CHECK(numbered.find("href=\"#glyph0-3\"") != std::string::npos);
    CHECK(numbered.find("clip7") == std::string::npos);
}

TEST_CASE("equal styles of an SVG become one class and paths lose their last move") {
    const std::string shared = annotate_svg(svg, {});
    CHECK(shared.find("<style>.s1{stroke:none;}\n</style>") != std::string::npos);
    CHECK(shared.find("<path class=\"s1\" d=\"M 0 0 L 1 0 L 1 1 Z\"/>") != std::string::npos);
    CHECK(shared.find("<path class=\"s1\" d=\"M 0 0 L 1 0 Z M 5 5 L 6 6 \"/>") != std::string::npos);
    CHECK(shared.find("style=") == std::string::npos);
}

TEST_CASE("words in an SVG are escaped and stand first") {
    const std::string annotated = annotate_svg(svg, {"a < b & c", "two\x01words", "{\"l2\": 0.001}"});
    CHECK(annotated.find("width=\"9pt\">\n<title>a &lt; b &amp; c</title>\n<desc>twowords</desc>\n"
                         "<metadata>{\"l2\": 0.001}</metadata>\n") != std::string::npos);
    CHECK_NOTHROW(check_svg(annotated, "a.svg"));
}

TEST_CASE("a damaged SVG is told by its place") {
    const std::string good(svg);
    CHECK_NOTHROW(check_svg(good, "a.svg"));
    CHECK_THROWS_WITH_AS(check_svg(good.substr(0, good.size() - 7), "a.svg"), "a.svg ends before </svg>.",
                         Error);
    CHECK_THROWS_WITH_AS(check_svg(good.substr(0, good.size() - 2), "a.svg"), "a.svg ends inside a tag.",
                         Error);
    CHECK_THROWS_WITH_AS(check_svg("<html></html>", "a.svg"), "a.svg: <html> stands where <svg> is expected.",
                         Error);
    CHECK_THROWS_WITH_AS(check_svg("<svg><g></svg>", "a.svg"), "a.svg: </svg> closes <g>.", Error);
    CHECK_THROWS_WITH_AS(check_svg("<svg></svg></g>", "a.svg"), "a.svg: </g> stands where <svg> is expected.",
                         Error);
    CHECK_THROWS_WITH_AS(check_svg("", "a.svg"), "a.svg has no <svg>.", Error);
}

}  // namespace reweigh
