#include "tests/command/program.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <sstream>

using namespace reweigh;

namespace {

// Two figures whose pictures take seconds to write, a quick one before each.
std::vector<std::string> large_figures(const TemporaryFolder& folder) {
    return {"figure",     "boundary/fig1", "--epochs=1",
            "--set",      "sweep.seeds=1", "--format=csv,png",
            "--dpi=1200", "--quiet",       "--out=" + folder.path.string()};
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::vector<std::string> files_in(const std::filesystem::path& folder) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

}  // namespace

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

TEST_CASE("a signal while claims are judged ends the command and tells the shell") {
    Program program({"verify", "--claims", "C5", "C6"});
    program.wait_for_output("\"id\":\"C5\"");
    program.send(SIGINT);
    const Outcome outcome = program.wait();
    CHECK(outcome.code == 128 + SIGINT);
    CHECK(lines_of(outcome.out).size() == 1);
}

TEST_CASE("a signal while figures are written lets the file end, begins none and tells the shell") {
    for (const int signal : {SIGINT, SIGTERM}) {
        const TemporaryFolder folder;
        Program program(large_figures(folder));
        program.wait_for_output("boundary-fig1.csv\n");
        program.send(signal);
        const Outcome outcome = program.wait();
        CHECK(outcome.code == 128 + signal);
        CHECK(outcome.err.empty());
        std::vector<std::string> told = lines_of(outcome.out);
        CHECK((told.size() == 1 || told.size() == 2));  // it may come between two files
        if (told.size() == 2) CHECK(contents(told.back()).ends_with(std::string("IEND\xae\x42\x60\x82")));
        std::ranges::sort(told);
        CHECK(files_in(folder.path) == told);
    }
}

TEST_CASE("a second signal while figures are written ends the program at once") {
    const TemporaryFolder folder;
    Program program(large_figures(folder));
    program.wait_for_output("boundary-fig1.csv\n");
    program.send(SIGINT);
    program.send(SIGTERM);  // of two that wait, either may come first
    const Outcome outcome = program.wait();
    CHECK((outcome.code == 128 + SIGINT || outcome.code == 128 + SIGTERM));
    CHECK(lines_of(outcome.out).size() == 1);
    CHECK_FALSE(std::filesystem::exists(folder.path / "boundary-fig1.png"));
}

TEST_CASE("a signal while figures train keeps the curves and writes no figure") {
    const TemporaryFolder folder;
    Program program(
        {"figure", "boundary/start", "--epochs=100000000", "--log=note", "--out=" + folder.path.string()});
    program.wait_for_error(" begins: ");
    program.send(SIGINT);
    const Outcome outcome = program.wait();
    CHECK(outcome.code == 128 + SIGINT);
    CHECK(outcome.out.empty());
    const std::string curves = (folder.path / "boundary-start-curves.csv").string();
    CHECK(outcome.err.find("Stopped; the curves so far are in " + curves + ".\n") != std::string::npos);
    CHECK(files_in(folder.path) == std::vector<std::string>{curves});
}
