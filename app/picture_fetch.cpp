#include "app/picture_fetch.h"

#include "core/base/file.h"
#include "core/data/cifar.h"
#include "core/data/image_files.h"

#include <string>
#include <system_error>
#include <utility>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

// What is found without being named needs no name: other computers have it elsewhere.
Fetched fetched(const fs::path& file) { return {find_cifar10() == file ? "" : file.string()}; }

}  // namespace

PictureFetch::PictureFetch(fs::path folder, OtherSource other)
    : folder_(std::move(folder)), other_(std::move(other)), ended_(NotFetched{kept_bytes()}) {}

std::uint64_t PictureFetch::kept_bytes() const {
    std::error_code absent;
    const std::uintmax_t bytes =
        fs::file_size(folder_ / (std::string(official_cifar10.name) + ".part"), absent);
    return absent ? 0 : bytes;
}

void PictureFetch::start() {
    if (is_busy()) return;
    progress_ = std::make_shared<Progress>();
    progress_->done = kept_bytes();
    job_.start([folder = folder_, other = other_, progress = progress_] {
        return fetched(download_cifar10(folder, other, [&](std::uint64_t done, std::uint64_t all) {
            progress->done = done;
            progress->all = all;
            return !progress->is_cancelled;
        }));
    });
}

void PictureFetch::cancel() {
    if (progress_) progress_->is_cancelled = true;
}

FetchState PictureFetch::state() const {
    return is_busy() ? Fetching{progress_->done, progress_->all} : ended_;
}

std::optional<Message> PictureFetch::look() {
    if (!job_.is_ready()) return std::nullopt;
    return end();
}

Message PictureFetch::end() {
    try {
        ended_ = *job_.take();
        return {Tone::Good, "CIFAR-10 is on this computer.", folder_};
    } catch (const Cancelled&) {
        ended_ = NotFetched{kept_bytes()};
        return {Tone::Note, "The download of CIFAR-10 was stopped.", std::nullopt};
    } catch (const std::exception& problem) {  // it stays beside the buttons
        ended_ = FetchFailed{problem.what(), kept_bytes()};
        return {Tone::Problem, problem.what(), std::nullopt};
    }
}

}  // namespace reweigh
