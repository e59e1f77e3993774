#include "tests/command/program.h"
#include "tests/support/folder.h"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace reweigh;

namespace {

void check_refused(const std::vector<std::string>& arguments, int code, const std::string& start) {
    const Outcome outcome = run_program(arguments);
    CHECK(outcome.code == code);
    CHECK(outcome.err.starts_with(start));
    CHECK(outcome.out.empty());
}

}  // namespace

TEST_CASE("bench times what its options name, in lines and as JSON") {
    const std::vector<std::string> arguments{"bench", "--engine=reference", "--replicas=1", "--seconds=0.01",
                                             "--threads=1"};
    const Outcome lines = run_program(arguments);
    CHECK(lines.code == 0);
    for (const char* part :
         {"mlp/1 reference, plain, 1 thread, ", "logistic/1 reference", " replica-steps/s, ", "spread "})
        CHECK(lines.out.find(part) != std::string::npos);
    CHECK(lines.out.find("fused") == std::string::npos);
    CHECK(lines.err.find("cases timed") != std::string::npos);

    const TemporaryFolder folder;
    const std::string with = folder.write("peers.json", R"({"cases": [{"name": "mlp/1", "engine": "other",
        "replicas": 1, "variant": "plain", "threads": 1, "isa": "AVX2", "ns": 5, "spread": 0, "rounds": 3}]})");
    std::vector<std::string> as_json = arguments;
    for (const std::string& option : {std::string("--json"), std::string("--quiet"), "--with=" + with})
        as_json.push_back(option);
    const Outcome json = run_program(as_json);
    CHECK(json.code == 0);
    CHECK(json.err.empty());
    CHECK(json.out.starts_with("{\"machine\":{\"cpu\":\""));
    for (const char* part :
         {"\"isa\":", "\"clock\":", "\"threads\":", "\"versions\":{\"reweigh\":", "\"cases\":[{",
          R"({"name":"mlp/1","engine":"other","replicas":1,"variant":"plain","threads":1,)"
          R"("isa":"AVX2","ns":5,"spread":0,"rounds":3})",
          "\"goals\":[]}\n"})
        CHECK(json.out.find(part) != std::string::npos);
}

TEST_CASE("bench without options measures every goal or says why it does not") {
    const Outcome outcome = run_program({"bench", "--seconds=0.01", "--threads=1"});
    CHECK(outcome.code == 0);
    for (const char* part : {"mlp/1: ", "[must ", "logistic/16 in lanes: ",
                             "JAX: [must 10, stretch 20] skip (no record of jax)", "slices of 128 steps: "})
        CHECK(outcome.out.find(part) != std::string::npos);
    CHECK(outcome.out.find("invalid") == std::string::npos);
}

TEST_CASE("bench refuses what it does not know") {
    check_refused({"bench", "--engine=fuse"}, 2, "Unknown engine \"fuse\". Did you mean \"fused\"?");
    check_refused({"bench", "--engine=reference", "--replicas=3"}, 2, "No case of the list");
    check_refused({"bench", "--replicas=0"}, 2,
                  "Option \"--replicas\" is \"0\", expected a whole number from 1");
    check_refused({"bench", "--seconds=fast"}, 2, "Option \"--seconds\" is \"fast\", expected a number from");
    check_refused({"bench", "--second=1"}, 2, "Unknown option \"--second\".");
    check_refused({"bench", "mlp"}, 2, "Unexpected argument \"mlp\".");
    const TemporaryFolder folder;
    const std::string bad = folder.write("peers.json", "{\"cases\": [\n{\"name\": 3}]}");
    check_refused({"bench", "--with=" + bad}, 3, bad + ", line 2: \"name\" is 3, expected a text");
    check_refused({"bench", "--with=/nowhere.json"}, 3, "/nowhere.json: no such file.");
}
