#include "tests/command/program.h"

#include <doctest/doctest.h>

#include <csignal>

using namespace reweigh;

TEST_CASE("a signal ends a run after its slice, keeps the curves and tells the shell") {
    for (const int signal : {SIGINT, SIGTERM}) {
        const TemporaryFolder folder;
        Program program({"run", "boundary/start", "--epochs=100000000", "--out=" + folder.path.string()});
        program.wait_for_output("\"step\":1000,");
        program.send(signal);
        const Outcome outcome = program.wait();
        CHECK(outcome.code == 128 + signal);
        CHECK(outcome.out.ends_with(",\"signal\":" + std::to_string(signal) + "}\n"));
        CHECK(contents(folder.path / "boundary-start-curves.csv")
                  .find("curves,lr,plain,0,1,1000,7.8125,offset,") != std::string::npos);
    }
}
