#include "core/experiment/checkpoint.h"

#include "core/config/text.h"
#include "tests/command/program.h"
#include "tests/support/rights.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <sstream>

using namespace reweigh;

namespace {

std::vector<std::string> with(std::vector<std::string> arguments, std::initializer_list<std::string> more) {
    arguments.insert(arguments.end(), more);
    return arguments;
}

const std::vector<std::string> small_run{"run",   "boundary/start",         "--set",  "data.count=16",
                                         "--set", "readouts=errors,offset", "--quiet"};

// The lines of a run's read-outs at these steps, and the last one.
std::vector<std::string> lines_at(const std::string& out, const std::vector<int>& steps) {
    std::vector<std::string> lines;
    std::istringstream stream(out);
    for (std::string line; std::getline(stream, line);)
        for (const int step : steps)
            if (line.find("\"step\":" + std::to_string(step) + ",\"epoch\"") != std::string::npos)
                lines.push_back(line);
    return lines;
}

}  // namespace

TEST_CASE("a run leaves a checkpoint from which another goes on as if it had never stopped") {
    const TemporaryFolder part, whole;
    const std::string file = part.path / "boundary-start.safetensors";
    CHECK(run_program(with(small_run, {"--epochs=300", "--out=" + part.path.string()})).code == 0);
    const Outcome resumed =
        run_program({"run", "--resume=" + file, "--epochs=1000", "--quiet", "--out=" + part.path.string()});
    const Outcome straight = run_program(with(small_run, {"--epochs=1000", "--out=" + whole.path.string()}));
    CHECK(resumed.code == 0);
    CHECK(resumed.err.empty());
    for (const int step : {1000, 2371, 4000})
        CHECK_MESSAGE(lines_at(resumed.out, {step}) == lines_at(straight.out, {step}), step);
    CHECK(lines_at(straight.out, {2371}).size() == 4);
    CHECK(std::filesystem::exists(file + "~"));
    const Checkpoint a = open_checkpoint(file),
                     b = open_checkpoint(whole.path / "boundary-start.safetensors");
    CHECK(a.runs[0].record->keyframes.back().load()->model.tensors[0].values ==
          b.runs[0].record->keyframes.back().load()->model.tensors[0].values);
}

TEST_CASE("a signal leaves a checkpoint that can be resumed") {
    const TemporaryFolder folder;
    const std::string file = folder.path / "boundary-start.safetensors";
    Program program(with(small_run, {"--epochs=100000000", "--out=" + folder.path.string()}));
    program.wait_for_output("\"step\":1000,");
    program.send(SIGINT);
    CHECK(program.wait().code == 130);
    const std::int64_t step = open_checkpoint(file).runs[0].record->step();
    CHECK(step >= 1000);
    const Outcome more = run_program({"run", "--resume=" + file, "--steps=" + std::to_string(step + 100),
                                      "--out=" + folder.path.string()});
    CHECK(more.code == 0);
    CHECK(open_checkpoint(file).runs[0].record->step() == step + 100);
}

TEST_CASE("verify replays a checkpoint, and tells one whose weights were changed") {
    const TemporaryFolder folder;
    const std::string file = folder.path / "boundary-start.safetensors";
    CHECK(run_program(with(small_run, {"--epochs=1500", "--out=" + folder.path.string()})).code == 0);
    for (const std::string option : {"--quiet", "--full"}) {
        const Outcome good = run_program({"verify", file, option});
        CHECK(good.code == 0);
        CHECK(good.out.find("\"values\":516,\"different\":0,\"largest_difference\":0,\"verdict\":\"PASS\"") !=
              std::string::npos);
    }
    CHECK(run_program({"verify", file}).err.find("identical, 516 of 516 values.") != std::string::npos);
    CHECK(run_program({"verify", file, "--steps=0"}).out.find("\"from\"") == std::string::npos);

    Checkpoint forged = open_checkpoint(file);
    RunRecord record = *forged.runs[0].record;
    Keyframe last = *record.keyframes.back().load();
    last.model.tensors[0].values[7] += 0.25f;
    record.keyframes.back() = {std::make_shared<const Keyframe>(last), KeyframeReason::Last};
    forged.runs[0].record = std::make_shared<const RunRecord>(record);
    save_checkpoint(file, forged);
    const Outcome bad = run_program({"verify", file});
    CHECK(bad.code == 4);
    CHECK(bad.out.find("\"different\":1,\"largest_difference\":0.25,\"verdict\":\"FAIL\"") !=
          std::string::npos);
    CHECK(bad.err.find("1 of 516 values differ, at most by 0.25.") != std::string::npos);
}

