#include "core/config/json.h"

#include "tests/support/sentence.h"

#include <doctest/doctest.h>

#include <clocale>

using namespace reweigh;

namespace {

std::string refusal(const std::string& text) {
    return sentence_of([&] { (void)read_json(text, "lab/x"); });
}

}  // namespace

TEST_CASE("every key knows the line that it was written in") {
    const Node root = read_json(
        "{\n \"live\": {\n  \"l2\":\n 0.5,\n \"dropout\": 0.1 },\n \"figures\": [\n {\n \"kind\": 1 } ]\n}",
        "lab/x");
    CHECK(root.find("live")->place.line == 2);
    CHECK(root.find("live")->find("l2")->place.line == 3);
    CHECK(root.find("live")->find("dropout")->place.line == 5);
    CHECK(root.find("figures")->items[0].place.line == 7);
    CHECK(root.find("figures")->items[0].find("kind")->place.line == 8);
    CHECK(to_text(root.find("live")->place) == "in lab/x (line 2)");
}

TEST_CASE("a key written twice is refused with both lines") {
    CHECK(refusal("{\n\"l2\": 1,\n\"l2\": 2}") ==
          "Parameter \"l2\" is written twice in lab/x (lines 2 and 3).");
}

TEST_CASE("text that is not JSON is refused with its line") {
    CHECK(refusal("{\n\"l2\": 1,\n}") ==
          "lab/x, line 3: not valid JSON (syntax error while parsing object key - unexpected '}'; expected "
          "string literal).");
    CHECK(refusal("{\n\"l2\": 1\n") ==
          "lab/x, line 2: not valid JSON (syntax error while parsing object - unexpected end of input; "
          "expected '}').");
    CHECK(refusal("{\"l2\": 1} x").starts_with("lab/x, line 1: not valid JSON ("));
    CHECK(refusal("{}{}").starts_with("lab/x, line 1: not valid JSON ("));
    CHECK(refusal("{\"l2\": NaN}").starts_with("lab/x, line 1: not valid JSON ("));
    CHECK(refusal("{\n\"a\": \"cut\nhere\"}").starts_with("lab/x, line 2: not valid JSON ("));
    CHECK(refusal("{\"a\": \"\\ud800\"}").starts_with("lab/x, line 1: not valid JSON ("));
    CHECK(refusal("").starts_with("lab/x, line 1: not valid JSON ("));
    CHECK(refusal("[1]") == "lab/x, line 1: a list, expected a table in braces.");
}

TEST_CASE("bytes that are no text are refused and not shown") {
    CHECK(
        refusal("{\n\"a\": \"\xff\"}") ==
        "lab/x, line 2: not valid JSON (syntax error while parsing value - invalid string: ill-formed UTF-8 "
        "byte).");
    CHECK(refusal("{\n\"\xc3\x28\": 1}") ==
          "lab/x, line 2: not valid JSON (syntax error while parsing object key - invalid string: ill-formed "
          "UTF-8 byte; expected string literal).");
    CHECK(refusal("{\n\"l2\\u0000\": 1}") == "lab/x, line 2: a key holds a control character.");
    CHECK(refusal("{\n\"\\u001b[31m\": 1}") == "lab/x, line 2: a key holds a control character.");
    const Node text = read_json("{\"a\": \"\\u001b[31m\\n" + std::string(100, 'x') + "\"}", "lab/x");
    CHECK(shown(text.items[0]) == "\"?[31m?" + std::string(54, 'x') + "...\"");
}

TEST_CASE("numbers out of range are refused with their line, large ones keep their size") {
    CHECK(refusal("{\n\"l2\": 1e999}") ==
          "lab/x, line 2: 1e999 is out of range, expected a number from -1.8e308 to 1.8e308.");
    CHECK(refusal("{\n\"l2\":\n-1e999}").starts_with("lab/x, line 3: -1e999 is out of range"));
    const Node root = read_json(
        "{\"a\": 18446744073709551615, \"b\": 123456789012345678901234567890, \"c\": -9223372036854775808, "
        "\"d\": 1e-999}",
        "lab/x");
    CHECK(root.find("a")->text == "18446744073709551615");
    CHECK(root.find("b")->text == "1.2345678901234568e+29");
    CHECK(root.find("c")->text == "-9223372036854775808");
    CHECK(root.find("d")->text == "0");
}

TEST_CASE("nesting deeper than 64 is refused, however deep it goes") {
    CHECK(refusal("{\"a\":" + std::string(70, '[') + std::string(70, ']') + "}") ==
          "lab/x, line 1: nested deeper than 64.");
    CHECK(refusal("{\"a\":" + std::string(100'000, '[')) == "lab/x, line 1: nested deeper than 64.");
    std::string tables;
    for (int i = 0; i < 100'000; ++i) tables += "{\"a\":\n";
    CHECK(refusal(tables) == "lab/x, line 65: nested deeper than 64.");
    CHECK(refusal("{\"a\":" + std::string(63, '[') + std::string(63, ']') + "}") == "no error");
}

TEST_CASE("items of a list know their lines") {
    const Node root = read_json("{\"a\": [1,\n2\n,\n\"x\"\n]}", "lab/x");
    REQUIRE(root.items[0].items.size() == 3);
    CHECK(root.items[0].items[0].place.line == 1);
    CHECK(root.items[0].items[1].place.line == 2);
    CHECK(root.items[0].items[2].place.line == 4);
}

TEST_CASE("JSON written and read again is the same") {
    const std::string text = R"({"a":[1,-2.5,true,null,"x\"\\\né"],"b":{"c":{}}})";
    CHECK(to_json(read_json(text, "lab/x")) == text);
}

TEST_CASE("tables merge key by key, lists replace, null removes") {
    const Node base = read_json(R"({"a":1,"list":[1,2],"t":{"x":1,"y":2},"gone":3})", "base");
    const Node over =
        read_json(R"({"list":[3],"t":{"y":5,"z":null},"gone":null,"new":{"q":null,"r":1}})", "over");
    CHECK(to_json(merged(base, over)) == R"({"a":1,"list":[3],"t":{"x":1,"y":5},"new":{"r":1}})");
}

TEST_CASE("a table of another kind replaces the whole table") {
    const Node base = read_json(R"({"data":{"kind":"moons","noise":0.2}})", "base");
    CHECK(to_json(merged(base, read_json(R"({"data":{"kind":"csv"}})", "o"))) ==
          R"({"data":{"kind":"csv"}})");
    CHECK(to_json(merged(base, read_json(R"({"data":{"count":9}})", "o"))) ==
          R"({"data":{"kind":"moons","noise":0.2,"count":9}})");
}
