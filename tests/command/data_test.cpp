#include "core/base/digest.h"
#include "tests/command/refused.h"
#include "tests/support/download_server.h"

#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>

using namespace reweigh;

namespace {

namespace fs = std::filesystem;

std::string digest_in(const std::string& line) {
    const std::size_t begin = line.find("\"digest\":\"") + 10;
    return line.substr(begin, 64);
}

}  // namespace

TEST_CASE("the stand-in is made, listed, checked and packed under its label") {
    const TemporaryFolder folder;
    const std::string made = (folder.path / "made").string(), packed = (folder.path / "packed").string();
    const Outcome synthetic = run_program({"data", "synthetic", made, "--seed=1"});
    CHECK(synthetic.code == 0);
    CHECK(synthetic.err ==
          made + ": synthetic stand-in, not CIFAR-10, 10,000 training and 2,000 test pictures.\n");
    const std::string facts =
        R"(,"kind":"lobes10","source":"synthetic stand-in, not CIFAR-10","train":10000,"test":2000,"channels":3,)"
        R"("height":32,"width":32,"classes":10,"digest":"67a7135cec74b44739a905009ec8c395c642953bfa94aa48b1607bfc95489162","notices":[]})"
        "\n";
    CHECK(synthetic.out == R"({"t":"data","path":")" + made + "\"" + facts);
    CHECK(fs::file_size(folder.path / "made/data_batch_1.bin") == 30'730'000);
    CHECK(contents(folder.path / "made/lobes10.json") ==
          R"({"source": "synthetic stand-in, not CIFAR-10", "synthetic": true, "seed": 1, "counts": )"
          R"({"data_batch_1.bin": 10000, "test_batch.bin": 2000}})"
          "\n");

    const Outcome checked = run_program({"data", "check", made, "--quiet"});
    CHECK(checked.code == 0);
    CHECK(checked.out == synthetic.out);
    CHECK(checked.err.empty());

    const Outcome copy = run_program({"data", "pack", made, packed});
    CHECK(copy.code == 0);
    CHECK(copy.out == R"({"t":"data","path":")" + packed + "\"" + facts);
    CHECK(run_program({"data", "check", packed}).out == copy.out);

    const Outcome list = run_program({"data", "list", folder.path.string()});
    CHECK(list.code == 0);
    CHECK(list.out == R"({"t":"data","path":")" + made + R"(","holds":"CIFAR-10 records"})" + "\n" +
                          R"({"t":"data","path":")" + packed + R"(","holds":"CIFAR-10 records"})" + "\n");

    check_refused({"data", "synthetic", made}, 2, made + " has records already; --force replaces them.");
    const Outcome other = run_program({"data", "synthetic", made, "--seed=2", "--force", "--quiet"});
    CHECK(other.code == 0);
    CHECK(digest_in(other.out) != digest_in(synthetic.out));
}

TEST_CASE("where there are no pictures, list says how to come by some") {
    const TemporaryFolder folder;
    const Outcome outcome = run_program({"data", "list", folder.path.string()});
    CHECK(outcome.code == 0);
    CHECK(outcome.out.empty());
    CHECK(outcome.err ==
          "No pictures in " + folder.path.string() +
              ". \"reweigh data get cifar10\" fetches CIFAR-10, \"reweigh data synthetic DIR\" "
              "makes a stand-in.\n");
    CHECK(run_program({"data", "list"}).err.find("/home/data. \"reweigh data get") != std::string::npos);
}

TEST_CASE("bad data is one sentence, exit code 3 and an offer") {
    const TemporaryFolder folder;
    const std::string offer = " \"reweigh data synthetic DIR\" makes a stand-in.";
    const std::string nowhere = (folder.path / "nowhere").string();
    check_refused({"data", "check", nowhere}, 3, nowhere + ": no such file." + offer);
    folder.write("data_batch_1.bin", std::string(17'301'504, '\0'));
    check_refused(
        {"data", "check", folder.path.string()}, 3,
        "data_batch_1.bin: 17,301,504 bytes, expected 30,730,000 (10,000 records of 3,073)." + offer);
    check_refused({"data", "pack", folder.path.string(), nowhere}, 3,
                  "data_batch_1.bin: 17,301,504 bytes, expected 30,730,000 (10,000 records of 3,073).");
    const std::string count("\0\0\0\1", 4), grey = (folder.path / "grey").string();
    for (const std::string split : {"train", "t10k"}) {
        folder.write("grey/" + split + "-images-idx3-ubyte",
                     std::string("\0\0\x08\x03", 4) + count + count + count + "x");
        folder.write("grey/" + split + "-labels-idx1-ubyte", std::string("\0\0\x08\x01", 4) + count + "\1");
    }
    CHECK(run_program({"data", "check", grey}).code == 0);
    check_refused({"data", "pack", grey, nowhere, "--quiet"}, 3,
                  grey + ": pictures of 1 x 1 pixels in grey, expected 32 x 32 in colour.");
    CHECK_FALSE(fs::exists(nowhere));
}

