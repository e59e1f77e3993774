#include "app/picture_fetch.h"

#include "core/base/digest.h"
#include "tests/support/download_server.h"

#include <doctest/doctest.h>

#include <thread>

using namespace reweigh;

namespace {

constexpr const char* part_name = "cifar-10-binary.tar.gz.part";

// A folder to fetch into, and a server that serves 300,000 bytes.
struct Stand {
    TemporaryFolder folder;
    DownloadServer server;

    OtherSource source(const std::string& path) const {
        return {server.url(path), sha256(DownloadServer::body())};
    }
};

Message end_of(PictureFetch& fetch) {
    for (;;) {
        if (auto message = fetch.look()) return *message;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

void wait_for(const PictureFetch& fetch, std::uint64_t bytes) {
    for (;;) {
        const FetchState state = fetch.state();
        if (std::get<Fetching>(state).done >= bytes) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

}  // namespace

TEST_CASE("pictures are fetched beside the window, which sees how far they are") {
    const Stand stand;
    PictureFetch fetch(stand.folder.path, stand.source("/slow"));
    CHECK(fetch.state() == FetchState(NotFetched{}));
    fetch.start();
    fetch.start();  // it is under way
    wait_for(fetch, 60'000);
    const FetchState state = fetch.state();
    CHECK(std::get<Fetching>(state).all == 300'000);
    CHECK(end_of(fetch).sentence == "CIFAR-10 is on this computer.");
    CHECK(std::holds_alternative<Fetched>(fetch.state()));
    CHECK(contents(stand.folder.path / "cifar-10-binary.tar.gz") == DownloadServer::body());
    CHECK(stand.server.requests() == "/slow None\n");
    CHECK_FALSE(fetch.look());
}

TEST_CASE("a download that was stopped is gone on with, in the next window, too") {
    const Stand stand;
    PictureFetch fetch(stand.folder.path, stand.source("/stall"));
    fetch.start();
    wait_for(fetch, 150'000);
    fetch.cancel();
    CHECK(end_of(fetch).tone == Tone::Note);
    CHECK(fetch.state() == FetchState(NotFetched{150'000}));
    PictureFetch next(stand.folder.path, stand.source("/good"));
    CHECK(next.state() == FetchState(NotFetched{150'000}));
    next.start();
    CHECK(end_of(next).tone == Tone::Good);
    CHECK(stand.server.requests() == "/stall None\n/good bytes=150000-\n");
}

TEST_CASE("why a download failed is a sentence that stays") {
    const Stand stand;
    PictureFetch fetch(stand.folder.path, stand.source("/broken"));
    fetch.start();
    const Message message = end_of(fetch);
    CHECK(message.tone == Tone::Problem);
    CHECK(message.sentence ==
          stand.server.host() + " broke off after 150,000 bytes (connection closed). They are kept in " +
              (stand.folder.path / part_name).string() + "; another try goes on from there.");
    CHECK(fetch.state() == FetchState(FetchFailed{message.sentence, 150'000}));
}

TEST_CASE("a window that closes ends its download") {
    const Stand stand;
    {
        PictureFetch fetch(stand.folder.path, stand.source("/stall"));
        fetch.start();
        wait_for(fetch, 150'000);
    }
    CHECK(std::filesystem::file_size(stand.folder.path / part_name) == 150'000);
}
