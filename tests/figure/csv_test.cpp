#include "core/figure/csv.h"

#include "core/base/error.h"

#include <doctest/doctest.h>

#include <limits>

namespace reweigh {
namespace {

Figure rows_of_a_figure() {
    Figure figure;
    figure.title = "Figure 1";
    figure.note = "reduction R0\nL2 off";
    figure.facts = {{"experiment", "boundary/fig1"}, {"seed", "1"}, {"version", "0.1.0"}};
    figure.rows = {
        {"fig1-offset", "mlp", "plain", -4, "1", 1280, 10, "offset", 0.1},
        {"a, \"b\"", "lr", "plain", 0.25, "mean", 1, 1.0 / 128, "angle", 1e-300},
        {"p", "lr", "plain", 8, "std", 1280000, 10000, "offset", std::numeric_limits<double>::quiet_NaN()}};
    return figure;
}

}  // namespace

TEST_CASE("a CSV has its facts, every digit and quotes where they are needed") {
    CHECK(figure_csv(rows_of_a_figure()) ==
          "# figure: Figure 1\n"
          "# experiment: boundary/fig1\n"
          "# seed: 1\n"
          "# version: 0.1.0\n"
          "# note: reduction R0 L2 off\n"
          "# units: angle [deg], offset [1]\n"
          "panel,series,variant,weight_log2,seed,step,epoch,name,value\n"
          "fig1-offset,mlp,plain,-4,1,1280,10,offset,0.1\n"
          "\"a, \"\"b\"\"\",lr,plain,0.25,mean,1,0.0078125,angle,1e-300\n"
          "p,lr,plain,8,std,1280000,10000,offset,nan\n");
}

TEST_CASE("a CSV is checked by its header, columns and rows") {
    const std::string csv = figure_csv(rows_of_a_figure());
    CHECK_NOTHROW(check_csv(csv, 3, "a.csv"));
    CHECK_NOTHROW(
        check_csv("# say \"\npanel,series,variant,weight_log2,seed,step,epoch,name,value\n", 0, "a.csv"));
    CHECK_THROWS_WITH_AS(check_csv(csv, 4, "a.csv"), "a.csv: 3 rows, expected 4.", Error);
    CHECK_THROWS_WITH_AS(check_csv(csv.substr(0, csv.size() - 1), 3, "a.csv"),
                         "a.csv, row 3: not nine columns and a line break.", Error);
    CHECK_THROWS_AS(check_csv("# only\n", 0, "a.csv"), Error);
    CHECK_THROWS_AS(check_csv("", 0, "a.csv"), Error);
}

}  // namespace reweigh