// As if a GPU of that precision had trained the only run of the file and had come to other weights.
void make_gpu_trained(const std::string& file, Precision precision, float factor) {
    Checkpoint checkpoint = open_checkpoint(file);
    RunRecord record = *checkpoint.runs[0].record;
    Scene scene = *record.scene;
    scene.gpu_precision = precision;
    record.scene = std::make_shared<const Scene>(scene);
    Keyframe last = *record.keyframes.back().load();
    for (Tensor& tensor : last.model.tensors)
        for (float& value : tensor.values) value *= factor;
    record.keyframes.back() = {std::make_shared<const Keyframe>(last), record.keyframes.back().reason};
    checkpoint.runs[0].record = std::make_shared<const RunRecord>(record);
    save_checkpoint(file, checkpoint);
}

TEST_CASE("verify compares the weights of a GPU's run with the bound of its precision, where it has one") {
    if (!std::filesystem::exists(std::filesystem::path(REWEIGH_BUILD_FOLDER) / "libreweigh_torch.so")) return;
    const TemporaryFolder folder;
    const std::string trained = folder.path / "images-lobes.safetensors",
                      file = folder.path / "other.safetensors";
    CHECK(run_program({"run",
                       "images/lobes",
                       "--epochs=25",
                       "--set",
                       "data.train=28",
                       "--set",
                       "data.test=2",
                       "--set",
                       "data.other=3",
                       "--set",
                       "data.noise=2",
                       "--set",
                       "model.filters=2",
                       "--set",
                       "model.dense=8",
                       "--set",
                       "sweep.weights=0,",
                       "--set",
                       "sweep.seeds=1",
                       "--set",
                       "sweep.variants=plain",
                       "--quiet",
                       "--out=" + folder.path.string()})
              .code == 0);
    const auto check_verified = [&](Precision precision, float factor, int code, const std::string& out,
                                    const std::string& err, const std::string& option = "--threads=1") {
        CAPTURE(word_of(precision));
        CAPTURE(factor);
        std::filesystem::copy_file(trained, file, std::filesystem::copy_options::overwrite_existing);
        make_gpu_trained(file, precision, factor);
        const Outcome outcome = run_program({"verify", file, option});
        CHECK(outcome.code == code);
        CHECK_MESSAGE(outcome.out.find(out) != std::string::npos, outcome.out);
        CHECK_MESSAGE(outcome.err.find(err) != std::string::npos, outcome.err);
    };
    const std::string pass = "\"verdict\":\"PASS\"", fail = "\"verdict\":\"FAIL\"",
                      no_bound = "\"bound\":null,\"verdict\":\"NO BOUND\"";
    check_verified(Precision::Fp32, 1, 0, "\"distance\":0,\"bound\":1e-04," + pass, ": identical, ");
    check_verified(Precision::Fp32, 1.00009f, 0, pass, "to 100: the weights are off by 9e-05 of");
    check_verified(Precision::Fp32, 1.0002f, 4, fail, "beyond the bound of fp32, 0.0001.");
    check_verified(Precision::Tf32, 1.0002f, 0, pass, "within the bound of tf32, 0.05.");
    check_verified(Precision::Tf32, 1.06f, 4, fail, "beyond the bound of tf32, 0.05.");
    check_verified(Precision::Bf16, 1.06f, 0, no_bound, "bf16 on a GPU has no bound.");
    check_verified(Precision::Bf16, NAN, 4, "\"distance\":null,", "values differ, at most by inf.");

    CHECK(
        run_program({"run", "--resume=" + trained, "--epochs=30", "--quiet", "--out=" + folder.path.string()})
            .code == 0);
    check_verified(Precision::Tf32, 1.06f, 4, fail, "from step 100 to 120: the weights are off by ");
    check_verified(Precision::Tf32, 1.06f, 0, no_bound, "no bound after more than 100 steps.", "--full");
}

