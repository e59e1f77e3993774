#include "tests/command/program.h"
#include "tests/support/rights.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <filesystem>

using namespace reweigh;

namespace {

constexpr const char* full = "Cannot write to the standard output: no space left on device.\n";

// A pipe whose reader goes away after the first line.
class ShortPipe {
public:
    ShortPipe() { REQUIRE(::pipe2(ends_.data(), O_CLOEXEC) == 0); }
    ~ShortPipe() { close_reader(); }
    ShortPipe(const ShortPipe&) = delete;
    ShortPipe& operator=(const ShortPipe&) = delete;

    std::string writer() const { return "/proc/self/fd/" + std::to_string(ends_[1]); }
    std::string first_line() {
        ::close(ends_[1]);
        std::string line;
        for (char letter = 0; ::read(ends_[0], &letter, 1) == 1 && letter != '\n';) line += letter;
        close_reader();
        return line;
    }

private:
    void close_reader() {
        if (ends_[0] >= 0) ::close(ends_[0]);
        ends_[0] = -1;
    }
    std::array<int, 2> ends_{-1, -1};
};

}  // namespace

TEST_CASE("a full device ends a run with a sentence and keeps the curves") {
    const TemporaryFolder folder;
    const Outcome outcome = run_program(
        {"run", "boundary/start", "--epochs=100000000", "--quiet", "--out=" + folder.path.string()},
        "/dev/full");
    CHECK(outcome.code == 1);
    CHECK(outcome.err == full);
    CHECK(
        contents(folder.path / "boundary-start-curves.csv").find("curves,mlp,plain,0,1,10,0.078125,loss,") !=
        std::string::npos);
}

TEST_CASE("a reader that goes away ends a run with a sentence and keeps the curves") {
    const TemporaryFolder folder;
    ShortPipe pipe;
    Program program(
        {"run", "boundary/start", "--epochs=100000000", "--quiet", "--out=" + folder.path.string()},
        pipe.writer());
    CHECK(pipe.first_line().starts_with("{\"t\":\"readout\",\"step\":0,"));
    const Outcome outcome = program.wait();
    CHECK(outcome.code == 1);
    CHECK(outcome.err == "Cannot write to the standard output: broken pipe.\n");
    CHECK(
        contents(folder.path / "boundary-start-curves.csv").find("curves,mlp,plain,0,1,10,0.078125,loss,") !=
        std::string::npos);
}

TEST_CASE("figures are all written though their paths cannot be printed") {
    const TemporaryFolder folder;
    const Outcome outcome =
        run_program({"figure", "boundary/start", "boundary/figA1", "--steps=5", "--quiet", "--set",
                     "sweep.seeds=1", "--format=svg,csv", "--out=" + folder.path.string()},
                    "/dev/full");
    CHECK(outcome.code == 1);
    CHECK(outcome.err == full);
    for (const char* name : {"boundary-stage.svg", "boundary-stage.csv", "boundary-figA1.svg",
                             "boundary-figA1.csv", "boundary-figA1-area.svg"})
        CHECK(std::filesystem::exists(folder.path / name));
}

TEST_CASE("a disk without room for the curves is one sentence, and no part of them stays") {
    const TemporaryFolder folder;
    const SmallDisk disk(folder.path, "size=16k");
    if (!disk.is_there()) {
        MESSAGE("skipped: only root may mount a small file system");
        return;
    }
    const Outcome outcome =
        run_program({"run", "boundary/start", "--epochs=50", "--quiet", "--out=" + folder.path.string()});
    CHECK(outcome.code == 1);
    const std::string curves = (folder.path / "boundary-start-curves.csv").string();
    CHECK(outcome.err.starts_with("Cannot save " + curves + ": "));
    CHECK(outcome.err.ends_with(" kB needed, 16 kB free.\n"));
    CHECK(outcome.out.find("\"t\":\"done\"") == std::string::npos);
    CHECK(std::filesystem::is_empty(folder.path));
}

TEST_CASE("whatever else is printed says when it could not be") {
    using Arguments = std::vector<std::string>;
    for (const Arguments& arguments :
         {Arguments{"--help"}, Arguments{"--version"}, Arguments{"--completions=bash"},
          Arguments{"figure", "--list"}, Arguments{"run", "boundary/fig1", "--dry-run"}}) {
        const Outcome outcome = run_program(arguments, "/dev/full");
        CHECK(outcome.code == 1);
        CHECK(outcome.err == full);
    }
}
