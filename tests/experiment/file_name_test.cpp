#include "core/experiment/file_name.h"

#include "tests/support/sentence.h"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace reweigh;

namespace {

NameTokens tokens() {
    std::tm noon{};
    noon.tm_year = 126;
    noon.tm_mon = 10;
    noon.tm_mday = 3;
    noon.tm_hour = 12;
    noon.tm_isdst = -1;
    return {"boundary", "fig1-offset", "fig1", "7", "1to16", "10000", "1280000", std::mktime(&noon), 12};
}

std::string refusal(const char* pattern) {
    return sentence_of([&] { (void)file_name(pattern, tokens()); });
}

}  // namespace

TEST_CASE("every token of a name stands for its value") {
    CHECK(file_name("{lab}-{figure}", tokens()) == "boundary-fig1-offset");
    CHECK(file_name("{experiment} s{seed} w{weight} e{epoch} t{step}", tokens()) ==
          "fig1 s7 w1to16 e10000 t1280000");
    CHECK(file_name("{date:%Y-%m}/{date}_{n:3}_{n}", tokens()) == "2026-11/20261103_012_12");
    CHECK(file_name("plain", tokens()) == "plain");
}

TEST_CASE("what is wrong with a pattern is said in one sentence") {
    CHECK(refusal("{figur}") ==
          "The name \"{figur}\" has an unknown token \"{figur}\". Did you mean \"figure\"?");
    CHECK(refusal("{what}") ==
          "The name \"{what}\" has an unknown token \"{what}\". Known are lab, figure, experiment, "
          "seed, weight, epoch, step, date, n.");
    CHECK(refusal("a{lab") == "The name \"a{lab\" has a brace without its other one.");
    CHECK(refusal("lab}") == "The name \"lab}\" has a brace without its other one.");
    CHECK(refusal("{n:x}") == "The name \"{n:x}\" has {n:x}; expected a number of digits from 1 to 9.");
    CHECK(refusal("{seed:3}") == "The name \"{seed:3}\" has a format for {seed}; only date and n have one.");
    CHECK(refusal("") == "The name \"\" is empty.");
    CHECK(refusal("a/") == "The name \"a/\" is empty.");
}

TEST_CASE("no name leaves the folder that it is meant for, by no way") {
    for (const char* pattern : {"../x", "/x", "a/../../x", "..", "a/..", "/{figure}"})
        CHECK_MESSAGE(refusal(pattern).find("leaves its folder.") != std::string::npos, pattern);
    NameTokens hostile = tokens();
    hostile.figure = "../../x";
    hostile.lab = "/etc";
    CHECK(file_name("{figure}", hostile) == "..-..-x");
    CHECK(file_name("{lab}{figure}", hostile) == "-etc..-..-x");
    hostile.figure = "..";
    CHECK(sentence_of([&] { (void)file_name("{figure}", hostile); }) == "The name \"..\" leaves its folder.");
    CHECK(file_name("{date:../%Y}", tokens()) == "..-2026");
}

TEST_CASE("tokens of a pattern are found by their word") {
    CHECK(names_token("a{n:3}", "n"));
    CHECK(names_token("{figure}{n}", "n"));
    CHECK_FALSE(names_token("{figure}n", "n"));
    CHECK_FALSE(names_token("{name", "n"));
}
