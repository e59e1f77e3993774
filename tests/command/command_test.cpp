#include "core/base/plugin.h"
#include "core/engine/gpu_driver.h"
#include "tests/command/refused.h"

#include <doctest/doctest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <utility>

using namespace reweigh;

TEST_CASE("help and version are answered on stdout with exit code 0") {
    const Outcome help = run_program({"--help"});
    CHECK(help.code == 0);
    for (const char* word : {"run", "figure", "--set", "--seed"})
        CHECK(help.out.find(word) != std::string::npos);
    const Outcome of_run = run_program({"run", "--help"});
    CHECK(of_run.code == 0);
    for (const char* word : {"--epochs", "--dry-run", "sweep.weights", "learning_rate"})
        CHECK(of_run.out.find(word) != std::string::npos);
    const Outcome version = run_program({"--version"});
    CHECK(version.code == 0);
    CHECK(version.out.starts_with("reweigh "));
    for (const char* word : {"commit: ", "compiler: ", "LibTorch: ", "SIMD: "})
        CHECK(version.out.find(word) != std::string::npos);
}

TEST_CASE("without a window neither GLFW nor GL is loaded") {
    const TemporaryFolder folder;
    const std::string list = (folder.path / "libraries").string();
    const std::string program = (program_folder() / "reweigh").string();
    REQUIRE(std::system(("ldd " + program + " > " + list).c_str()) == 0);
    const std::string libraries = contents(list);
    CHECK(libraries.find("libcairo") != std::string::npos);
    for (const char* absent : {"libglfw", "libOpenGL", "libGL.", "libimgui"})
        CHECK(libraries.find(absent) == std::string::npos);
}

TEST_CASE("completions are a script that a shell accepts and that knows options and experiments") {
    const TemporaryFolder folder;
    const Outcome outcome = run_program({"--completions=bash"});
    CHECK(outcome.code == 0);
    const std::string script = folder.write("script", outcome.out + R"(
COMP_WORDS=(reweigh run --epo); COMP_CWORD=2; _reweigh; echo "${COMPREPLY[*]}" >> "$1"
COMP_WORDS=(reweigh figure boundary/figA); COMP_CWORD=2; _reweigh; echo "${COMPREPLY[*]}" >> "$1"
COMP_WORDS=(reweigh data sy); COMP_CWORD=2; _reweigh; echo "${COMPREPLY[*]}" >> "$1"
)");
    const std::string answers = (folder.path / "answers").string();
    REQUIRE(std::system(("bash " + script + " " + answers).c_str()) == 0);
    CHECK(contents(answers) == "--epochs\nboundary/figA1 boundary/figA2\nsynthetic\n");
    CHECK(run_program({"--completions=fish"}).out.find("__fish_seen_subcommand_from run") !=
          std::string::npos);
    CHECK(run_program({"--completions=zsh"}).out.starts_with("autoload"));
    check_refused({"--completions=tcsh"}, 2,
                  "Option \"--completions\" is \"tcsh\", expected one of bash, zsh, fish.");
}

