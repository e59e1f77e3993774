#include "core/base/philox.h"
#include "core/experiment/checkpoint.h"
#include "tests/command/program.h"

#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <thread>

using namespace reweigh;

TEST_CASE("after 200 kills at random moments of saving the old or the new checkpoint opens") {
    const TemporaryFolder folder;
    const std::string file = folder.path / "boundary-start.safetensors";
    CHECK(run_program({"run", "boundary/start", "--epochs=1", "--quiet", "--out=" + folder.path.string()})
              .code == 0);
    const std::vector<std::string> arguments{
        "run",   "--resume=" + file,       "--epochs=100000000",           "--quiet",
        "--set", "run.autosave_seconds=0", "--out=" + folder.path.string()};
    const RandomStream draw{200, RandomPurpose::Test, 0, 0};
    std::int64_t step = 0;
    int opened = 0, advanced = 0;
    for (std::uint32_t i = 0; i < 200; ++i) {
        Program program(arguments);
        std::this_thread::sleep_for(std::chrono::milliseconds(10 + to_integer_below(draw.word(i), 60)));
        program.send(SIGKILL);
        CHECK(program.wait().code == 1000 + SIGKILL);
        const std::int64_t now = open_checkpoint(file).runs[0].record->step();
        CHECK(now >= step);
        advanced += now > step ? 1 : 0;
        step = now;
        ++opened;
    }
    CHECK(opened == 200);
    CHECK(advanced > 100);  // else nothing was saved in a loop
    MESSAGE("opened ", opened, " of 200; ", advanced, " of them newer than before");
}