TEST_CASE("a wrong data command is one sentence and exit code 2") {
    check_refused({"data"}, 2, "Say what to do with data: one of list, check, get, synthetic, pack.");
    check_refused({"data", "chekc", "x"}, 2, "Unknown action \"chekc\". Did you mean \"check\"?");
    check_refused({"data", "check"}, 2, "Expected \"reweigh data check PATH\".");
    check_refused({"data", "pack", "x"}, 2, "Expected \"reweigh data pack FOLDER OUT\".");
    check_refused({"data", "check", "x", "y"}, 2, "Expected \"reweigh data check PATH\".");
    check_refused({"data", "check", "x", "y", "z"}, 2, "Unexpected argument \"z\".");
    check_refused({"data", "get", "cifar100"}, 2, "Cannot get \"cifar100\", expected cifar10.");
    check_refused({"data", "get", "cifar10", "--sha256=abc"}, 2,
                  "Option \"--sha256\" is \"abc\", expected 64 hexadecimal digits.");
    check_refused({"data", "synthetic", "x", "--seed=-1"}, 2,
                  "Option \"--seed\" is \"-1\", expected a whole number from 0 to 2^64 - 1.");
    check_refused({"data", "check", "x", "--too=y"}, 2, "Unknown option \"--too\". Did you mean \"--to\"?");
}

TEST_CASE("get fetches from another address into the folder that is named") {
    const TemporaryFolder folder;
    const DownloadServer server;
    const std::string file = (folder.path / "cifar-10-binary.tar.gz").string();
    const Arguments get{"data",
                        "get",
                        "cifar10",
                        "--to=" + folder.path.string(),
                        "--url=" + server.url("/good"),
                        "--sha256=" + sha256(DownloadServer::body())};
    for (int time = 0; time < 2; ++time) {
        const Outcome outcome = run_program(get);
        CHECK(outcome.code == 0);
        CHECK(outcome.out == R"({"t":"data","path":")" + file + R"(","bytes":300000})" + "\n");
        CHECK(outcome.err == file + " is there and as it should be.\n");
    }
    CHECK(contents(file) == DownloadServer::body());
    CHECK(server.requests() == "/good None\n");
}

TEST_CASE("get tells a bad file from a bad connection") {
    const TemporaryFolder folder;
    const DownloadServer server;
    const std::string to = "--to=" + folder.path.string();
    check_refused({"data", "get", "cifar10", to, "--url=" + server.url("/page")}, 3,
                  server.url("/page") + " is a web page, not an archive.");
    check_refused({"data", "get", "cifar10", to, "--url=" + server.url("/good")}, 3,
                  server.url("/good") + ": 300,000 bytes, expected 170,052,171.");
    check_refused({"data", "get", "cifar10", to, "--url=" + server.url("/nowhere")}, 1,
                  server.url("/nowhere") + " cannot be had: " + server.host() + " answers 404.");
    check_refused({"data", "get", "cifar10", to, "--url=http://name.invalid/a"}, 1,
                  "Cannot reach name.invalid (name not resolved). Put cifar-10-binary.tar.gz into " +
                      folder.path.string() + ", or use the stand-in.");
    CHECK(fs::is_empty(folder.path));
}

TEST_CASE("a signal ends a download at once, keeps its part and tells the shell") {
    const TemporaryFolder folder;
    const DownloadServer server;
    const fs::path part = folder.path / "cifar-10-binary.tar.gz.part";
    Program program({"data", "get", "cifar10", "--to=" + folder.path.string(),
                     "--url=" + server.url("/stall"), "--sha256=" + sha256(DownloadServer::body())});
    while (contents(part).size() < 150'000) ::usleep(10'000);
    program.send(SIGINT);
    const Outcome outcome = program.wait();
    CHECK(outcome.code == 128 + SIGINT);
    CHECK(outcome.out.empty());
    CHECK(outcome.err ==
          "Stopped; 150 kB are kept in " + part.string() + ", and the same command goes on from there.\n");
    CHECK(contents(part) == DownloadServer::body().substr(0, 150'000));
}

TEST_CASE("a signal while drawings are made leaves no folder that passes for data") {
    const TemporaryFolder folder;
    Program program({"data", "synthetic", (folder.path / "made").string()});
    ::usleep(200'000);
    program.send(SIGTERM);
    const Outcome outcome = program.wait();
    CHECK(outcome.code == 128 + SIGTERM);
    CHECK(outcome.out.empty());
    CHECK(run_program({"data", "check", (folder.path / "made").string()}).code == 3);
}