TEST_CASE("a wrong command line is one sentence and exit code 2") {
    check_refused({"run", "boundary/fig1", "--set", "l3=1"}, 2,
                  "Unknown parameter \"l3\" on the command line. Did you mean \"l2\"?");
    check_refused({"run", "boundary/fig1", "--set", "l2"}, 2,
                  "Option \"--set\" is \"l2\", expected KEY=VALUE.");
    check_refused({"run", "boundary/fig1", "--epohcs=3"}, 2,
                  "Unknown option \"--epohcs\". Did you mean \"--epochs\"?");
    check_refused({"run", "boundary/fig1", "--epochs=1.5"}, 2,
                  "Option \"--epochs\" is \"1.5\", expected a whole number, 0 or more.");
    check_refused({"run"}, 2, "Name an experiment, for example boundary/start.");
    check_refused({"run", "boundary/fig1", "boundary/fig2"}, 2, "Unexpected argument \"boundary/fig2\".");
    check_refused({"figre", "boundary/fig1"}, 2, "Unknown command \"figre\". Did you mean \"figure\"?");
    check_refused({"figure"}, 2,
                  "Name an experiment, for example boundary/fig1; \"reweigh figure --list\" names all.");
    check_refused({"figure", "boundary/fig1", "--format=gif"}, 2,
                  "Option \"--format\" is \"gif\", expected one of pdf, svg, png, csv.");
    check_refused({"figure", "boundary/fig1", "--font-pt=3"}, 2,
                  "Option \"--font-pt\" is \"3\", expected a number from 5 to 24.");
    check_refused(
        {"figure", "boundary/fig1", "--name={fig}"}, 2,
        "--name: The name \"{fig}\" has an unknown token \"{fig}\". Known are lab, figure, experiment, seed, "
        "weight, epoch, step, date, n.");
    check_refused({"--set", "run.history_mb=0"}, 2,
                  "Parameter \"run.history_mb\" is \"0\", expected a number from 1 to 1048576.");
    check_refused({"--set", "run.autosave_seconds=5"}, 2,
                  "Parameter \"run.autosave_seconds\" is \"5\", expected a number from 10 to 3600.");
    check_refused({"figure", "boundary/fig1", "--name=same", "--out=/nowhere"}, 2,
                  "Two figures would be written to /nowhere/same.pdf; use {figure} and {lab} in --name.");
}

TEST_CASE("a wrong claim is one sentence and exit code 2") {
    check_refused({"verify", "--claims", "C3x"}, 2, "Unknown claim \"C3x\". Did you mean \"C3\"?");
    check_refused({"verify", "--claims", "offset"}, 2,
                  "Unknown claim \"offset\". Known are C1, C2, C3, C4, C5, C6, C7.");
    check_refused({"verify"}, 2,
                  "Say what to verify: a checkpoint, or \"--claims\" for the claims C1, C2, C3, C4, C5, C6, "
                  "C7.");
    check_refused({"verify", "--claims", "--seed=18446744073709551608"}, 2,
                  "Option \"--seed\" is \"18446744073709551608\", expected a whole number from 0 to "
                  "18446744073709551607.");
    check_refused({"verify", "--claims", "--epochs=-1"}, 2,
                  "Option \"--epochs\" is \"-1\", expected a whole number, 0 or more.");
}

TEST_CASE("a claim whose epochs were not run is told as such, with exit code 0") {
    const Outcome outcome = run_program({"verify", "--claims", "C5", "--epochs=2", "--seed=3"});
    CHECK(outcome.code == 0);
    CHECK(outcome.out ==
          R"({"t":"claim","id":"C5","statement":"Batch norm keeps the weights' effect",)"
          R"("source":"ours, after Byrd & Lipton 2019, Fig. A.5","experiment":"boundary/batchnorm",)"
          R"("statistic":["MLP offset, epoch 10,000"],"value":[null],"threshold":[">= 0.15"],"n":9,)"
          R"("verdict":"NOT RUN","reason":"boundary/batchnorm at 1:16 was not run to epoch 10,000."})"
          "\n");
    CHECK(outcome.err.ends_with("0 PASS, 0 FAIL, 1 NOT RUN.\n"));
    const Outcome all = run_program({"verify", "--claims", "--epochs=1", "--quiet"});
    CHECK(all.code == 0);
    CHECK(std::ranges::count(all.out, '\n') == 7);
    CHECK(all.err.empty());
}

TEST_CASE("a share line that cannot be opened is one sentence") {
    if (!std::filesystem::exists(program_folder() / "reweigh-window")) {
        MESSAGE("skipped: this build has no window");
        return;
    }
    check_refused({"reweigh:boundary/start", "--seed=3"}, 2,
                  "A share line brings its setup; \"seed\" cannot be set.");
    check_refused(
        {"reweigh:boundary/strat?at=5"}, 3,
        "The share line names an unknown experiment \"boundary/strat\". Did you mean \"boundary/start\"?");
}

