#include "core/data/csv.h"

#include "core/base/error.h"
#include "core/base/philox.h"
#include "core/data/kinds.h"
#include "tests/support/folder.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

#include <clocale>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <initializer_list>
#include <locale>

namespace reweigh {
namespace {

using namespace std::string_literals;

Dataset parse(const std::string& bytes) { return parse_csv(bytes, "points.csv"); }

void check_refusal(const std::string& bytes, const std::string& sentence) {
    CAPTURE(bytes.substr(0, 60));
    CHECK_THROWS_WITH_AS(parse(bytes), sentence.c_str(), Error);
}

// The same two points, one of each class, however they are written.
void check_pair(const std::string& bytes) {
    CAPTURE(bytes);
    const Dataset data = parse(bytes);
    CHECK(data.inputs == std::vector<float>{0.5f, -1.25f, 3e-3f, 7});
    CHECK(data.labels == std::vector<std::uint8_t>{1, 0});
    CHECK(data.weights.empty());
}

std::string rows(std::size_t count) {
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i) bytes += i % 2 ? "1,2,+\n" : "-1,2,-\n";
    return bytes;
}

}  // namespace

TEST_CASE("comma, semicolon and tab separate columns, a header is optional") {
    for (const std::string separator : {",", ";", "\t"}) {
        const std::string body =
            "0.5" + separator + "-1.25" + separator + "+\n3e-3" + separator + "7" + separator + "-\n";
        check_pair(body);
        check_pair("x" + separator + "y" + separator + "label\n" + body);
        check_pair("\"x1\"" + separator + "\"x2\"" + separator + "\"class\"\n" + body);
    }
}

TEST_CASE("the three spellings of labels are read") {
    for (const auto& [positive, negative] : {std::pair{"+", "-"}, {"1", "0"}, {"1", "-1"}})
        check_pair("0.5,-1.25,"s + positive + "\n3e-3,7," + negative + "\n");
}

TEST_CASE("line ends, byte-order mark, spaces, quotes and empty lines do not matter") {
    check_pair("0.5,-1.25,+\r\n3e-3,7,-\r\n");
    check_pair(
        "\xEF\xBB\xBF"
        "0.5,-1.25,+\n3e-3,7,-");
    check_pair("\xEF\xBB\xBFx,y,label\r\n0.5,-1.25,+\r\n\r\n3e-3,7,-\r\n\r\n");
    check_pair("\n\n 0.5 , -1.25 , + \n3e-3,\t7,-\n  \n");
    check_pair("\"0.5\",\"-1.25\",\"+\"\n\"0.003\",\"7\",\"-\"\n");
    check_pair("+.5,-1.25E0,1\n+3.0e-03,0007,0\n");
}

TEST_CASE("quotes enclose fields as RFC 4180 has it") {
    check_pair("\"x, in m\",\"y \"\"up\"\"\",\"label; +/-\"\n\"0.5\",\"-1.25\",\"+\"\n3e-3,\"7\",-\n");
    check_pair("\"0.5\";\"-1.25\";+\n\"3e-3\";7;\"-\"\n");
    check_refusal("\"0,5\",1,+\n",
                  "points.csv, line 1, column 1: \"0,5\" is not a number (use a decimal point).");
    check_refusal("1,2,+\n1,\"2,5\",-\n",
                  "points.csv, line 2, column 2: \"2,5\" is not a number (use a decimal point).");
    check_refusal("1,2,+\n\"1,2,-\n", "points.csv, line 2: a quotation mark is not closed.");
    check_refusal("\"1\n\",2,+\n", "points.csv, line 1: a quotation mark is not closed.");
    check_refusal("\"1\"2,2,+\n", "points.csv, line 1, column 1: \"\"1\"2\" is not a number.");
}

