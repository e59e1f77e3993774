#include "core/figure/pdf.h"

#include "core/base/error.h"

#include <doctest/doctest.h>

namespace reweigh {

TEST_CASE("a PDF is checked by its header, table, trailer and page") {
    const std::string pdf =
        "%PDF-1.4\n1 0 obj\n<< /MediaBox [ 0 0 180 140.5 ] >>\nendobj\nxref\n0 "
        "1\ntrailer\nstartxref\n58\n%%EOF\n";
    REQUIRE(pdf.substr(58, 4) == "xref");
    CHECK_NOTHROW(check_pdf(pdf, {180, 140.5}, "a.pdf"));
    CHECK_THROWS_WITH_AS(check_pdf(pdf, {180, 141}, "a.pdf"),
                         "a.pdf: the page of the PDF has not the size of the figure.", Error);
    CHECK_THROWS_WITH_AS(check_pdf(pdf.substr(0, 90), {180, 140.5}, "a.pdf"),
                         "a.pdf ends before the PDF trailer.", Error);
    CHECK_THROWS_WITH_AS(check_pdf("xref", {180, 140.5}, "a.pdf"), "a.pdf has no PDF header.", Error);
    std::string shifted = pdf;
    shifted.insert(9, 1, '\n');
    CHECK_THROWS_WITH_AS(check_pdf(shifted, {180, 140.5}, "a.pdf"), "a.pdf has no table of PDF objects.",
                         Error);
}

}  // namespace reweigh