TEST_CASE("unusable input is one sentence and exit code 3") {
    const TemporaryFolder folder;
    check_refused({"run", "boundary/fig9"}, 3,
                  "There is no experiment \"boundary/fig9\". Did you mean \"boundary/fig1\"?");
    const std::string file = folder.write("x.json", "{\n\"live\": {\n\"l3\": 1}}");
    check_refused({"run", file}, 3,
                  "Unknown parameter \"l3\" in " + file + " (line 3). Did you mean \"l2\"?");
    const std::string missing = (folder.path / "none.csv").string();
    check_refused({"run", "boundary/start", "--set", "data.kind=csv", "--set", "data.file=" + missing}, 3,
                  missing + ": no such file.");
    const std::string edits = folder.write("edits.json", "{\"edits\": [{\"step\": 1, \"l2\": 2}]}");
    check_refused({"run", "boundary/start", "--edits=" + edits}, 3,
                  "Parameter \"edits.l2\" in " + edits + " (line 1) is 2, expected a number from 0 to 1.");
    check_refused({"run", "boundary/start", "--set", "optimizer.batch_size=1", "--set", "batch_norm=on"}, 3,
                  "Batch norm needs batches of 2 or more points.");
    check_refused({"figure", "boundary/base"}, 3,
                  "boundary/base has no figures; \"reweigh figure --list\" names those that do.");
}

TEST_CASE("a device that this build or this computer lacks is one sentence and exit code 5") {
    if (const std::optional<std::string> refusal = gpu_driver_refuses()) {
        check_refused({"run", "boundary/start", "--device=cuda:1"}, 5, *refusal);
        check_refused({"figure", "boundary/start", "--device=cuda:1"}, 5, *refusal);
        check_refused({"--device=cuda:1"}, 5, *refusal);
    }
    for (const char* word : {"cudax", "cuda:", "cuda:-1", "gpu"})
        check_refused(
            {"run", "boundary/start", "--device=" + std::string(word)}, 2,
            "Option \"--device\" is \"" + std::string(word) + "\", expected one of auto, cpu, cuda, cuda:N.");
    CHECK(run_program({"run", "boundary/start", "--dry-run", "--device=cpu"}).code == 0);
    check_refused(
        {"run", "boundary/start", "--precision=fp16"}, 2,
        "Parameter \"precision\" on the command line is \"fp16\", expected one of auto, tf32, fp32, "
        "bf16.");
    CHECK(run_program({"run", "boundary/start", "--dry-run", "--precision=bf16"}).code == 0);
}

TEST_CASE("every command takes the common options") {
    const TemporaryFolder folder;
    const std::string file = (folder.path / "log").string();
    for (const Arguments& command :
         {Arguments{"--version"}, Arguments{"--completions=bash"}, Arguments{"figure", "--list"},
          Arguments{"run", "boundary/start", "--steps=1"},
          Arguments{"figure", "boundary/start", "--steps=1", "--format=csv",
                    "--out=" + folder.path.string()}}) {
        Arguments arguments = command;
        for (const char* option : {"--device=auto", "--engine=auto", "--threads=1", "--log=error", "--quiet"})
            arguments.emplace_back(option);
        arguments.push_back("--log-file=" + file);
        const Outcome outcome = run_program(arguments);
        CHECK(outcome.code == 0);
        CHECK(outcome.err.empty());
    }
    check_refused({"--threads=0"}, 2,
                  "Option \"--threads\" is \"0\", expected a whole number from 1 to 1024.");
    check_refused({"figure", "--list", "--log=loud"}, 2,
                  "Option \"--log\" is \"loud\", expected one of error, warning, note, debug.");
    check_refused({"run", "boundary/start", "--log-file=/nowhere/log"}, 1,
                  "Cannot write the log /nowhere/log: no such file or directory.");
}

