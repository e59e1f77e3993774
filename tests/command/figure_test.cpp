#include "tests/command/program.h"
#include "tests/command/refused.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <sstream>

using namespace reweigh;

TEST_CASE("the list of figures names every experiment that has some, once") {
    const Outcome list = run_program({"figure", "--list"});
    CHECK(list.code == 0);
    CHECK(list.out.find("boundary/fig1\tImportance weights fade\tfig1, fig1-offset\n") != std::string::npos);
    CHECK(list.out.find("boundary/base") == std::string::npos);
    CHECK(std::count(list.out.begin(), list.out.end(), '\n') == 27);
}

TEST_CASE("figure 1 comes out in four formats, a path a line, equal bytes each time") {
    const TemporaryFolder folder;
    const auto files_of = [&](const std::string& name) {
        const Outcome outcome =
            run_program({"figure", "boundary/fig1", "--epochs=1", "--set", "sweep.seeds=1",
                         "--format=pdf,svg,png,csv", "--out=" + (folder.path / name).string()});
        CHECK(outcome.code == 0);
        std::vector<std::string> files;
        std::istringstream lines(outcome.out);
        for (std::string line; std::getline(lines, line);) files.push_back(line);
        return files;
    };
    const std::vector<std::string> first = files_of("a"), second = files_of("b");
    REQUIRE(first.size() == 8);
    REQUIRE(second.size() == 8);
    CHECK(first[0] == (folder.path / "a/boundary-fig1.pdf").string());
    CHECK(contents(first[0]).starts_with("%PDF-"));
    CHECK(contents(first[1]).find("<svg") != std::string::npos);
    CHECK(contents(first[2]).substr(1, 3) == "PNG");
    CHECK(contents(first[3]).find("panel,series,variant,weight_log2,seed,step,epoch,name,value\n") !=
          std::string::npos);
    for (std::size_t i = 0; i < first.size(); ++i) CHECK(contents(first[i]) == contents(second[i]));
}

TEST_CASE("a figure trains only what its checkpoint lacks, to the same numbers") {
    const TemporaryFolder folder;
    const auto out = [&](const char* name) { return "--out=" + (folder.path / name).string(); };
    const auto run = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"--quiet", "--epochs=6", "--format=csv"});
        return run_program(words);
    };
    CHECK(run_program({"run", "boundary/fig1", "--epochs=3", "--set", "sweep.seeds=1", "--quiet", out("run")})
              .code == 0);
    const std::string file = (folder.path / "run/boundary-fig1.safetensors").string();
    CHECK(run({"figure", "--resume=" + file, out("resumed")}).code == 0);
    CHECK(run({"figure", "boundary/fig1", "--resume=" + file, out("named")}).code == 0);
    CHECK(run({"figure", "boundary/fig1", "--set", "sweep.seeds=1", out("straight")}).code == 0);
    const auto lines = [&](const char* name) {
        std::istringstream text(contents((folder.path / name / "boundary-fig1-offset.csv").string()));
        std::set<std::string> found;
        for (std::string line; std::getline(text, line);)
            if (!line.starts_with('#')) found.insert(line);
        return found;
    };
    const std::set<std::string> straight = lines("straight");
    CHECK(straight.size() > 100);
    for (const char* name : {"resumed", "named"}) {  // they have a read-out more, where the run had ended
        const std::set<std::string> more = lines(name);
        CHECK(std::ranges::includes(more, straight));
    }
    check_refused({"figure", "boundary/fig2", "--resume=" + file, out("other")}, 3,
                  file + " holds boundary/fig1, not boundary/fig2.");
    check_refused({"figure", "boundary/fig1", "boundary/fig2", "--resume=" + file}, 2,
                  "--resume goes on with one experiment; 2 are named.");
}

TEST_CASE("texts of an SVG are shapes, or texts where they are asked for") {
    const TemporaryFolder folder;
    const auto svg = [&](const char* name, std::vector<std::string> more) {
        more.insert(more.begin(), {"figure", "boundary/start", "--steps=1", "--format=svg", "--quiet",
                                   "--out=" + (folder.path / name).string()});
        CHECK(run_program(more).code == 0);
        return contents((folder.path / name / "boundary-offset.svg").string());
    };
    CHECK(svg("shapes", {}).find("<text") == std::string::npos);
    CHECK(svg("texts", {"--svg-text"}).find(">epoch</text>") != std::string::npos);
}