TEST_CASE("a fourth column weighs points") {
    CHECK(parse("x,y,label,weight\n1,2,+,0.5\n3,4,-,1e3\n").weights == std::vector<float>{0.5f, 1000});
    CHECK(parse("1,2,+,1\n3,4,-,1\n").weights.empty());
    for (const std::string weight : {"0", "-1", "1e-60"})
        check_refusal("1,2,+,1\n3,4,-," + weight + "\n",
                      "points.csv, line 2, column 4: weight " + weight + " is not greater than 0.");
    check_refusal("1,2,+,heavy\n3,4,-,1\n", "points.csv, line 1, column 4: \"heavy\" is not a number.");
}

TEST_CASE("a wrong number of columns is refused with its line") {
    const std::string six = rows(6);
    check_refusal(six + "1,2\n", "points.csv, line 7: 2 columns, expected x,y,label.");
    check_refusal(six + "1,2,+,1\n", "points.csv, line 7: 4 columns, expected x,y,label.");
    check_refusal(six + "1\n", "points.csv, line 7: 1 column, expected x,y,label.");
    check_refusal("1,2,+,1,9\n", "points.csv, line 1: 5 columns, expected x,y,label.");
    check_refusal("1,2,+,1\n\n1,2,-\n", "points.csv, line 3: 3 columns, expected x,y,label,weight.");
    check_refusal("x y label\n1 2 +\n", "points.csv, line 1: 1 column, expected x,y,label.");
}

TEST_CASE("what is not a number is refused with line and column") {
    check_refusal("x;y;label\r\n1;2;+\r\n0,5;1;-\r\n",
                  "points.csv, line 3, column 1: \"0,5\" is not a number (use a decimal point).");
    check_refusal("0,5;1,5;+\n",
                  "points.csv, line 1, column 1: \"0,5\" is not a number (use a decimal point).");
    check_refusal("1,2,+\n1,two,-\n", "points.csv, line 2, column 2: \"two\" is not a number.");
    check_refusal("1,2,+\nx,y,label\n", "points.csv, line 2, column 1: \"x\" is not a number.");
    check_refusal("1,2,+\n1,,-\n", "points.csv, line 2, column 2: \"\" is not a number.");
    for (const std::string word : {"1.5.2", "0x10", "1e", "--1", "+-1", "1 2", "1e5e", "."})
        check_refusal("1,2,+\n" + word + ",2,-\n",
                      "points.csv, line 2, column 1: \"" + word + "\" is not a number.");
}

TEST_CASE("what is not finite is refused with line and column") {
    for (const std::string word : {"nan", "NaN", "inf", "-inf", "Infinity"})
        check_refusal("1,2,+\n1," + word + ",-\n",
                      "points.csv, line 2, column 2: " + word + " is not finite.");
    check_refusal("nan,nan,+\n", "points.csv, line 1, column 1: nan is not finite.");
}