TEST_CASE("the log file tells of runs and failures, stderr as much as is asked for") {
    const TemporaryFolder folder;
    const std::string file = (folder.path / "log").string(), option = "--log-file=" + file;
    const Outcome quiet = run_program({"run", "boundary/start", "--steps=1", option});
    CHECK(quiet.err.find(" begins: ") == std::string::npos);
    const Outcome told = run_program({"run", "boundary/start", "--steps=1", "--log=note"});
    CHECK(told.err.find(" note run: boundary/start begins: 1 replica, seed 1,") != std::string::npos);
    CHECK(run_program({"run", "boundary/fig9", option}).code == 3);
    const std::string log = contents(file);
    CHECK(log.find(" note run: boundary/start begins: 1 replica, seed 1,") != std::string::npos);
    CHECK(log.find(" note run: Ends at step 1: 1 step reached.") != std::string::npos);
    CHECK(log.find(" error reweigh: There is no experiment \"boundary/fig9\".") != std::string::npos);
}

TEST_CASE("the LibTorch engine trains and draws, or its absence is one sentence") {
    const TemporaryFolder folder;
    const std::string out = "--out=" + folder.path.string();
    for (const Arguments& arguments :
         {Arguments{"run", "boundary/start", "--engine=torch", "--steps=2", "--quiet", out},
          Arguments{"figure", "boundary/start", "--engine=torch", "--steps=2", "--quiet", "--format=svg",
                    out}}) {
        const Outcome outcome = run_program(arguments);
        if (outcome.code == 0) {
            CHECK(outcome.err.empty());
        } else {
            CHECK(outcome.code == 1);
            CHECK(outcome.err.find("The engine \"torch\" is not installed") != std::string::npos);
        }
    }
}

TEST_CASE("a folder that cannot be written is named before anything is trained") {
    check_refused({"run", "boundary/start", "--out=/proc/nowhere"}, 1,
                  "Cannot make the folder /proc/nowhere: no such file or directory.");
}

TEST_CASE("a dry run says what would be trained") {
    const Outcome outcome = run_program({"run", "boundary/fig1", "--dry-run", "--set", "sweep.seeds=1"});
    CHECK(outcome.code == 0);
    CHECK(outcome.out.starts_with("{\"t\":\"plan\",\"experiment\":\"boundary/fig1\""));
    CHECK(outcome.out.find("\"plain/-8/1\"") != std::string::npos);
    CHECK(std::count(outcome.out.begin(), outcome.out.end(), '\n') == 1);
}

TEST_CASE("a dry run of figures says what would be trained and writes nothing") {
    const TemporaryFolder folder;
    const Outcome outcome = run_program({"figure", "boundary/start", "boundary/fig1", "--dry-run",
                                         "--out=" + (folder.path / "out").string()});
    CHECK(outcome.code == 0);
    CHECK(outcome.out.starts_with("{\"t\":\"plan\",\"experiment\":\"boundary/start\""));
    CHECK(outcome.out.find("\n{\"t\":\"plan\",\"experiment\":\"boundary/fig1\"") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder.path / "out"));
}

TEST_CASE("a minus sign stands for the standard input") {
    const TemporaryFolder folder;
    const std::string program = REWEIGH_BUILD_FOLDER "/reweigh",
                      home = "REWEIGH_HOME=" + folder.path.string();
    const auto piped = [&](const std::string& text, const std::string& arguments) {
        const std::string out = (folder.path / "out").string(), input = folder.write("input", text);
        const int status = std::system(
            (home + " " + program + " " + arguments + " < " + input + " > " + out + " 2>&1").c_str());
        return std::pair{WEXITSTATUS(status), contents(out)};
    };
    const auto plan = piped("{\"extends\": \"boundary/start\", \"seed\": 5}", "run - --dry-run");
    CHECK(plan.first == 0);
    CHECK(plan.second.find("\"plain/0/5\"") != std::string::npos);
    const auto edited = piped("{\"edits\": [{\"step\": 1, \"l2\": 2}]}", "run boundary/start --edits=-");
    CHECK(edited == std::pair{3, std::string("Parameter \"edits.l2\" in - (line 1) is 2, expected a number "
                                             "from 0 to 1.\n")});
    CHECK(piped("1,2\n", "run boundary/start --set data.kind=csv --set data.file=-") ==
          std::pair{3, std::string("-, line 1: 2 columns, expected x,y,label.\n")});
    CHECK(piped("", "run -") == std::pair{3, std::string("The standard input is empty.\n")});
    CHECK(piped("{}", "run boundary/start --out=-") ==
          std::pair{2, std::string("Option \"--out\" is \"-\", expected a folder.\n")});
}

