#include "core/data/download.h"

#include "core/base/descriptor.h"
#include "core/base/digest.h"
#include "core/base/file.h"
#include "core/config/text.h"
#include "core/data/cifar.h"
#include "core/data/other_kinds.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <memory>
#include <system_error>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t most_bytes = 1'000'000'000;  // of a file whose size nobody knows

std::string thousands(std::uint64_t number) { return with_thousands(static_cast<std::int64_t>(number)); }

// The part of a file that is there, held by one download at a time.
class PartFile {
public:
    explicit PartFile(const fs::path& file) : path_(file.string() + ".part") {
        require_writable(file.has_parent_path() ? file.parent_path() : ".");
        opened_ = Descriptor(::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
        if (!opened_.is_open()) throw Error("Cannot save " + path_.string() + ": " + reason_of(errno) + ".");
        if (::flock(opened_.number(), LOCK_EX | LOCK_NB) != 0)
            throw Error(path_.string() + " is being written by another download.");
        bytes_ = fs::file_size(path_);
    }

    ~PartFile() {
        if (bytes_ == 0) remove();
    }
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    const fs::path& path() const { return path_; }
    std::uint64_t bytes() const { return bytes_; }

    void clear() {
        if (::ftruncate(opened_.number(), 0) == 0) bytes_ = 0;
    }

    // False when the disk refuses; errno says why.
    bool append(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t count =
                ::pwrite(opened_.number(), bytes.data(), bytes.size(), static_cast<off_t>(bytes_));
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
            bytes_ += static_cast<std::uint64_t>(count);
        }
        return true;
    }

    void remove() const {
        std::error_code failure;
        fs::remove(path_, failure);
    }

    void become(const fs::path& file) const {
        if (::fsync(opened_.number()) != 0 || ::rename(path_.c_str(), file.c_str()) != 0)
            throw Error("Cannot save " + file.string() + ": " + reason_of(errno) + ".");
    }

private:
    fs::path path_;
    Descriptor opened_;
    std::uint64_t bytes_ = 0;
};

// One request and what became of it.
class Transfer {
public:
    Transfer(const Download& wanted, PartFile& part, const Report& report);
    CURLcode perform() { return curl_easy_perform(curl_.get()); }

    long status() const {  // of HTTP
        long status = 0;
        curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &status);
        return status;
    }
    std::string host() const;
    bool is_cancelled() const { return is_cancelled_; }
    bool is_stalled() const { return is_stalled_; }
    bool is_too_long() const { return is_too_long_; }
    bool is_misplaced() const { return is_misplaced_; }  // what came does not follow the part
    int disk_error() const { return disk_error_; }       // an errno
    std::optional<std::uint64_t> announced() const { return announced_; }  // bytes of the whole, if wrong

private:
    static std::size_t take(char* bytes, std::size_t, std::size_t count, void* self);
    static std::size_t take_header(char* bytes, std::size_t, std::size_t count, void* self);
    static int tell_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
    bool begin();
    std::uint64_t all_bytes() const { return wanted_.bytes.value_or(said_.value_or(0)); }
    bool append(std::string_view bytes);
    template <class Value>
    void set(CURLoption option, Value value) {
        curl_easy_setopt(curl_.get(), option, value);
    }

    const Download& wanted_;
    PartFile& part_;
    const Report& report_;
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl_{curl_easy_init(), &curl_easy_cleanup};
    std::uint64_t first_ = 0;  // the byte asked for
    std::string range_;        // as the server names it
    bool has_begun_ = false, is_cancelled_ = false, is_stalled_ = false, is_too_long_ = false,
         is_misplaced_ = false;
    std::uint64_t seen_ = 0;  // bytes, and when they came
    Clock::time_point seen_at_ = Clock::now();
    int disk_error_ = 0;
    std::optional<std::uint64_t> announced_, said_;  // said: by the server, right or wrong
};

