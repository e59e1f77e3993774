#include "core/bench/record.h"

#include "core/bench/machine.h"
#include "core/config/json.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

using namespace reweigh;
using namespace reweigh::bench;

namespace {

const std::string good =
    R"("name": "mlp/153", "engine": "jax/cpu", "replicas": 153, "variant": "plain", "threads": 2, "isa": "AVX2",)"
    R"( "ns": 1800.5, "spread": 0.02, "rounds": 7)";

std::string refusal(const std::string& text) {
    return sentence_of([&] { read_records(text, "peers.json"); });
}

// The good case with one part replaced; its list begins on line 2.
std::string refusal_of(const std::string& part, const std::string& other) {
    std::string changed = good;
    changed.replace(changed.find(part), part.size(), other);
    return refusal("{\"cases\": [\n{" + changed + "}]}");
}

}  // namespace

TEST_CASE("a record survives JSON") {
    const auto records = read_records("{\"cases\": [{" + good + ", \"loss\": 0.25}]}", "peers.json");
    REQUIRE(records.size() == 1);
    CHECK(records[0].engine == "jax/cpu");
    CHECK(records[0].ns == 1800.5);
    CHECK(records[0].loss == 0.25);
    const std::string text = to_json(to_node(records[0]));
    CHECK(text == R"({"name":"mlp/153","engine":"jax/cpu","replicas":153,"variant":"plain","threads":2,)"
                  R"("isa":"AVX2","ns":1800.5,"spread":0.02,"rounds":7})");
    const auto again = read_records("{\"machine\":{},\"goals\":[],\"cases\":[" + text + "]}", "run.json");
    REQUIRE(again.size() == 1);
    CHECK(again[0].replicas == 153);
    CHECK_FALSE(again[0].loss.has_value());
}

TEST_CASE("what is no record is refused with file, line, what was found and what was expected") {
    CHECK(refusal_of("1800.5", "-3") ==
          "peers.json, line 2: \"ns\" is -3, expected a number from 1e-06 to 1e+15.");
    CHECK(refusal_of("1800.5", "\"fast\"").starts_with("peers.json, line 2: \"ns\" is \"fast\", expected"));
    CHECK(refusal_of("\"replicas\": 153", "\"replicas\": 0.5") ==
          "peers.json, line 2: \"replicas\" is 0.5, expected a whole number from 1 to 1000000.");
    CHECK(refusal_of("\"AVX2\"", "7").starts_with("peers.json, line 2: \"isa\" is 7, expected a text"));
    CHECK(refusal_of("\"AVX2\"", "\"\\u001b[2J\"").starts_with("peers.json, line 2: \"isa\" is "));
    CHECK(refusal_of("\"AVX2\"", "\"" + std::string(101, 'a') + "\"")
              .starts_with("peers.json, line 2: \"isa\""));
    CHECK(refusal_of(", \"rounds\": 7", "") == "peers.json, line 2: a case lacks \"rounds\".");
    CHECK(refusal_of("\"rounds\"", "\"round\"")
              .starts_with("Unknown parameter \"cases.round\" in peers.json (line 2)."));
    CHECK(refusal("{\"cases\": [\n3]}") == "peers.json, line 2: a case is 3, expected a table in braces.");
    CHECK(refusal("{\"cases\": 3}").starts_with("peers.json, line 1: \"cases\" is 3, expected a list"));
    CHECK(refusal("{}") == "peers.json: \"cases\" is missing, expected a list of measured cases.");
    CHECK(refusal("[]").starts_with("peers.json, line 1: "));
    CHECK(refusal("{\"cases\": [").starts_with("peers.json, line 1: not valid JSON"));
}

TEST_CASE("times are shown with three digits and their unit") {
    CHECK(time_text(4.567) == "4.57 ns");
    CHECK(time_text(107.4) == "107 ns");
    CHECK(time_text(83'100) == "83.1 us");
    CHECK(time_text(999.6) == "1.00 us");
    CHECK(time_text(2.5e6) == "2.50 ms");
}

TEST_CASE("a processor is named by its design where its numbers tell it") {
    const std::string text =
        "processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu family\t: 25\nmodel\t\t: 1\n"
        "model name\t: AMD EPYC\ncpu MHz\t\t: 2445.426\n\nprocessor\t: 1\nmodel name\t: other\n";
    CHECK(cpu_of(text) == "AMD EPYC (Zen 3)");
    CHECK(clock_of(text) == 2.445);
    CHECK(cpu_of("vendor_id\t: GenuineIntel\nmodel name\t: Intel Xeon\n") == "Intel Xeon");
    CHECK(cpu_of("") == "unknown");
    CHECK(gpu_of("Model: \t\t NVIDIA H200\nIRQ:   \t\t 42\n") == "NVIDIA H200");
    CHECK(gpu_of("IRQ: 42\n").empty());
}
