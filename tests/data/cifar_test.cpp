#include "core/data/cifar.h"

#include "tests/support/folder.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

// Records whose labels take turns and whose pixels name record, channel and place.
std::string records(int count, int first = 0) {
    std::string bytes;
    for (int i = first; i < first + count; ++i) {
        bytes += static_cast<char>(i % 10);
        for (int pixel = 0; pixel < 3072; ++pixel)
            bytes += static_cast<char>(i + 3 * (pixel / 1024) + pixel % 7);
    }
    return bytes;
}

const std::string small_source =
    R"({"source": "CIFAR-10", "counts": {"data_batch_1.bin": 12, "data_batch_2.bin": 8, "test_batch.bin": 10}})";

void write_small(const TemporaryFolder& folder) {
    folder.write("source.json", small_source);
    folder.write("data_batch_1.bin", records(12));
    folder.write("data_batch_2.bin", records(8, 12));
    folder.write("test_batch.bin", records(10, 20));
}

std::string refusal(const TemporaryFolder& folder) {
    return sentence_of([&] { read_cifar_folder(folder.path); });
}

}  // namespace

TEST_CASE("records are read as planes and labels, file after file") {
    const TemporaryFolder folder;
    write_small(folder);
    const ImageSet set = read_cifar_folder(folder.path);
    CHECK(set.shape == ImageShape{3, 32, 32});
    CHECK(set.train.size() == 20);
    CHECK(set.test.size() == 10);
    CHECK(set.train.labels[13] == 3);
    CHECK(set.class_names[5] == "dog");
    CHECK(set.picture(set.train, 13)[2 * 1024 + 5] == 13 + 6 + (2 * 1024 + 5) % 7);
    CHECK(set.picture(set.test, 9)[0] == 29);
    CHECK(set.source == "CIFAR-10");
    CHECK(set.kind == "cifar10");
    CHECK(set.notices.empty());
    CHECK(indices_of(set.train, 3) == std::vector<std::int64_t>{3, 13});
}

TEST_CASE("the digest depends on every pixel, every label and the split, not on the files") {
    const TemporaryFolder folder;
    write_small(folder);
    const std::string digest = read_cifar_folder(folder.path).digest;
    folder.write("source.json",
                 R"({"source": "CIFAR-10", "counts": {"data_batch_1.bin": 20, "test_batch.bin": 10}})");
    folder.write("data_batch_1.bin", records(20));
    CHECK(read_cifar_folder(folder.path).digest == digest);
    std::string changed = records(20);
    changed[3073 * 4 + 100] ^= 1;
    folder.write("data_batch_1.bin", changed);
    CHECK(read_cifar_folder(folder.path).digest != digest);
    changed = records(20);
    changed[3073 * 4] = 9;
    folder.write("data_batch_1.bin", changed);
    CHECK(read_cifar_folder(folder.path).digest != digest);
    folder.write("source.json",
                 R"({"source": "CIFAR-10", "counts": {"data_batch_1.bin": 10, "test_batch.bin": 20}})");
    folder.write("data_batch_1.bin", records(10));
    folder.write("test_batch.bin", records(20, 10));
    CHECK(read_cifar_folder(folder.path).digest != digest);
}

TEST_CASE("a written set is the same when it is read again, with its label") {
    const TemporaryFolder folder;
    write_small(folder);
    ImageSet set = read_cifar_folder(folder.path);
    for (const ImageOrigin origin :
         {ImageOrigin::Original, ImageOrigin::Recompressed, ImageOrigin::StandIn}) {
        const TemporaryFolder copy;
        set.origin = origin;
        if (origin == ImageOrigin::StandIn) set.seed = 18446744073709551615ULL;
        write_cifar_folder(copy.path, set);
        const ImageSet read = read_cifar_folder(copy.path);
        CHECK(read.digest == set.digest);
        CHECK(read.train.pixels == set.train.pixels);
        CHECK(read.test.labels == set.test.labels);
        CHECK(read.source == make_cifar10_like(origin).source);
        CHECK(read.origin == origin);
        CHECK(read.seed == set.seed);
        CHECK(fs::exists(copy.path / "lobes10.json") == (origin == ImageOrigin::StandIn));
        CHECK(contents(copy.path / "batches.meta.txt").starts_with("airplane\nautomobile\n"));
    }
}