TEST_CASE("numbers whose squares would not fit are refused with the range") {
    for (const std::string word : {"1e30", "-1e300", "1e999", "1.0000001e15"})
        check_refusal("1,2,+\n1," + word + ",-\n",
                      "points.csv, line 2, column 2: " + word +
                          " is out of range, expected a number from -1e15 to 1e15.");
    check_refusal(
        "1,2,+,1\n3,4,-,1e16\n",
        "points.csv, line 2, column 4: 1e16 is out of range, expected a number from -1e15 to 1e15.");
    std::string largest;
    for (int i = 0; i < 50'000; ++i) largest += "1e15,-1e15,+\n-1e15,1e15,-\n";
    const Dataset data = parse(largest);
    CHECK(std::isfinite(static_cast<float>(data.sigma_max * data.sigma_max)));
    CHECK(derived_learning_rate(data) > 0);
    const Dataset tiny = parse("1e-42,1e-42,+\n-1e-42,1e-42,-\n");
    CHECK(sentence_of([&] {
              (void)derived_learning_rate(tiny);
          }).ends_with(" of 0: learning rate cannot be derived, set it."));
}

TEST_CASE("other labels and a single class are refused") {
    check_refusal(rows(8) + "1,2,2\n", "points.csv, line 9: label \"2\" is not one of + - 1 0 -1.");
    check_refusal("1,2,1.0\n", "points.csv, line 1: label \"1.0\" is not one of + - 1 0 -1.");
    check_refusal(
        "3,4,1\n3,4,1\n1,2,0\n1,2,-1\n",
        "points.csv, line 4: label \"-1\" does not go with the labels above, expected \"1\" or \"0\".");
    check_refusal(
        "1,2,+\n1,2,1\n",
        "points.csv, line 2: label \"1\" does not go with the labels above, expected \"+\" or \"-\".");
    check_refusal(
        "1,2,1\n1,2,-\n",
        "points.csv, line 2: label \"-\" does not go with the labels above, expected \"1\" or \"0\".");
    std::string positives, negatives;
    for (int i = 0; i < 40; ++i) positives += "1,2,+\n", negatives += "1,2,0\n";
    check_refusal(positives, "points.csv: all 40 points are positive; two classes are needed.");
    check_refusal(negatives, "points.csv: all 40 points are negative; two classes are needed.");
}

TEST_CASE("from 2 to 100,000 points are read") {
    check_refusal("x,y,label\n", "points.csv: 0 points, expected 2 to 100,000.");
    check_refusal("1,2,+\n", "points.csv: 1 point, expected 2 to 100,000.");
    CHECK(parse(rows(100'000)).size() == 100'000);
    check_refusal(rows(100'001), "points.csv: more than 100,000 points.");
}

TEST_CASE("points with both labels are a notice, not a refusal") {
    std::string bytes = "5,5,+\n";
    for (int i = 0; i < 12; ++i) bytes += std::to_string(i) + ",0,+\n" + std::to_string(i) + ",-0.0,-\n";
    const Dataset data = parse(bytes);
    CHECK(data.size() == 25);
    CHECK(data.notices ==
          std::vector<std::string>{"12 points carry both labels; no model can separate them."});
}

TEST_CASE("web pages, Git LFS pointers and blank files are named as what they are") {
    check_refusal("<!DOCTYPE html>\n<html>", "points.csv is a web page, not a CSV file.");
    check_refusal("  <HTML lang=en>", "points.csv is a web page, not a CSV file.");
    check_refusal("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
                  "points.csv is a Git LFS pointer, not the data. Run \"git lfs pull\".");
    for (const std::string blank : {"\xEF\xBB\xBF", "\n\n", " \r\n\t\r\n"})
        check_refusal(blank, "points.csv is empty.");
}

TEST_CASE("hostile bytes are refused in a short printable sentence") {
    check_refusal("1,2,+\n1,\0002,-\n"s, "points.csv, line 2, column 2: \"?2\" is not a number.");
    check_refusal("1,2,+\r1,2,-\r", "points.csv, line 1: 5 columns, expected x,y,label.");
    check_refusal(
        "1,2,+\n" + std::string(1'000'000, '9') + ",2,-\n",
        "points.csv, line 2, column 1: 999999999999999999999999... is out of range, expected a number from "
        "-1e15 to 1e15.");
    check_refusal("1,2,+\n" + std::string(1'000'000, ',') + "\n",
                  "points.csv, line 2: 1000001 columns, expected x,y,label.");
    check_refusal("1,2," + std::string(1'000'000, 'x') + "\n",
                  "points.csv, line 1: label \"xxxxxxxxxxxxxxxxxxxxxxxx...\" is not one of + - 1 0 -1.");
    check_refusal(std::string(5000, '\0'), "points.csv, line 1: 1 column, expected x,y,label.");
}

TEST_CASE("a CSV file becomes a data set under its name") {
    const TemporaryFolder folder;
    const std::string file = folder.write("mine.csv", "x,y,label\n0,0,-\n4,2,+\n");
    const Dataset data = make_dataset(CsvParams{file}, 1);
    CHECK(data.kind == "csv");
    CHECK(data.source == "mine.csv");
    CHECK(data.point(1) == Vec2{4, 2});
    CHECK(data.area_box.min.x == doctest::Approx(-0.6));
    CHECK(data.area_box.max.y == doctest::Approx(2.3));
    CHECK(data.sigma_max == doctest::Approx(std::sqrt(20.0)));
}

TEST_CASE("absent, empty and unreadable files are refused by name") {
    const TemporaryFolder folder;
    const std::string absent = (folder.path / "absent.csv").string(), empty = folder.write("empty.csv", "");
    CHECK_THROWS_WITH_AS(read_csv(""), "data.file names no file.", Error);
    CHECK_THROWS_WITH_AS(read_csv(absent), (absent + ": no such file.").c_str(), Error);
    CHECK_THROWS_WITH_AS(read_csv(empty), (empty + " is empty.").c_str(), Error);
    CHECK_THROWS_WITH_AS(read_csv(folder.path), (folder.path.string() + " is a folder, not a file.").c_str(),
                         Error);
}

TEST_CASE("numbers are read the same under a locale with a decimal comma") {
    struct CommaPoint : std::numpunct<char> {
        char do_decimal_point() const override { return ','; }
        char do_thousands_sep() const override { return '.'; }
        std::string do_grouping() const override { return "\3"; }
    };
    const std::locale before = std::locale::global(std::locale(std::locale::classic(), new CommaPoint));
    const std::string c_before = std::setlocale(LC_ALL, nullptr);
    bool german = false;
    for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "de_DE"})
        german = german || std::setlocale(LC_ALL, name);
    if (!german) MESSAGE("no German locale is installed; only the C++ locale has a decimal comma here");
    check_pair("0.5,-1.25,+\n3e-3,7,-\n");
    check_refusal("1;2;+\n0,5;1;-\n",
                  "points.csv, line 2, column 1: \"0,5\" is not a number (use a decimal point).");
    std::setlocale(LC_ALL, c_before.c_str());
    std::locale::global(before);
}

TEST_CASE("mutated bytes give a sound data set or a sentence, never anything else") {
    const std::string seeds[] = {"x,y,label,weight\r\n0.5,-1.25,+,2\r\n3e-3,7,-,1\r\n1,1,+,0.5\r\n",
                                 "\xEF\xBB\xBF"
                                 "1;2;0\n3;4;1\n-5;6e2;0\n",
                                 "1\t2\t+\n3\t4\t-\n"};
    const std::string alphabet = std::string("0123456789+-.eE,;\t\r\n \"naif<") + '\0' + "\xEF\xBB\xBF\xFF";
    std::size_t accepted = 0, refused = 0;
    for (std::uint32_t trial = 0; trial < 20'000; ++trial) {
        const RandomStream random{.key = trial};
        std::string bytes = seeds[trial % std::size(seeds)];
        const std::uint32_t changes = 1 + to_integer_below(random.word(0), 6);
        for (std::uint32_t k = 0; k < changes && !bytes.empty(); ++k) {
            const auto at =
                to_integer_below(random.word(3 * k + 1), static_cast<std::uint32_t>(bytes.size()));
            const char put = alphabet[to_integer_below(random.word(3 * k + 2),
                                                       static_cast<std::uint32_t>(alphabet.size()))];
            const auto kind = to_integer_below(random.word(3 * k + 3), 4);
            if (kind == 0) bytes.erase(at, 1);
            if (kind == 1) bytes.insert(at, 1, put);
            if (kind == 2) bytes[at] = put;
            if (kind == 3) bytes.resize(at);
        }
        try {
            const Dataset data = parse(bytes);
            ++accepted;
            REQUIRE(data.inputs.size() == 2 * data.labels.size());
            REQUIRE(data.size() >= 2);
            REQUIRE((data.weights.empty() || data.weights.size() == data.labels.size()));
            REQUIRE(std::isfinite(data.sigma_max));
            for (const float weight : data.weights) REQUIRE(weight > 0);
        } catch (const Error& error) {
            ++refused;
            REQUIRE(std::string(error.what()).starts_with("points.csv"));
            REQUIRE(std::string(error.what()).ends_with("."));
        }
    }
    CHECK(accepted > 1000);
    CHECK(refused > 1000);
}

}  // namespace reweigh
