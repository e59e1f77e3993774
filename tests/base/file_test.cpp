#include "core/base/file.h"

#include "tests/support/folder.h"
#include "tests/support/rights.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <string>
#include <vector>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

bool is_there(const SmallDisk& disk) {
    if (!disk.is_there()) MESSAGE("skipped: only root may mount a small file system");
    return disk.is_there();
}

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
    return names;
}

// A file may not grow beyond so many bytes: writing fails in its middle.
class LargestFile {
public:
    explicit LargestFile(rlim_t bytes) : signal_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit now{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    ~LargestFile() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, signal_);
    }
    LargestFile(const LargestFile&) = delete;
    LargestFile& operator=(const LargestFile&) = delete;

private:
    void (*signal_)(int);
    rlimit before_{};
};

// What the umask takes from new files, while this lives.
class Umask {
public:
    explicit Umask(mode_t taken) : before_(::umask(taken)) {}
    ~Umask() { ::umask(before_); }
    Umask(const Umask&) = delete;
    Umask& operator=(const Umask&) = delete;

private:
    mode_t before_;
};

int rights_of(const fs::path& file) { return static_cast<int>(fs::status(file).permissions()); }

}  // namespace

TEST_CASE("what is written is read again, in folders that did not exist") {
    const TemporaryFolder folder;
    const fs::path file = folder.path / "a/b/c.bin";
    const std::string bytes = std::string("\0\r\n\xff", 4) + std::string(1'000'000, 'x');
    write_atomically(file, bytes);
    CHECK(read_file(file) == bytes);
    write_atomically(file, "short");
    CHECK(read_file(file) == "short");
    CHECK(names_in(folder.path / "a/b") == std::vector<std::string>{"c.bin"});
}

TEST_CASE("a new file has the rights of any new file, one that was there keeps its own") {
    const TemporaryFolder folder;
    const fs::path file = folder.path / "file", other = folder.path / "other";
    {
        const Umask open(0002);
        write_atomically(file, "1");
        CHECK(rights_of(file) == 0664);
    }
    const Umask closed(0077);
    write_atomically(other, "1");
    CHECK(rights_of(other) == 0600);
    write_atomically(file, "2");
    CHECK(rights_of(file) == 0664);
    fs::permissions(file, fs::perms{0440});
    write_atomically(file, "3");
    CHECK(rights_of(file) == 0440);
    CHECK(contents(file) == "3");
}

TEST_CASE("a symbolic link stays, the file that it names is written") {
    const TemporaryFolder folder;
    folder.write("target", "old");
    fs::create_symlink("target", folder.path / "link");
    write_atomically(folder.path / "link", "new", Former::Kept);
    CHECK(fs::is_symlink(folder.path / "link"));
    CHECK(contents(folder.path / "target") == "new");
    CHECK(contents(folder.path / "target~") == "old");
}

TEST_CASE("what was there before stays under a second name, also when the next save fails") {
    const TemporaryFolder folder;
    const std::string file = (folder.path / "file").string();
    write_atomically(file, "1", Former::Kept);
    CHECK(names_in(folder.path) == std::vector<std::string>{"file"});
    write_atomically(file, "2", Former::Kept);
    write_atomically(file, "3", Former::Kept);
    CHECK(contents(file) == "3");
    CHECK(contents(file + "~") == "2");
    {
        const LargestFile limit(1000);
        CHECK_THROWS(write_atomically(file, std::string(2000, 'x'), Former::Kept));
    }
    CHECK(contents(file) == "3");
    CHECK(contents(file + "~") == "2");
    CHECK(names_in(folder.path).size() == 2);
}

TEST_CASE("a file that cannot be read is named with the reason") {
    const TemporaryFolder folder;
    const std::string file = folder.write("file", "12345"), empty = folder.write("empty", "");
    const std::string absent = (folder.path / "absent").string();
    CHECK(sentence_of([&] { (void)read_file(absent); }) == absent + ": no such file.");
    CHECK(sentence_of([&] { (void)read_file(empty); }) == empty + " is empty.");
    CHECK(sentence_of([&] { (void)read_file(folder.path); }) ==
          folder.path.string() + " is a folder, not a file.");
    CHECK(sentence_of([&] { (void)read_file(file, 4); }) == file + ": more than 4 bytes.");
    CHECK(read_file(file, 5) == "12345");
    CHECK(sentence_of([&] { (void)read_file(file + "/below"); }) ==
          "Cannot read " + file + "/below: not a directory.");
}

TEST_CASE("writing that fails in its middle leaves the old file and nothing else") {
    const TemporaryFolder folder;
    const std::string file = folder.write("file", "old");
    {
        const LargestFile limit(1000);
        CHECK(sentence_of([&] { write_atomically(file, std::string(2000, 'x')); }) ==
              "Cannot save " + file + ": file too large. The old file is intact.");
        const std::string fresh = (folder.path / "fresh").string();
        CHECK(sentence_of([&] { write_atomically(fresh, std::string(2000, 'x')); }) ==
              "Cannot save " + fresh + ": file too large.");
        write_atomically(folder.path / "fits", std::string(1000, 'x'));
    }
    CHECK(contents(file) == "old");
    CHECK(names_in(folder.path).size() == 2);
}

