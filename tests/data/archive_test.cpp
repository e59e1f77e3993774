#include "core/data/archive.h"

#include "tests/support/folder.h"
#include "tests/support/sentence.h"
#include "tests/support/tar.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <map>

namespace reweigh {
namespace {

using Files = std::map<std::string, std::string>;

Files unpacked(const std::string& file, const Report& report = {}) {
    Files files;
    read_archive(file,
                 {[](const std::string& path) { return !path.ends_with(".skipped"); },
                  [&](const std::string& path, std::string bytes) { files[path] = std::move(bytes); }},
                 report);
    return files;
}

std::string refusal(const std::string& file) {
    return sentence_of([&] { unpacked(file); });
}

// Bytes that do not shrink.
std::string noise(std::size_t count) {
    std::string bytes;
    for (unsigned word = 1; bytes.size() < count; word = word * 1664525 + 1013904223)
        bytes += static_cast<char>(word >> 24);
    return bytes;
}

// Packs a file in place of itself; its new name.
std::string packed(const std::string& file, const std::string& command) {
    REQUIRE(std::system((command + " " + file).c_str()) == 0);
    return file + (command.starts_with("gzip") ? ".gz" : ".xz");
}

std::string gzipped(const TemporaryFolder& folder, const std::string& bytes) {
    const std::string file = packed(folder.write("piece", bytes), "gzip");
    std::string result = contents(file);
    std::filesystem::remove(file);
    return result;
}

std::string cut(const TemporaryFolder& folder, const std::string& file, std::size_t bytes) {
    return folder.write("cut" + std::filesystem::path(file).extension().string(),
                        contents(file).substr(0, bytes));
}

}  // namespace

TEST_CASE("an archive hands out the wanted files, plain or packed") {
    const TemporaryFolder folder;
    const std::string tar =
        tar_of({{"./a/one", "1"}, {"two.skipped", noise(3000)}, {"three", noise(100'000)}, {"empty", ""}});
    const Files expected{{"a/one", "1"}, {"three", noise(100'000)}, {"empty", ""}};
    CHECK(unpacked(folder.write("a.tar", tar)) == expected);
    CHECK(unpacked(packed(folder.write("b.tar", tar), "gzip")) == expected);
    CHECK(unpacked(packed(folder.write("c.tar", tar), "xz")) == expected);
}

TEST_CASE("an archive that was cut anywhere ends early, at the byte where it does") {
    const TemporaryFolder folder;
    const std::string tar = tar_of({{"one", noise(140'000).substr(70'000)}, {"two", noise(70'000)}});
    for (const std::string& file : {folder.write("a.tar", tar), packed(folder.write("b.tar", tar), "gzip"),
                                    packed(folder.write("c.tar", tar), "xz")}) {
        CAPTURE(file);
        for (const std::size_t bytes : {1'000, 65'536, 100'000, 139'999})
            CHECK(refusal(cut(folder, file, bytes))
                      .ends_with(" ends early at byte " + std::to_string(bytes / 1000) + "," +
                                 std::to_string(1000 + bytes % 1000).substr(1) + "."));
    }
}

TEST_CASE("flipped bits of a packed archive are found") {
    const TemporaryFolder folder;
    const std::string file = packed(folder.write("a.tar", tar_of({{"one", noise(200'000)}})), "xz");
    std::string bytes = contents(file);
    bytes[100'000] = static_cast<char>(bytes[100'000] ^ 4);
    CHECK(refusal(folder.write("flipped.tar.xz", bytes)).find("flipped.tar.xz is damaged: ") !=
          std::string::npos);
}

TEST_CASE("an entry that leaves the folder is refused, and what came before it is not used") {
    const TemporaryFolder folder;
    for (const std::string path : {"../../x", "/etc/x", "a/../../x"}) {
        const std::string file = folder.write("a.tar", tar_of({{"train/cat/1.png", "x"}, {path, "y"}}));
        CHECK(refusal(file) == file + ": entry \"" + path + "\" leaves the folder; nothing was unpacked.");
    }
}

TEST_CASE("a bomb is refused before it has grown") {
    const TemporaryFolder folder;
    const std::string sentence = " unpacks to more than 200 MB, expected 184 MB; nothing was unpacked.";
    const std::string megabytes = gzipped(folder, std::string(1 << 20, '\0'));
    const auto bomb = [&](const std::string& name, const std::vector<std::string>& paths) {
        std::string bytes;
        for (const std::string& path : paths) {
            bytes += gzipped(folder, tar_header(path, 120 << 20));
            for (int i = 0; i < 120; ++i) bytes += megabytes;
        }
        return folder.write(name, bytes);
    };
    const std::string two = bomb("two.tar.gz", {"a", "b"});
    CHECK(std::filesystem::file_size(two) < 400'000);
    CHECK(refusal(two) == two + sentence);
    const std::string unwanted = bomb("unwanted.tar.gz", {"a.skipped", "b.skipped", "c.skipped"});
    CHECK(refusal(unwanted) == unwanted + sentence);
    const std::string claims = folder.write("claims.tar", tar_header("a", std::size_t{8'000'000'000}));
    CHECK(refusal(claims) == claims + sentence);
}

TEST_CASE("what is no archive is named") {
    const TemporaryFolder folder;
    const std::string file = (folder.path / "a.tar.gz").string();
    CHECK(refusal(file) == file + ": no such file.");
    folder.write("a.tar.gz", "");
    CHECK(refusal(file) == file + " is empty.");
    folder.write("a.tar.gz", "\n<html><body>Log in</body></html>");
    CHECK(refusal(file) == file + " is a web page, not an archive.");
    folder.write("a.tar.gz", "version https://git-lfs.github.com/spec/v1\n");
    CHECK(refusal(file) == file + " is a Git LFS pointer, not the data. Run \"git lfs pull\".");
    folder.write("a.tar.gz", noise(5000));
    CHECK(refusal(file) == file + " is not an archive, expected .tar, .tar.gz or .tar.xz.");
}

TEST_CASE("reading tells how far it is and ends when it is told to") {
    const TemporaryFolder folder;
    const std::string file = folder.write("a.tar", tar_of({{"one", noise(300'000)}, {"two", "2"}}));
    std::uint64_t last = 0;
    unpacked(file, [&](std::uint64_t done, std::uint64_t all) {
        CHECK(all == std::filesystem::file_size(file));
        CHECK(done >= last);
        last = done;
        return true;
    });
    CHECK(last >= 300'000);
    CHECK_THROWS_AS(unpacked(file, [](auto, auto) { return false; }), Cancelled);
}

TEST_CASE("a single file is read as it is or unpacked, up to a limit") {
    const TemporaryFolder folder;
    const std::string plain = folder.write("plain", noise(1000)), other = folder.write("other", noise(1000));
    CHECK(read_unpacked(plain, 1000) == noise(1000));
    CHECK(read_unpacked(packed(other, "gzip"), 1000) == noise(1000));
    CHECK(sentence_of([&] { read_unpacked(other + ".gz", 999); }) ==
          other + ".gz unpacks to more than 999 bytes.");
    const std::string part = folder.write("part.gz", contents(other + ".gz").substr(0, 500));
    CHECK(sentence_of([&] { read_unpacked(part, 1000); }) == part + " ends early at byte 500.");
}

}  // namespace reweigh
