#include "app/run_maker.h"

#include "tests/support/folder.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

using namespace reweigh;

namespace {

PreparedRun take_when_ready(RunMaker& maker) {
    for (;;) {
        if (auto run = maker.take()) return std::move(*run);
        std::this_thread::yield();
    }
}

}  // namespace

TEST_CASE("what is being made says its name and size, and what it gave is taken once") {
    const TemporaryFolder folder;
    const std::string file = folder.write("moons.csv", std::string(30, ' ') + "\n0.5,0.5,1\n-0.5,-0.5,0\n");
    RunMaker maker(RunMaker::Where::AtOnce);
    CHECK_FALSE(maker.busy_with());
    maker.load(file, {});
    CHECK(maker.busy_with() == "Loading moons.csv (0.1 kB).");
    const auto run = maker.take();
    REQUIRE(run);
    CHECK(std::get<Start>(run->beginning).data->size() == 2);
    CHECK(run->experiment.id == "boundary/start");
    CHECK_FALSE(maker.busy_with());
    CHECK_FALSE(maker.take());
}

TEST_CASE("a restart says how many points it makes, and whether the run then trains") {
    RunMaker maker(RunMaker::Where::AtOnce);
    maker.restart({load_experiment("boundary/start"), AfterStart::Train});
    CHECK(maker.busy_with() == "Making boundary/start ready (1,024 points).");
    CHECK(maker.take()->after == AfterStart::Train);
}

TEST_CASE("a cancelled load is thrown away without waiting for it, and the next one is taken") {
    const TemporaryFolder folder;
    const std::string pipe = (folder.path / "slow.csv").string();
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);  // its reader waits for a writer
    const std::string file = folder.write("two.csv", "0.5,0.5,1\n-0.5,-0.5,0\n");
    RunMaker maker(RunMaker::Where::Beside);
    maker.load(pipe, {});
    CHECK(maker.busy_with());
    maker.cancel();
    CHECK_FALSE(maker.busy_with());
    maker.load(file, {});
    CHECK(std::get<Start>(take_when_ready(maker).beginning).data->size() == 2);
    std::ofstream(pipe) << "1,1,1\n-1,-1,0\n";  // lets the reader end
    CHECK_FALSE(maker.take());
}
