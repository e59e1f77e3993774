#include "core/config/table.h"

#include "core/config/json.h"
#include "core/config/live_params.h"
#include "core/config/setup_params.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

#include <random>

using namespace reweigh;

namespace {

std::mt19937_64 random_bits(7);

template <class T, class Owner>
T random_value(const Param<Owner, T>& row) {
    const double share = std::uniform_real_distribution<double>()(random_bits);
    if constexpr (std::is_same_v<T, std::string>)
        return "a \"file\" " + std::to_string(share);
    else if constexpr (std::is_same_v<T, bool>)
        return share < 0.5;
    else if constexpr (std::is_enum_v<T>)
        return names_of<T>[static_cast<std::size_t>(share * static_cast<double>(names_of<T>.size()))].value;
    else if constexpr (std::is_integral_v<T>)
        return static_cast<T>(row.min + share * (row.max - row.min));
    else
        return row.min + share * (row.max - row.min);
}

template <class Params>
void check_round_trips() {
    for (int i = 0; i < 50; ++i) {
        Params params, from_json, from_words;
        for_each_param<Params>([&](const auto& row) { params.*row.member = random_value(row); });
        const Node table = read_json(to_json(to_node(params)), "x");
        read_params(table, "", from_json);
        CHECK(from_json == params);
        Node words = to_node(params);
        for (Node& item : words.items) item.type = Node::Type::Word;
        read_params(words, "", from_words);
        CHECK(from_words == params);
    }
}

std::string refusal(const std::string& json) {
    LiveParams live;
    return sentence_of([&] { read_params(read_json(json, "boundary/fig1"), "live", live); });
}

}  // namespace

TEST_CASE("every parameter goes through JSON and through command line words unchanged") {
    check_round_trips<LiveParams>();
    const auto check = []<class Params>(const Params&) { check_round_trips<Params>(); };
    for_each_kind<DataParams>(check);
    for_each_kind<ModelParams>(check);
    for_each_kind<OptimizerParams>(check);
}

TEST_CASE("every wrong value is refused by a sentence that says what was expected") {
    CHECK(refusal(R"({"l2": 3})") ==
          "Parameter \"l2\" in boundary/fig1 (line 1) is 3, expected a number from 0 to 1.");
    CHECK(refusal(R"({"l2": "0.1"})") ==
          "Parameter \"l2\" in boundary/fig1 (line 1) is \"0.1\", expected a number from 0 to 1.");
    CHECK(refusal(R"({"l2": [1]})") ==
          "Parameter \"l2\" in boundary/fig1 (line 1) is a list, expected a number from 0 to 1.");
    CHECK(refusal(R"({"batch_norm": 1})") ==
          "Parameter \"batch_norm\" in boundary/fig1 (line 1) is 1, expected true or false.");
    CHECK(refusal(R"({"reduction": "R3"})") ==
          "Parameter \"reduction\" in boundary/fig1 (line 1) is \"R3\", expected one of R0, R1, R2.");
}

TEST_CASE("a fraction is no whole number") {
    MlpParams mlp;
    const Node table = read_json("{\n\"hidden\": 12.5}", "lab/x");
    CHECK(sentence_of([&] { read_params(table, "model", mlp); }) ==
          "Parameter \"model.hidden\" in lab/x (line 2) is 12.5, expected a whole number from 1 to 1024.");
}

TEST_CASE("an unknown key is refused with its line and the nearest known one") {
    const Node table = read_json("{\n\n\"l3\": 1}", "boundary/fig1");
    CHECK(sentence_of([&] { check_keys(table, "live", keys_of<LiveParams>()); }) ==
          "Unknown parameter \"l3\" in boundary/fig1 (line 3). Did you mean \"l2\"?");
}
