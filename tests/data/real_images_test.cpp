#include "core/data/cifar.h"
#include "core/data/image_files.h"
#include "tests/support/folder.h"

#include <doctest/doctest.h>

#include <chrono>

namespace reweigh {
namespace {

// Real data in ../shared/data, as seen from the source folder or from the one above it.
std::filesystem::path found(const std::string& name) {
    const std::filesystem::path source = REWEIGH_SOURCE_FOLDER;
    std::error_code failure;
    for (const auto& above : {source.parent_path(), source.parent_path().parent_path()})
        if (const auto path = above / "shared/data" / name; std::filesystem::exists(path, failure))
            return path;
    MESSAGE("skipped: ", name, " is missing in ", (source.parent_path() / "shared/data").string());
    return {};
}

}  // namespace

TEST_CASE("all of CIFAR-10 is read from its recompressed copy, packed and read again") {
    const std::filesystem::path archive = found("cifar10-jpeg.tar.xz");
    if (archive.empty()) return;
    const auto begin = std::chrono::steady_clock::now();
    const ImageSet set = read_images(archive);
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
    MESSAGE("60,000 pictures read in ", time.count(), " s");
    CHECK(set.train.size() == 50'000);
    CHECK(set.test.size() == 10'000);
    for (int label = 0; label < 10; ++label) {
        CHECK(indices_of(set.train, label).size() == 5'000);
        CHECK(indices_of(set.test, label).size() == 1'000);
    }
    CHECK(set.source == "CIFAR-10, recompressed copy");
    CHECK(set.notices.empty());
    CHECK(set.digest ==
          "7a18924f86f6ca53c33aa180fda1dc79db8d24f4c02ccfefce359e59f5e786ea");  // whatever decodes it
    const TemporaryFolder folder;
    write_cifar_folder(folder.path, set);
    CHECK(std::filesystem::file_size(folder.path / "data_batch_5.bin") == 30'730'000);
    const ImageSet again = read_images(folder.path);
    CHECK(again.digest == set.digest);
    CHECK(again.source == set.source);
}

TEST_CASE("MNIST is read from its packed files") {
    const std::filesystem::path folder = found("mnist");
    if (folder.empty()) return;
    const ImageSet set = read_images(folder);
    CHECK(set.shape == ImageShape{1, 28, 28});
    CHECK(set.train.size() == 60'000);
    CHECK(set.test.size() == 10'000);
    CHECK(indices_of(set.train, 1).size() == 6'742);
    CHECK(indices_of(set.train, 5).size() == 5'421);
    CHECK(indices_of(set.test, 1).size() == 1'135);
    CHECK(set.train.labels[0] == 5);
    CHECK(set.source == "MNIST");
}

}  // namespace reweigh
