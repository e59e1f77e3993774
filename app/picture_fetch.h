#pragma once

#include "app/fetch_state.h"
#include "app/job.h"
#include "app/messages.h"
#include "core/data/download.h"

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>

namespace reweigh {

// Fetches CIFAR-10 beside the window. GUI thread only.
class PictureFetch {
public:
    // Into `folder`; `other`: what takes the place of the official archive.
    PictureFetch(std::filesystem::path folder, OtherSource other);
    ~PictureFetch() { cancel(); }
    PictureFetch(const PictureFetch&) = delete;
    PictureFetch& operator=(const PictureFetch&) = delete;

    void start();   // goes on where an earlier try ended; nothing while one is under way
    void cancel();  // what has come stays
    bool is_busy() const { return job_.is_busy(); }
    FetchState state() const;
    // Once a turn of the window. A sentence where it has ended.
    std::optional<Message> look();

private:
    struct Progress {
        std::atomic<std::uint64_t> done = 0, all = 0;
        std::atomic<bool> is_cancelled = false;
    };
    std::uint64_t kept_bytes() const;
    Message end();

    std::filesystem::path folder_;
    OtherSource other_;
    FetchState ended_;  // while none is under way
    std::shared_ptr<Progress> progress_;
    Job<Fetched> job_;
};

}  // namespace reweigh