TEST_CASE("a folder in the file's place is not replaced") {
    const TemporaryFolder folder;
    folder.write("name/inside", "kept");
    const std::string name = (folder.path / "name").string();
    CHECK(sentence_of([&] { write_atomically(name, "x"); }).starts_with("Cannot save " + name + ": is a "));
    CHECK(contents(folder.path / "name/inside") == "kept");
    CHECK(names_in(folder.path) == std::vector<std::string>{"name"});
}

TEST_CASE("a disk without room is told before anything is written") {
    const TemporaryFolder folder;
    const SmallDisk disk(folder.path, "size=64k");
    if (!is_there(disk)) return;
    const std::string file = folder.write("file", "old");
    CHECK(sentence_of([&] { write_atomically(file, std::string(120'000, 'x')); }) ==
          "Cannot save " + file + ": 120 kB needed, 61 kB free. The old file is intact.");
    const std::string fresh = (folder.path / "fresh").string();
    CHECK(sentence_of([&] { write_atomically(fresh, std::string(61'441, 'x')); }) ==
          "Cannot save " + fresh + ": 62 kB needed, 61 kB free.");
    CHECK(contents(file) == "old");
    CHECK(names_in(folder.path) == std::vector<std::string>{"file"});
    write_atomically(fresh, std::string(61'440, 'x'));
    CHECK(fs::file_size(fresh) == 61'440);
}

TEST_CASE("a disk without room for another file is told") {
    const TemporaryFolder folder;
    const SmallDisk disk(folder.path, "size=64k,nr_inodes=2");
    if (!is_there(disk)) return;
    const std::string file = folder.write("file", "old");
    CHECK(sentence_of([&] { write_atomically(file, "new"); }) ==
          "Cannot write to " + folder.path.string() + ": no space left on device.");
    CHECK(contents(file) == "old");
}

TEST_CASE("a folder that may not be written into is named") {
    const TemporaryFolder folder;
    const fs::path locked = folder.path / "locked";
    const std::string file = folder.write("locked/file", "old");
    fs::permissions(folder.path, fs::perms{0755});
    fs::permissions(locked, fs::perms{0555});
    {
        const WithoutRootRights nobody;
        const std::string sentence = "Cannot write to " + locked.string() + ": permission denied.";
        CHECK(sentence_of([&] { write_atomically(file, "new"); }) == sentence);
        CHECK(sentence_of([&] { require_writable(locked); }) == sentence);
        CHECK(sentence_of([&] { require_writable(locked / "below"); }) ==
              "Cannot make the folder " + (locked / "below").string() + ": permission denied.");
    }
    fs::permissions(locked, fs::perms{0755});
    CHECK(contents(file) == "old");
}

TEST_CASE("a read-only disk and a file in a folder's place are named") {
    const TemporaryFolder folder;
    const std::string file = folder.write("file", "old");
    CHECK(sentence_of([&] { write_atomically(file + "/below/x", "new"); }) ==
          "Cannot make the folder " + file + "/below: not a directory.");
    fs::create_directory(folder.path / "disk");
    const SmallDisk disk(folder.path / "disk", "", MS_RDONLY);
    if (!is_there(disk)) return;
    CHECK(sentence_of([&] { write_atomically(folder.path / "disk/x", "new"); }) ==
          "Cannot write to " + (folder.path / "disk").string() + ": read-only file system.");
}

TEST_CASE("sizes are told in whole units, needs rounded up and room rounded down") {
    CHECK(size_text(0, Rounding::Up) == "0 bytes");
    CHECK(size_text(1, Rounding::Down) == "1 byte");
    CHECK(size_text(999, Rounding::Up) == "999 bytes");
    CHECK(size_text(1001, Rounding::Up) == "2 kB");
    CHECK(size_text(1999, Rounding::Down) == "1 kB");
    CHECK(size_text(120'000'000, Rounding::Up) == "120 MB");
    CHECK(size_text(14'999'999, Rounding::Down) == "14 MB");
    CHECK(size_text(~std::uint64_t{0}, Rounding::Down) == "18 EB");
}

TEST_CASE("the beginning of a file is read without the rest") {
    const TemporaryFolder folder;
    const std::string file = folder.write("f", std::string(100'000, 'a') + "b");
    CHECK(read_beginning(file, 3) == "aaa");
    CHECK(read_beginning(file, 1'000'000).size() == 100'001);
    CHECK(sentence_of([&] { read_beginning(folder.path / "g", 3); }) ==
          (folder.path / "g").string() + ": no such file.");
}

TEST_CASE("what does not fit on the disk is said before it is written") {
    const TemporaryFolder folder;
    const std::string file = (folder.path / "f").string();
    require_room(file, 1);
    const std::string sentence = sentence_of([&] { require_room(file, std::uint64_t{1} << 62); });
    CHECK(sentence.starts_with("Cannot save " + file + ": 5 EB needed, "));
    CHECK(sentence.ends_with(" free."));
}

}  // namespace reweigh