TEST_CASE("what cannot be resumed or verified says why") {
    const TemporaryFolder folder;
    const std::string file = folder.path / "boundary-start.safetensors",
                      empty = folder.write("x.safetensors", "abc");
    const auto check_refused = [](const std::vector<std::string>& arguments, int code,
                                  const std::string& start) {
        const Outcome outcome = run_program(arguments);
        CHECK(outcome.code == code);
        CHECK_MESSAGE(outcome.err.starts_with(start), outcome.err);
        CHECK(outcome.out.empty());
    };
    CHECK(run_program(with(small_run, {"--epochs=10", "--out=" + folder.path.string()})).code == 0);
    check_refused({"run", "--resume=/nowhere"}, 3, "/nowhere: no such file.");
    check_refused({"run", "--resume=" + empty}, 3, empty + " ends early: 3 of 8 bytes.");
    check_refused({"verify", empty}, 3, empty + " ends early: 3 of 8 bytes.");
    check_refused({"verify"}, 2, "Say what to verify: a checkpoint, or \"--claims\"");
    check_refused({"verify", file, "--steps=-1"}, 2,
                  "Option \"--steps\" is \"-1\", expected a whole number from 0.");
    check_refused({"run", "--resume=" + file, "--set", "l2=1"}, 2,
                  "--resume takes the setup from its file; \"l2\" cannot be set.");
    check_refused({"run", "boundary/start", "--resume=" + file}, 2,
                  "--resume takes the experiment from its file");
    check_refused({"run", "boundary/start", "--set", "run.autosave_seconds=x"}, 2,
                  "Parameter \"run.autosave_seconds\" is \"x\", expected a number from 0 to 3600.");
    check_refused({"run", "boundary/start", "--out=" + folder.path.string()}, 2,
                  (folder.path / "boundary-start-curves.csv").string() + " exists; --force replaces it.");
}

TEST_CASE("a checkpoint that does not fit on its disk leaves the former one and ends in a sentence") {
    const TemporaryFolder folder;
    const SmallDisk disk(folder.path, "size=72k");
    if (!disk.is_there()) {
        MESSAGE("skipped: only root may mount a small file system");
        return;
    }
    const std::string file = folder.path / "boundary-start.safetensors";
    CHECK(run_program(with(small_run, {"--epochs=10", "--out=" + folder.path.string()})).code == 0);
    const std::int64_t step = open_checkpoint(file).runs[0].record->step();
    folder.write("ballast", std::string(std::filesystem::space(folder.path).available - 4096, '.'));
    const Outcome full =
        run_program({"run", "--resume=" + file, "--epochs=20", "--out=" + folder.path.string()});
    CHECK(full.code == 1);
    CHECK_MESSAGE(full.err.find("Cannot save ") != std::string::npos, full.err);
    CHECK(open_checkpoint(file).runs[0].record->step() == step);
}

TEST_CASE("a figure remembers what it came from, and verify tells one whose numbers were changed") {
    const TemporaryFolder folder;
    CHECK(run_program({"figure", "boundary/start", "--set", "data.count=32", "--set", "importance=-3",
                       "--epochs=20", "--quiet", "--format=pdf,png,svg,csv", "--out=" + folder.path.string()})
              .code == 0);
    for (const char* name :
         {"boundary-stage.pdf", "boundary-stage.png", "boundary-offset.svg", "boundary-offset.csv"}) {
        const Outcome good = run_program({"verify", (folder.path / name).string(), "--quiet"});
        CHECK_MESSAGE(good.code == 0, name);
        CHECK_MESSAGE(good.out.find("\"verdict\":\"PASS\"") != std::string::npos, good.out);
    }
    std::string csv = contents(folder.path / "boundary-offset.csv");
    const std::string key = "\"importance\":-3";
    csv.replace(csv.find(key), key.size(), "\"importance\":-2");
    const Outcome bad = run_program({"verify", folder.write("forged.csv", csv)});
    CHECK(bad.code == 4);
    CHECK(bad.out.find("\"verdict\":\"FAIL\"") != std::string::npos);
    CHECK(bad.err.find("other numbers.") != std::string::npos);
    // The numbers of a GPU need not come again.
    csv.replace(csv.find("\"reweigh_recipe\""), 0, "\"gpu_precision\":\"tf32\",");
    const Outcome of_gpu = run_program({"verify", folder.write("gpu.csv", csv)});
    CHECK(of_gpu.code == 0);
    CHECK(of_gpu.out.find("\"verdict\":\"NO BOUND\"") != std::string::npos);
    CHECK(of_gpu.err.find("other numbers; numbers of a GPU need not come again") != std::string::npos);
    const Outcome none = run_program({"verify", folder.write("plain.csv", "# figure: x\npanel\n")});
    CHECK(none.code == 3);
    CHECK(none.err.find("plain.csv carries no Reweigh recipe") != std::string::npos);
}
