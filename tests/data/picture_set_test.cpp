#include "core/data/picture_set.h"

#include "core/data/cifar.h"
#include "core/data/image_files.h"
#include "tests/data/picture_bytes.h"
#include "tests/support/folder.h"
#include "tests/support/sentence.h"
#include "tests/support/tar.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

namespace reweigh {
namespace {

// Two training pictures and a test picture, given in no order.
const std::vector<std::pair<std::string, std::string>> three{
    {"test/ship/0001.png", plain_png(32, 32, 7, 8, 9)},
    {"train/dog/0002.PNG", plain_png(32, 32, 4, 5, 6)},
    {"train/cat/0001.png", plain_png(32, 32, 1, 2, 3)}};

void write(const TemporaryFolder& folder) {
    for (const auto& [path, bytes] : three) folder.write(path, bytes);
}

std::string refusal(const std::filesystem::path& path) {
    return sentence_of([&] { read_images(path); });
}

void check_three(const ImageSet& set) {
    CHECK(set.train.labels == std::vector<std::uint8_t>{3, 5});
    CHECK(set.test.labels == std::vector<std::uint8_t>{8});
    CHECK(set.picture(set.train, 0)[0] == 1);
    CHECK(set.picture(set.train, 0)[1023] == 1);
    CHECK(set.picture(set.train, 0)[1024] == 2);
    CHECK(set.picture(set.train, 1)[3071] == 6);
    CHECK(set.source == "CIFAR-10");
    CHECK(set.origin == ImageOrigin::Original);
}

}  // namespace

TEST_CASE("pictures are read from a folder and from an archive, to the same set") {
    const TemporaryFolder folder;
    write(folder);
    folder.write("train/cat/.hidden.png", "x");
    folder.write("train/cat/notes.txt", "x");
    folder.write("train/readme.txt", "x");
    const ImageSet set = read_images(folder.path);
    check_three(set);
    const TemporaryFolder other;
    auto files = three;
    for (auto& file : files) file.first = "pictures/" + file.first;
    files.push_back({"pictures/train/cat/._0001.png", "x"});
    const ImageSet packed = read_images(other.write("a.tar", tar_of(files)));
    check_three(packed);
    CHECK(packed.digest == set.digest);
}

TEST_CASE("one JPEG makes the set a recompressed copy, whatever its name") {
    const TemporaryFolder folder;
    write(folder);
    folder.write("train/cat/0003.png", jpeg_bytes(32, 32, std::vector<std::uint8_t>(3072, 100)));
    const ImageSet set = read_images(folder.path);
    CHECK(set.source == "CIFAR-10, recompressed copy");
    CHECK(set.origin == ImageOrigin::Recompressed);
    CHECK(std::abs(set.picture(set.train, 1)[500] - 100) <= 2);
}

TEST_CASE("packed pictures keep label and digest") {
    const TemporaryFolder folder, out;
    write(folder);
    folder.write("test/cat/1.jpg", jpeg_bytes(32, 32, std::vector<std::uint8_t>(3072, 100)));
    const ImageSet set = read_images(folder.path);
    write_cifar_folder(out.path, set);
    const ImageSet records = read_images(out.path);
    CHECK(records.digest == set.digest);
    CHECK(records.source == "CIFAR-10, recompressed copy");
}

TEST_CASE("a folder without a split and a class that is none are refused") {
    const TemporaryFolder folder;
    const std::string where = folder.path.string();
    folder.write("train/cat/1.png", plain_png(32, 32, 1, 2, 3));
    CHECK(refusal(folder.path) == where + " has no test folder.");
    std::filesystem::create_directories(folder.path / "test/cat");
    CHECK(refusal(folder.path) == where + " has no test pictures.");
    folder.write("test/kat/1.png", plain_png(32, 32, 1, 2, 3));
    CHECK(refusal(folder.path) == where + ": class \"kat\" is not one of airplane ... truck.");
    const TemporaryFolder test_alone;
    test_alone.write("test/cat/1.png", plain_png(32, 32, 1, 2, 3));
    CHECK(refusal(test_alone.path) == test_alone.path.string() + " has no train folder.");
    const std::string archive = folder.write("a.tar", tar_of({{"train/kat/1.png", "x"}}));
    CHECK(refusal(archive) == archive + ": class \"kat\" is not one of airplane ... truck.");
    const std::string half = folder.write("b.tar", tar_of({three[1]}));
    CHECK(refusal(half) == half + " has no test pictures.");
}

TEST_CASE("what is no file and what leads in a circle is refused, and two trees do not become one") {
    const TemporaryFolder folder;
    write(folder);
    const std::filesystem::path odd = folder.path / "train/cat/odd.png";
    REQUIRE(::mkfifo(odd.c_str(), 0600) == 0);
    CHECK(refusal(folder.path) == odd.string() + " is not a file.");
    std::filesystem::remove(odd);
    std::filesystem::create_directory(odd);
    CHECK(refusal(folder.path) == odd.string() + " is not a file.");
    std::filesystem::remove(odd);
    const std::filesystem::path circle = folder.path / "train/dog";
    std::filesystem::remove_all(circle);
    std::filesystem::create_symlink("dog", circle);
    CHECK(refusal(folder.path).starts_with("Cannot read " + circle.string() + ": "));
    auto files = three;
    for (auto& file : files) file.first = "a/" + file.first;
    files.push_back({"b/" + three.front().first, three.front().second});
    const std::string archive = folder.write("two.tar", tar_of(files));
    CHECK(refusal(archive) ==
          archive + ": pictures lie below \"a/\" and below \"b/\", expected one data set.");
}

TEST_CASE("a picture of another size, of another kind or damaged is refused") {
    const TemporaryFolder folder;
    write(folder);
    const auto refusal_of = [&](const std::string& bytes) {
        folder.write("train/cat/0001.png", bytes);
        return refusal(folder.path);
    };
    CHECK(refusal_of(plain_png(64, 48, 1, 2, 3)) == "train/cat/0001.png: 64 x 48 pixels, expected 32 x 32.");
    CHECK(refusal_of("GIF89a") == "train/cat/0001.png is neither JPEG nor PNG.");
    CHECK(refusal_of("") == (folder.path / "train/cat/0001.png").string() + " is empty.");
    const std::string png = plain_png(32, 32, 1, 2, 3);
    CHECK(refusal_of(png.substr(0, 60)).starts_with("train/cat/0001.png cannot be decoded: "));
    const std::string jpeg = jpeg_bytes(32, 32, std::vector<std::uint8_t>(3072, 100));
    CHECK(refusal_of(jpeg.substr(0, 100)).starts_with("train/cat/0001.png cannot be decoded: "));
}

TEST_CASE("no cut picture does harm") {
    const std::string png = plain_png(32, 32, 1, 2, 3),
                      jpeg = jpeg_bytes(32, 32, std::vector<std::uint8_t>(3072, 100));
    int refused = 0;
    for (const std::string& bytes : {png, jpeg})
        for (std::size_t i = 0; i < bytes.size(); ++i)
            refused +=
                sentence_of([&] { decode_picture(bytes.substr(0, i), "f", ImageShape{}); }) != "no error";
    CHECK(refused > static_cast<int>(png.size()));
}

TEST_CASE("a folder or archive without any pictures says what is expected") {
    const TemporaryFolder folder;
    CHECK(refusal(folder.path) ==
          folder.path.string() +
              " holds no pictures, expected data_batch_1.bin ... test_batch.bin, folders "
              "train and test, or idx files.");
    const std::string archive = folder.write("a.tar", tar_of({{"readme", "x"}}));
    CHECK(refusal(archive) == archive +
                                  " holds no pictures, expected data_batch_1.bin ... test_batch.bin, or "
                                  "folders train and test.");
    CHECK(refusal(folder.path / "nowhere") == (folder.path / "nowhere").string() + ": no such file.");
}

TEST_CASE("the Python version of CIFAR-10 is known") {
    const TemporaryFolder folder;
    const std::string archive =
        folder.write("a.tar", tar_of({{"cifar-10-batches-py/data_batch_1", std::string(3000, 'x')}}));
    const std::string end = " holds the Python version of CIFAR-10; Reweigh reads the binary version.";
    CHECK(refusal(archive) == archive + end);
    folder.write("data_batch_1", "x");
    CHECK(refusal(folder.path) == folder.path.string() + end);
}

TEST_CASE("records are read from an archive, which is told from the official one") {
    const TemporaryFolder folder, records;
    write(folder);
    write_cifar_folder(records.path, read_images(folder.path));
    std::vector<std::pair<std::string, std::string>> files;
    for (const char* name : {"test_batch.bin", "source.json", "data_batch_1.bin"})
        files.push_back({std::string("cifar-10-batches-bin/") + name, contents(records.path / name)});
    const std::string archive = folder.write("place/cifar-10-binary.tar.gz", tar_of(files));
    const ImageSet set = read_images(archive);
    check_three(set);
    CHECK(set.notices.back().starts_with(archive + " is not the official archive: SHA-256 is "));
    CHECK(set.notices.back().ends_with("..., expected c4a3...."));
    CHECK(read_images(folder.path / "place").digest == set.digest);
    files.erase(files.begin());
    const std::string partial = folder.write("partial.tar", tar_of(files));
    CHECK(refusal(partial) == "test_batch.bin is missing in " + partial + ".");
}

TEST_CASE("kinds are told by names alone") {
    const TemporaryFolder folder;
    folder.write("p/train/cat/1.png", "");
    folder.write("r/data_batch_1.bin", "");
    folder.write("b/cifar-10-batches-bin/test_batch.bin", "");
    folder.write("m/t10k-images-idx3-ubyte.gz", "");
    folder.write("a.tar.xz", "");
    folder.write("notes.txt", "");
    CHECK(image_files_kind(folder.path / "p") == "pictures");
    CHECK(image_files_kind(folder.path / "r") == "CIFAR-10 records");
    CHECK(image_files_kind(folder.path / "b") == "CIFAR-10 records");
    CHECK(image_files_kind(folder.path / "m") == "idx files");
    CHECK(image_files_kind(folder.path / "a.tar.xz") == "archive");
    CHECK(image_files_kind(folder.path / "notes.txt").empty());
    CHECK(image_files_kind(folder.path).empty());
    CHECK(image_files_kind(folder.path / "nowhere").empty());
    const std::vector<std::filesystem::path> all{folder.path / "a.tar.xz", folder.path / "b",
                                                 folder.path / "m", folder.path / "p", folder.path / "r"};
    CHECK(image_sets_in(folder.path) == all);
    CHECK(image_sets_in(folder.path / "p") == std::vector{folder.path / "p"});
    CHECK(image_sets_in(folder.path / "nowhere").empty());
}

TEST_CASE("data are looked for where REWEIGH_DATA says, then in the user's folder") {
    const TemporaryFolder folder;
    folder.write("one/m/t10k-images-idx3-ubyte.gz", "");
    folder.write("two/r/data_batch_1.bin", "");
    ::setenv("REWEIGH_DATA", (folder.path / "one").c_str(), 1);
    ::setenv("REWEIGH_HOME", (folder.path / "home").c_str(), 1);
    CHECK(data_places() == std::vector{folder.path / "one", folder.path / "home/data"});
    CHECK_FALSE(find_cifar10());
    ::setenv("REWEIGH_DATA",
             (":" + (folder.path / "one").string() + "::" + (folder.path / "two").string()).c_str(), 1);
    CHECK(data_places() == std::vector{folder.path / "one", folder.path / "two", folder.path / "home/data"});
    CHECK(find_cifar10() == folder.path / "two/r");
    ::unsetenv("REWEIGH_DATA");
    folder.write("home/data/a.tar", "");
    CHECK(find_cifar10() == folder.path / "home/data/a.tar");
    ::unsetenv("REWEIGH_HOME");
}

}  // namespace reweigh