Transfer::Transfer(const Download& wanted, PartFile& part, const Report& report)
    : wanted_(wanted), part_(part), report_(report), first_(part.bytes()) {
    static const CURLcode is_ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (is_ready != CURLE_OK || !curl_) throw Error("Downloads are not available on this computer.");
    set(CURLOPT_URL, wanted.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 1L);
    set(CURLOPT_MAXREDIRS, 5L);
    set(CURLOPT_FAILONERROR, 1L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_USERAGENT, "reweigh");
    set(CURLOPT_CONNECTTIMEOUT, long{wanted.patience_seconds});
    if (first_ > 0) set(CURLOPT_RANGE, (std::to_string(first_) + "-").c_str());
    set(CURLOPT_WRITEFUNCTION, &take);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_HEADERFUNCTION, &take_header);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_XFERINFOFUNCTION, &tell_progress);
    set(CURLOPT_XFERINFODATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
}

std::string Transfer::host() const {
    const std::size_t begin = wanted_.url.find("://");
    const std::string rest = begin == std::string::npos ? wanted_.url : wanted_.url.substr(begin + 3);
    const std::string host = rest.substr(0, rest.find('/'));
    return host.substr(host.rfind('@') + 1);  // npos + 1 is 0
}

std::size_t Transfer::take(char* bytes, std::size_t, std::size_t count, void* self) {
    Transfer& own = *static_cast<Transfer*>(self);
    return own.begin() && own.append({bytes, count}) ? count : 0;
}

// "Content-Range: bytes 500-999/1000"
std::size_t Transfer::take_header(char* bytes, std::size_t, std::size_t count, void* self) {
    std::string line(bytes, count);
    std::ranges::transform(line, line.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (line.starts_with("content-range:")) static_cast<Transfer*>(self)->range_ = line;
    return count;
}

// Called every second, too: libcurl's own measure of a stall needs several.
int Transfer::tell_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    Transfer& own = *static_cast<Transfer*>(self);
    const Clock::time_point now = Clock::now();
    if (std::exchange(own.seen_, own.part_.bytes()) != own.part_.bytes()) own.seen_at_ = now;
    own.is_stalled_ = now - own.seen_at_ > std::chrono::seconds(own.wanted_.patience_seconds);
    own.is_cancelled_ = own.report_ && !own.report_(own.part_.bytes(), own.all_bytes());
    return own.is_cancelled_ || own.is_stalled_ ? 1 : 0;
}

// Before the first byte is kept: does it follow the part? A server that knows no ranges sends all again.
bool Transfer::begin() {
    if (std::exchange(has_begun_, true)) return true;
    constexpr long partial_content = 206;
    const bool continues = status() == partial_content;
    if (continues && range_.find("bytes " + std::to_string(first_) + "-") == std::string::npos) {
        is_misplaced_ = true;
        return false;
    }
    if (!continues) part_.clear();
    curl_off_t length = -1;
    curl_easy_getinfo(curl_.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    if (length < 0) return true;
    said_ = part_.bytes() + static_cast<std::uint64_t>(length);
    if (wanted_.bytes && said_ != wanted_.bytes) announced_ = said_;
    return true;
}

// A wrong length ends it once enough is there to see what it is.
bool Transfer::append(std::string_view bytes) {
    if (part_.bytes() + bytes.size() > wanted_.bytes.value_or(most_bytes) && !announced_) {
        is_too_long_ = true;
        bytes = bytes.substr(0, 1024);
    }
    if (!part_.append(bytes)) {
        disk_error_ = errno;
        return false;
    }
    constexpr std::uint64_t enough = 1024;
    return !is_too_long_ && !(announced_ && part_.bytes() >= enough);
}

std::string reason_of_connection(CURLcode code, int patience_seconds) {
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
            return "name not resolved";
        case CURLE_COULDNT_RESOLVE_PROXY:
            return "name of the proxy not resolved";
        case CURLE_COULDNT_CONNECT:
            return "connection refused";
        case CURLE_OPERATION_TIMEDOUT:
            return "no answer for " + std::to_string(patience_seconds) + " s";
        case CURLE_OK:
        case CURLE_PARTIAL_FILE:
            return "connection closed";
        default:
            break;
    }
    std::string reason = curl_easy_strerror(code);
    reason.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(reason.front())));
    return reason;
}

[[noreturn]] void refuse_length(const Download& wanted, const PartFile& part, const std::string& found) {
    part.remove();
    throw WrongContent(wanted.url + ": " + found + " bytes, expected " +
                       thousands(wanted.bytes.value_or(most_bytes)) + ".");
}

