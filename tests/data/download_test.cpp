#include "core/data/download.h"

#include "core/base/digest.h"
#include "tests/support/download_server.h"
#include "tests/support/rights.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

#include <chrono>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

const std::string body = DownloadServer::body();
const std::string half = body.substr(0, 150'000);

// A folder to download into, and a server.
struct Stand {
    TemporaryFolder folder;
    DownloadServer server;
    fs::path file = folder.path / "d/a.tar.gz", part = folder.path / "d/a.tar.gz.part";

    Download wanted(const std::string& path) const {
        return {server.url(path), file, body.size(), sha256(body), 1};
    }
    std::string refusal(const std::string& path) const {
        return sentence_of([&] { download(wanted(path)); });
    }
    void leave_part(const std::string& bytes) const { folder.write("d/a.tar.gz.part", bytes); }
    void check_done() const {
        CHECK(contents(file) == body);
        CHECK_FALSE(fs::exists(part));
    }
};

}  // namespace

TEST_CASE("a file is fetched, checked and told of") {
    const Stand stand;
    std::uint64_t last = 0;
    download(stand.wanted("/slow"), [&](std::uint64_t done, std::uint64_t all) {
        CHECK(all == 300'000);
        CHECK(done >= last);
        last = done;
        return true;
    });
    CHECK(last == 300'000);
    stand.check_done();
    CHECK((fs::status(stand.file).permissions() & fs::perms::group_read) != fs::perms::none);
    download(stand.wanted("/good"));
    CHECK(stand.server.requests() == "/slow None\n");  // nothing is fetched twice
}

TEST_CASE("a file that moved is followed, one of unknown size is fetched, too") {
    const Stand stand;
    Download wanted = stand.wanted("/moved");
    wanted.bytes.reset();
    download(wanted);
    stand.check_done();
}

TEST_CASE("a download goes on where it ended") {
    const Stand stand;
    stand.leave_part(half);
    download(stand.wanted("/good"));
    stand.check_done();
    CHECK(stand.server.requests() == "/good bytes=150000-\n");
}

TEST_CASE("a server that knows no ranges sends all again, and a misplaced answer is not used") {
    for (const std::string path : {"/no-ranges", "/misplaced"}) {
        const Stand stand;
        stand.leave_part(std::string(150'000, 'x'));
        download(stand.wanted(path));
        stand.check_done();
    }
}

TEST_CASE("a whole part needs only its digest, a longer one begins again") {
    const Stand stand;
    stand.leave_part(body);
    download(stand.wanted("/nowhere"));
    stand.check_done();
    CHECK(stand.server.requests().empty());
    const Stand other;
    other.leave_part(body + "x");
    download(other.wanted("/good"));
    other.check_done();
    CHECK(other.server.requests() == "/good None\n");
    const Stand third;  // of unknown size: the server says that nothing is left
    third.leave_part(body);
    Download wanted = third.wanted("/good");
    wanted.bytes.reset();
    download(wanted);
    third.check_done();
    CHECK(third.server.requests() == "/good bytes=300000-\n/good None\n");
}

TEST_CASE("a connection that breaks off or stalls leaves a part to go on from") {
    for (const std::string path : {"/broken", "/half-without-length", "/stall"}) {
        const Stand stand;
        const std::string reason = path == "/stall" ? "no answer for 1 s" : "connection closed";
        CHECK(stand.refusal(path) == stand.server.host() + " broke off after 150,000 of 300,000 bytes (" +
                                         reason + "). They are kept in " + stand.part.string() +
                                         "; another try goes on from there.");
        CHECK(contents(stand.part) == half);
        CHECK_FALSE(fs::exists(stand.file));
        download(stand.wanted("/good"));
        stand.check_done();
    }
}

TEST_CASE("a file of another length is refused and not kept") {
    const Stand stand;
    for (const auto& [path, found] :
         {std::pair{"/short", "150,000"}, {"/long", "300,004"}, {"/endless", "more"}}) {
        CHECK(stand.refusal(path) == stand.server.url(path) + ": " + found + " bytes, expected 300,000.");
        CHECK_FALSE(fs::exists(stand.part));
        CHECK_FALSE(fs::exists(stand.file));
        CHECK_THROWS_AS(download(stand.wanted(path)), WrongContent);
    }
}

TEST_CASE("a file with a wrong digest is kept aside") {
    const Stand stand;
    const std::string file = stand.file.string();
    const std::string wrong = body.substr(0, body.size() - 1) + "x";
    const std::string sentence = file + ": SHA-256 is " + sha256(wrong).substr(0, 4) + "..., expected " +
                                 sha256(body).substr(0, 4) + ".... Kept as " + file + ".bad.";
    CHECK(stand.refusal("/wrong") == sentence);
    CHECK(contents(file + ".bad") == wrong);
    CHECK_FALSE(fs::exists(stand.file));
    CHECK_FALSE(fs::exists(stand.part));
    stand.folder.write("d/a.tar.gz", wrong);  // somebody else's, under the name of the official one
    CHECK(stand.refusal("/good") == sentence);
    download(stand.wanted("/good"));
    stand.check_done();
}

TEST_CASE("a web page in place of the archive is known and not kept") {
    const Stand stand;
    for (const std::string path : {"/page", "/long-page"}) {
        CHECK(stand.refusal(path) == stand.server.url(path) + " is a web page, not an archive.");
        CHECK_FALSE(fs::exists(stand.part));
        CHECK_THROWS_AS(download(stand.wanted(path)), WrongContent);
    }
}

TEST_CASE("what cannot be had says why") {
    const Stand stand;
    CHECK(stand.refusal("/nowhere") ==
          stand.server.url("/nowhere") + " cannot be had: " + stand.server.host() + " answers 404.");
    Download wanted = stand.wanted("/good");
    wanted.url = "http://127.0.0.1:1/a";
    CHECK(sentence_of([&] { download(wanted); }) == "Cannot reach 127.0.0.1:1 (connection refused).");
    wanted.url = "http://ada:secret@name.invalid/a";
    CHECK(sentence_of([&] { download(wanted); }) == "Cannot reach name.invalid (name not resolved).");
    wanted.url = "file:///etc/hostname";
    CHECK(sentence_of([&] { download(wanted); }) ==
          "\"file:///etc/hostname\" is not an address, expected http:// or https://.");
    wanted.url = "";
    CHECK(sentence_of([&] { download(wanted); }) == "\"\" is not an address, expected http:// or https://.");
}

TEST_CASE("what cannot be reached comes with advice") {
    const TemporaryFolder folder;
    CHECK(sentence_of([&] {
              download_cifar10(folder.path, {"http://name.invalid/a", ""});
          }) == "Cannot reach name.invalid (name not resolved). Put cifar-10-binary.tar.gz into " +
                    folder.path.string() + ", or use the stand-in.");
}

TEST_CASE("another source of CIFAR-10 is taken with its own digest, else it must be the official archive") {
    const Stand stand;
    const fs::path file = download_cifar10(stand.folder.path, {stand.server.url("/good"), sha256(body)});
    CHECK(file == stand.folder.path / "cifar-10-binary.tar.gz");
    CHECK(contents(file) == body);
    const TemporaryFolder other;
    CHECK(sentence_of([&] {
              download_cifar10(other.path, {stand.server.url("/good"), ""});
          }) == stand.server.url("/good") + ": 300,000 bytes, expected 170,052,171.");
}

TEST_CASE("a download ends soon after it is told to, and keeps its part") {
    const Stand stand;
    const auto begin = std::chrono::steady_clock::now();
    Download wanted = stand.wanted("/stall");
    wanted.patience_seconds = 15;
    CHECK_THROWS_AS(download(wanted, [](std::uint64_t done, auto) { return done < 150'000; }), Cancelled);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
    CHECK(contents(stand.part) == half);
}

TEST_CASE("one download at a time writes a part") {
    const Stand stand;
    std::string sentence;
    download(stand.wanted("/slow"), [&](std::uint64_t done, auto) {
        if (done > 0 && sentence.empty()) sentence = stand.refusal("/good");
        return true;
    });
    CHECK(sentence == stand.part.string() + " is being written by another download.");
    stand.check_done();
}

TEST_CASE("a disk without room is one sentence before anything is fetched, or when it fills up") {
    const Stand stand;
    fs::create_directories(stand.folder.path / "d");
    const SmallDisk disk(stand.folder.path / "d", "size=64k");
    if (!disk.is_there()) {
        MESSAGE("skipped: only root may mount a small file system");
        return;
    }
    CHECK(stand.refusal("/good").starts_with("Cannot save " + stand.file.string() + ": 300 kB needed, "));
    CHECK(stand.server.requests().empty());
    Download wanted = stand.wanted("/good");
    wanted.bytes.reset();
    CHECK(sentence_of([&] { download(wanted); }) ==
          "Cannot save " + stand.part.string() + ": no space left on device.");
}

TEST_CASE("a folder that cannot be written to is one sentence") {
    const Stand stand;
    const fs::path closed = stand.folder.path / "d";
    fs::create_directories(closed);
    fs::permissions(stand.folder.path, fs::perms{0755});
    fs::permissions(closed, fs::perms{0555});
    const WithoutRootRights nobody;
    CHECK(stand.refusal("/good") == "Cannot write to " + closed.string() + ": permission denied.");
}

}  // namespace reweigh
