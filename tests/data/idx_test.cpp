#include "core/data/idx.h"

#include "core/data/image_files.h"
#include "tests/support/folder.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <initializer_list>

namespace reweigh {
namespace {

std::string header(std::initializer_list<std::uint32_t> words) {
    std::string bytes;
    for (const std::uint32_t word : words)
        for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(word >> shift & 0xFF);
    return bytes;
}

// Two training pictures and one test picture of 3 x 2 pixels.
void write(const TemporaryFolder& folder) {
    folder.write("train-images-idx3-ubyte", header({2051, 2, 2, 3}) + "abcdefABCDEF");
    folder.write("train-labels-idx1-ubyte", header({2049, 2}) + std::string("\x07\x00", 2));
    folder.write("t10k-images-idx3-ubyte", header({2051, 1, 2, 3}) + "uvwxyz");
    folder.write("t10k-labels-idx1-ubyte", header({2049, 1}) + "\x09");
}

std::string refusal(const TemporaryFolder& folder) {
    return sentence_of([&] { read_images(folder.path); });
}

std::string images_refusal(const std::string& bytes) {
    return sentence_of([&] { parse_idx_images(bytes, "f"); });
}

std::string labels_refusal(const std::string& bytes) {
    return sentence_of([&] { parse_idx_labels(bytes, "f"); });
}

}  // namespace

TEST_CASE("idx files are read, plain or packed") {
    const TemporaryFolder folder;
    write(folder);
    const ImageSet plain = read_images(folder.path);
    CHECK(plain.shape == ImageShape{1, 2, 3});
    CHECK(plain.train.labels == std::vector<std::uint8_t>{7, 0});
    CHECK(plain.test.labels == std::vector<std::uint8_t>{9});
    CHECK(plain.picture(plain.train, 1)[3] == 'D');
    CHECK(plain.source == "MNIST");
    CHECK(plain.kind == "mnist");
    CHECK(plain.class_names[7] == "7");
    CHECK(plain.notices.size() == 2);
    REQUIRE(std::system(("gzip " + (folder.path / "t*ubyte").string()).c_str()) == 0);
    CHECK(read_images(folder.path).digest == plain.digest);
}

TEST_CASE("a bad idx file is refused with what was found and expected") {
    CHECK(images_refusal(header({2052, 1, 2, 3}) + "uvwxyz") ==
          "f: magic number 2052, expected 2051 (images).");
    CHECK(labels_refusal(header({2051, 1}) + "\x01") == "f: magic number 2051, expected 2049 (labels).");
    CHECK(images_refusal(header({2051, 2, 2, 3}) + "uvwxyz") ==
          "f: 22 bytes, expected 28 (2 images of 3 x 2).");
    CHECK(images_refusal(header({2051, 1, 2, 3}) + "uvwxyz!") ==
          "f: 23 bytes, expected 22 (1 image of 3 x 2).");
    CHECK(images_refusal(header({2051, 4294967295, 1024, 1024})) ==
          "f: 16 bytes, expected 4,503,599,626,321,936 (4,294,967,295 images of 1024 x 1024).");
    CHECK(images_refusal(header({2051, 1, 4294967295, 0})) ==
          "f: 0 x 4,294,967,295 pixels, expected 1 x 1 to 1,024 x 1,024.");
    CHECK(images_refusal("abc") == "f: 3 bytes, expected a header of 16.");
    CHECK(labels_refusal("") == "f: 0 bytes, expected a header of 8.");
    CHECK(labels_refusal(header({2049, 3}) + "\x01") == "f: 9 bytes, expected 11 (3 labels).");
    CHECK(labels_refusal(header({2049, 2}) + "\x01\x17") == "f, record 2: label 23 is not in 0..9.");
}

TEST_CASE("idx files that do not belong together are refused") {
    const TemporaryFolder folder;
    write(folder);
    const std::string where = folder.path.string();
    folder.write("t10k-labels-idx1-ubyte", header({2049, 2}) + "\x09\x01");
    CHECK(refusal(folder) == where + "/t10k-labels-idx1-ubyte: 2 labels, expected 1, one for each image.");
    write(folder);
    folder.write("t10k-images-idx3-ubyte", header({2051, 1, 3, 2}) + "uvwxyz");
    CHECK(refusal(folder) == where + "/t10k-images-idx3-ubyte: 2 x 3 pixels, expected 3 x 2.");
    std::filesystem::remove(folder.path / "t10k-images-idx3-ubyte");
    CHECK(refusal(folder) == "t10k-images-idx3-ubyte is missing in " + where + ".");
}

TEST_CASE("reading idx files can be ended") {
    const TemporaryFolder folder;
    write(folder);
    CHECK_THROWS_AS(read_images(folder.path, [](std::uint64_t done, auto) { return done == 0; }), Cancelled);
}

}  // namespace reweigh