// A page that says "log in first" has any length.
void refuse_pages(const Download& wanted, const PartFile& part) {
    if (part.bytes() == 0) return;
    try {
        refuse_other_kinds(read_beginning(part.path(), 1024), wanted.url, "an archive");
    } catch (const Error& error) {
        part.remove();
        throw WrongContent(error.what());
    }
}

// Throws what a transfer came to, unless it brought the file.
void check_transfer(const Transfer& transfer, CURLcode code, const Download& wanted, const PartFile& part) {
    if (transfer.is_cancelled()) throw Cancelled();
    if (transfer.disk_error() != 0)
        throw Error("Cannot save " + part.path().string() + ": " + reason_of(transfer.disk_error()) + ".");
    if (code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL)
        throw WrongContent("\"" + wanted.url + "\" is not an address, expected http:// or https://.");
    if (code == CURLE_HTTP_RETURNED_ERROR)
        throw ConnectionError(wanted.url + " cannot be had: " + transfer.host() + " answers " +
                                  std::to_string(transfer.status()) + ".",
                              true);
    refuse_pages(wanted, part);
    if (transfer.announced()) refuse_length(wanted, part, thousands(*transfer.announced()));
    if (transfer.is_too_long()) refuse_length(wanted, part, "more");
    const std::string reason = reason_of_connection(transfer.is_stalled() ? CURLE_OPERATION_TIMEDOUT : code,
                                                    wanted.patience_seconds);
    if (code != CURLE_OK && transfer.status() == 0)
        throw ConnectionError("Cannot reach " + transfer.host() + " (" + reason + ").", false);
    if (code != CURLE_OK || part.bytes() < wanted.bytes.value_or(1))
        throw ConnectionError(transfer.host() + " broke off after " + thousands(part.bytes()) +
                                  (wanted.bytes ? " of " + thousands(*wanted.bytes) : std::string()) +
                                  " bytes (" + reason + "). They are kept in " + part.path().string() +
                                  "; another try goes on from there.",
                              true);
}

void fetch(const Download& wanted, PartFile& part, const Report& report) {
    constexpr long range_not_satisfiable = 416;
    require_room(wanted.file, wanted.bytes ? *wanted.bytes - part.bytes() : 0);
    const bool continues = part.bytes() > 0;
    Transfer transfer(wanted, part, report);
    const CURLcode code = transfer.perform();
    const bool is_refused = code == CURLE_HTTP_RETURNED_ERROR && transfer.status() == range_not_satisfiable;
    if (continues && (is_refused || transfer.is_misplaced())) {
        part.clear();
        return fetch(wanted, part, report);
    }
    check_transfer(transfer, code, wanted, part);
}

void check_digest(const fs::path& found, const Download& wanted, const Report& report) {
    const Report cancel = [&](std::uint64_t, std::uint64_t all) { return !report || report(all, all); };
    const std::string digest = sha256_of_file(found, cancel);
    if (digest == wanted.sha256) return;
    const std::string bad = wanted.file.string() + ".bad";
    fs::rename(found, bad);
    throw WrongContent(wanted.file.string() + ": SHA-256 is " + short_digest(digest) + ", expected " +
                       short_digest(wanted.sha256) + ". Kept as " + bad + ".");
}

}  // namespace

void download(const Download& wanted, const Report& report) {
    std::error_code failure;
    if (fs::exists(wanted.file, failure)) return check_digest(wanted.file, wanted, report);
    PartFile part(wanted.file);
    if (wanted.bytes && part.bytes() > *wanted.bytes) part.clear();
    if (!wanted.bytes || part.bytes() < *wanted.bytes) fetch(wanted, part, report);
    check_digest(part.path(), wanted, report);
    part.become(wanted.file);
}

fs::path download_cifar10(const fs::path& folder, const OtherSource& other, const Report& report) {
    Download wanted{other.url.empty() ? official_cifar10.url : other.url, folder / official_cifar10.name,
                    official_cifar10.bytes, official_cifar10.sha256};
    if (!other.sha256.empty()) {
        wanted.bytes.reset();
        wanted.sha256 = other.sha256;
    }
    try {
        download(wanted, report);
    } catch (const ConnectionError& error) {
        if (error.is_reached) throw;
        throw ConnectionError(std::string(error.what()) + " Put " + official_cifar10.name + " into " +
                                  folder.string() + ", or use the stand-in.",
                              false);
    }
    return wanted.file;
}

}  // namespace reweigh