TEST_CASE("five files of 10,000 records and a test file are the original without any side file") {
    const TemporaryFolder folder;
    const std::string batch = records(10'000);
    for (int i = 1; i <= 5; ++i) folder.write("data_batch_" + std::to_string(i) + ".bin", batch);
    CHECK(refusal(folder) == "test_batch.bin is missing in " + folder.path.string() + ".");
    folder.write("test_batch.bin", batch);
    folder.write(
        "batches.meta.txt",
        "airplane\r\nautomobile\r\nbird\r\ncat\r\ndeer\r\ndog\r\nfrog\r\nhorse\r\nship\r\ntruck\r\n\r\n");
    std::uint64_t told = 0;
    const ImageSet set = read_cifar_folder(folder.path, [&](std::uint64_t done, std::uint64_t all) {
        CHECK(all == 6);
        told += done;
        return true;
    });
    CHECK(told == 15);
    CHECK(set.train.size() == 50'000);
    CHECK(set.test.size() == 10'000);
    CHECK(set.source == "CIFAR-10");
    CHECK_THROWS_AS(read_cifar_folder(folder.path, [](auto, auto) { return false; }), Cancelled);

    folder.write("data_batch_3.bin", batch.substr(0, 17'301'504));
    CHECK(refusal(folder) ==
          "data_batch_3.bin: 17,301,504 bytes, expected 30,730,000 (10,000 records of 3,073).");
    folder.write("data_batch_3.bin", batch + "x");
    CHECK(refusal(folder) ==
          "data_batch_3.bin: 30,730,001 bytes, expected 30,730,000 (10,000 records of 3,073).");
    std::string wrong = batch;
    wrong[3073 * 16] = 23;
    folder.write("data_batch_2.bin", wrong);
    CHECK(refusal(folder) == "data_batch_2.bin, record 17: label 23 is not in 0..9.");
}

TEST_CASE("what is found in place of records is named") {
    const TemporaryFolder folder;
    const std::string file = (folder.path / "data_batch_1.bin").string();
    folder.write("data_batch_1.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
    CHECK(refusal(folder) == file + " is a Git LFS pointer, not the data. Run \"git lfs pull\".");
    folder.write("data_batch_1.bin", " <!DOCTYPE html><html></html>");
    CHECK(refusal(folder) == file + " is a web page, not CIFAR-10 records.");
    folder.write("data_batch_1.bin", "");
    CHECK(refusal(folder) == file + " is empty.");
}

TEST_CASE("class names of other data are refused") {
    const TemporaryFolder folder;
    write_small(folder);
    folder.write("batches.meta.txt", "airplane\nautomobile\nbird\nkat\n");
    CHECK(refusal(folder) ==
          folder.path.string() + "/batches.meta.txt, line 4: class \"kat\", expected \"cat\".");
    folder.write("batches.meta.txt", "airplane");
    CHECK(refusal(folder) ==
          folder.path.string() + "/batches.meta.txt, line 2: class \"\", expected \"automobile\".");
}

TEST_CASE("a side file is read strictly") {
    const TemporaryFolder folder;
    write_small(folder);
    const std::string name = folder.path.string() + "/source.json";
    const auto refusal_of = [&](const std::string& text) {
        folder.write("source.json", text);
        return refusal(folder);
    };
    CHECK(refusal_of(R"({"source": "CIFAR", "counts": {}})") ==
          "Source is \"CIFAR\" in " + name +
              " (line 1), expected one of \"CIFAR-10\", \"CIFAR-10, recompressed copy\", "
              "\"synthetic stand-in, not CIFAR-10\".");
    CHECK(refusal_of(R"({"counts": {}})") == name + " has no \"source\".");
    CHECK(refusal_of(R"({"source": "CIFAR-10"})") == name + " has no \"counts\".");
    CHECK(refusal_of(R"({"source": "CIFAR-10", "counts": {}})") ==
          folder.path.string() + " has no training pictures.");
    CHECK(refusal_of(R"({"source": "CIFAR-10", "counts": {"data_batch_1.bin": 12}})") ==
          folder.path.string() + " has no test pictures.");
    CHECK(refusal_of(R"({"source": "CIFAR-10", "counts": {"test_batch.bin": 1e12}})") ==
          "\"test_batch.bin\" is 1e+12 in " + name + " (line 1), expected a whole number from 1 to 100,000.");
    CHECK(refusal_of(R"({"source": "CIFAR-10", "counts": {"data_batch_9.bin": 1}})")
              .starts_with("Unknown parameter \"counts.data_batch_9.bin\""));
    CHECK(refusal_of("{") != "no error");
}

TEST_CASE("whatever says that it is synthetic is labelled as a stand-in") {
    const TemporaryFolder folder;
    write_small(folder);
    folder.write(
        "source.json",
        R"({"synthetic": true, "seed": 7, "counts": {"data_batch_1.bin": 12, "test_batch.bin": 10}})");
    const ImageSet set = read_cifar_folder(folder.path);
    CHECK(set.source == "synthetic stand-in, not CIFAR-10");
    CHECK(set.kind == "lobes10");
    CHECK(set.seed == 7);
}

TEST_CASE("pictures are normalised as SCIENCE.md says for their kind") {
    const ImageSet cifar = make_cifar10_like(ImageOrigin::Recompressed),
                   lobes = make_cifar10_like(ImageOrigin::StandIn);
    CHECK(normalisation_of(cifar)(0.4465f + 0.261f, 2) == doctest::Approx(1));
    CHECK(normalisation_of(cifar)(0.4822f, 1) == 0);
    CHECK(normalisation_of(lobes)(0.25f, 0) == -1);
    CHECK(normalisation_of({})(0.25f, 0) == 0.25f);
}

TEST_CASE("classes without pictures are a notice") {
    const TemporaryFolder folder;
    write_small(folder);
    folder.write("source.json",
                 R"({"source": "CIFAR-10", "counts": {"data_batch_1.bin": 12, "test_batch.bin": 7}})");
    folder.write("test_batch.bin", records(7));
    CHECK(read_cifar_folder(folder.path).notices ==
          std::vector<std::string>{"test has no pictures of horse, ship and truck."});
}

TEST_CASE("pictures of another shape do not become records, and nothing is written") {
    const TemporaryFolder folder;
    ImageSet set = make_cifar10_like(ImageOrigin::Original);
    set.shape = {1, 28, 28};
    CHECK(sentence_of([&] { write_cifar_folder(folder.path / "out", set); }) ==
          "Pictures of 28 x 28 pixels do not fit into records, expected 32 x 32 in colour.");
    CHECK_FALSE(fs::exists(folder.path / "out"));
}

}  // namespace reweigh
