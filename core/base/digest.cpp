#include "core/base/digest.h"

#include "core/base/file.h"

#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <fstream>

namespace reweigh {
namespace {

void require(bool is_done) {
    if (!is_done) throw Error("SHA-256 is not available on this computer.");
}

}  // namespace

struct Sha256::State {
    using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
    static Context make() { return {EVP_MD_CTX_new(), &EVP_MD_CTX_free}; }
    Context context = make();
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    require(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
    require(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

std::string Sha256::text() const {
    const State::Context end = State::make();
    std::array<unsigned char, 32> digest{};
    require(EVP_MD_CTX_copy_ex(end.get(), state_->context.get()) == 1 &&
            EVP_DigestFinal_ex(end.get(), digest.data(), nullptr) == 1);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : digest) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::string base64(std::string_view bytes) {
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // and its end
    const auto* first = reinterpret_cast<const unsigned char*>(bytes.data());
    const int length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), first, static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

std::string short_digest(const std::string& digest) { return digest.substr(0, 4) + "..."; }

std::string sha256_of_file(const std::filesystem::path& file, const Report& report) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw Error("Cannot read " + file.string() + ": " + reason_of(errno) + ".");
    const std::uint64_t size = std::filesystem::file_size(file);
    Sha256 digest;
    std::string block(std::size_t{1} << 20, '\0');
    for (std::uint64_t done = 0; stream; done += static_cast<std::uint64_t>(stream.gcount())) {
        tell(report, done, size);
        stream.read(block.data(), static_cast<std::streamsize>(block.size()));
        digest.add({block.data(), static_cast<std::size_t>(stream.gcount())});
    }
    if (stream.bad()) throw Error("Cannot read " + file.string() + ": " + reason_of(errno) + ".");
    return digest.text();
}

std::string sha256(std::string_view bytes) {
    Sha256 digest;
    digest.add(bytes);
    return digest.text();
}

}  // namespace reweigh