TEST_CASE("--set takes one pair, wherever it stands") {
    const Outcome outcome =
        run_program({"run", "--set", "sweep.seeds=1", "--set", "l2=0.5", "boundary/fig1", "--dry-run"});
    CHECK(outcome.code == 0);
    CHECK(outcome.err.empty());
}

TEST_CASE("two equal runs print equal bytes") {
    const Arguments arguments{"run", "boundary/fig1", "--epochs=10", "--set", "sweep.weights=-4,"};
    const Outcome first = run_program(arguments), second = run_program(arguments);
    CHECK(first.code == 0);
    CHECK(first.out == second.out);
    CHECK(first.out.ends_with("{\"t\":\"done\",\"step\":1280,\"reason\":\"10 epochs reached.\"}\n"));
    CHECK(first.out.find(
              "{\"t\":\"readout\",\"step\":1280,\"epoch\":10,\"model\":\"lr\",\"replica\":\"plain/-4/9\","
              "\"name\":\"errors\",\"value\":") != std::string::npos);
}

TEST_CASE("a scripted edit changes what comes after it and nothing before") {
    const TemporaryFolder folder;
    const std::string edits =
        folder.write("edits.json", "{\"edits\": [{\"step\": 100, \"importance\": -4}]}");
    const Arguments plain{"run", "boundary/start", "--steps=200"};
    Arguments edited = plain;
    edited.push_back("--edits=" + edits);
    const std::string first = run_program(plain).out, second = run_program(edited).out;
    const auto difference = std::mismatch(first.begin(), first.end(), second.begin(), second.end());
    const std::string equal(first.begin(), difference.first);
    CHECK(equal.find("\"step\":100,") != std::string::npos);
    CHECK(equal.find("\"step\":178,") == std::string::npos);
    CHECK(first != second);
}

TEST_CASE("a run keeps its curves and does not replace them unasked") {
    const TemporaryFolder folder;
    const Arguments arguments{"run", "boundary/start", "--steps=5", "--quiet",
                              "--out=" + folder.path.string()};
    const Outcome first = run_program(arguments);
    CHECK(first.code == 0);
    CHECK(first.err.empty());
    const std::string file = (folder.path / "boundary-start-curves.csv").string();
    CHECK(contents(file).find("curves,mlp,plain,0,1,5,0.0390625,area,") != std::string::npos);
    check_refused(arguments, 2, file + " exists; --force replaces it.");
    Arguments forced = arguments;
    forced.push_back("--force");
    CHECK(run_program(forced).code == 0);
}

TEST_CASE("a weight that becomes non-finite is named; when none is left the run has failed") {
    const TemporaryFolder folder;
    const Outcome outcome = run_program({"run", "boundary/start", "--set", "learning_rate=10", "--set",
                                         "l2=1", "--epochs=100", "--out=" + folder.path.string()});
    CHECK(outcome.code == 1);
    CHECK(outcome.err.find("1:1, seed 1 became non-finite at step ") != std::string::npos);
    CHECK(outcome.out.find("{\"t\":\"failed\",\"step\":") != std::string::npos);
    CHECK(contents(folder.path / "boundary-start-curves.csv").find("curves,mlp,plain,0,1,0,0,area,") !=
          std::string::npos);
}