TEST_CASE("frames are the figure as it was at every keyframe, numbered") {
    const TemporaryFolder folder;
    const auto figure = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"figure", "boundary/start", "--format=csv", "--quiet"});
        return run_program(more);
    };
    const std::string out = "--out=" + (folder.path / "frames").string();
    const Outcome frames = figure({"--steps=100", "--frames", out});
    CHECK(frames.code == 0);
    const auto numbers = [&](const std::string& file) {
        const std::string text = contents((folder.path / file).string());
        return text.substr(text.find("panel,series"));
    };
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path / "frames"))
        count += entry.path().filename().string().starts_with("boundary-offset-");
    CHECK(count == 16);  // 0 and the roundings of 10^(k / 8) to 100, each once
    CHECK(std::count(frames.out.begin(), frames.out.end(), '\n') == 2 * count);
    CHECK(figure({"--steps=10", "--out=" + (folder.path / "short").string()}).code == 0);
    CHECK(numbers("frames/boundary-offset-0008.csv") == numbers("short/boundary-offset.csv"));
    check_refused(
        {"figure", "boundary/start", "--frames", "--format=csv", out}, 2,
        (folder.path / "frames/boundary-stage-0001.csv").string() + " exists; --force replaces it.");
    check_refused({"figure", "boundary/start", "--frames", "--name={figure}"}, 2,
                  "--frames numbers its files: --name needs {n}, for example {figure}-{n:4}.");
}

TEST_CASE("a figure that exists is not replaced unasked") {
    const TemporaryFolder folder;
    const std::string file = folder.write("stage.csv", "mine");
    const Outcome outcome = run_program({"figure", "boundary/start", "--steps=1", "--name={figure}",
                                         "--format=csv", "--out=" + folder.path.string()});
    CHECK(outcome.code == 2);
    CHECK(outcome.err == file + " exists; --force replaces it.\n");
    CHECK(contents(file) == "mine");
}

TEST_CASE("a name has tokens, a counter goes on where files are, and no name leaves its folder") {
    const TemporaryFolder folder;
    const auto named = [&](const std::string& name) {
        return run_program({"figure", "boundary/start", "--epochs=2", "--name=" + name, "--format=csv",
                            "--quiet", "--out=" + (folder.path / "out").string()});
    };
    const std::string out = (folder.path / "out").string() + "/";
    const std::string name = "{lab} {experiment} {weight} {epoch} {step}-{n:3}",
                      stem = out + "boundary start 1to1 2 256-";
    CHECK(named(name).out == stem + "001.csv\n" + stem + "002.csv\n");
    CHECK(named(name).out == stem + "003.csv\n" + stem + "004.csv\n");
    for (const char* bad : {"../x", "/tmp/x", "a/../../x"}) {
        const Outcome outcome = named(bad);
        CHECK(outcome.code == 2);
        CHECK(outcome.err == "--name: The name \"" + std::string(bad) + "\" leaves its folder.\n");
    }
    CHECK_FALSE(std::filesystem::exists(folder.path / "x.csv"));
    CHECK(named("{figur}").code == 2);
}

// Enough of a network and of pictures to go the whole way.
const std::vector<std::string> few_pictures{"--set", "data.stand_in=true", "--set", "data.train=6",
                                            "--set", "data.test=2",        "--set", "data.other=3",
                                            "--set", "data.noise=2",       "--set", "model.filters=2"};
const std::vector<std::string> few_of_ten{"--set", "data.stand_in=true", "--set", "data.train=6",
                                          "--set", "data.test=2",        "--set", "model.hidden=4"};

TEST_CASE("every shipped experiment trains and draws its figures") {
    const TemporaryFolder folder;
    const bool has_torch =
        std::filesystem::exists(std::filesystem::path(REWEIGH_BUILD_FOLDER) / "libreweigh_torch.so");
    std::istringstream list(run_program({"figure", "--list"}).out);
    for (std::string line; std::getline(list, line);) {
        const std::string id = line.substr(0, line.find('\t'));
        CAPTURE(id);
        const bool has_pictures = id.starts_with("images/");
        std::vector<std::string> words{"figure",        id,
                                       "--steps=5",     "--set",
                                       "sweep.seeds=1", "--format=svg",
                                       "--quiet",       "--out=" + folder.path.string()};
        const auto& few = id.starts_with("images/fig5") ? few_of_ten : few_pictures;
        if (has_pictures) words.insert(words.end(), few.begin(), few.end());
        const Outcome outcome = run_program(words);
        if (has_pictures && !has_torch) {
            CHECK(outcome.code == 1);
            CHECK(outcome.err.find("The engine \"torch\" is not installed") != std::string::npos);
            continue;
        }
        CHECK(outcome.code == 0);
        CHECK(outcome.err.empty());
        const auto names = line.begin() + static_cast<std::ptrdiff_t>(line.rfind('\t'));
        CHECK(std::count(outcome.out.begin(), outcome.out.end(), '\n') ==
              1 + std::count(names, line.end(), ','));
    }
}
