#pragma once

#include "core/base/report.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace reweigh {

// SHA-256 as 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

// Bytes as text of 64 letters, four for three. RFC 4648.
std::string base64(std::string_view bytes);

// Its beginning, as sentences show it: "c4a3...".
std::string short_digest(const std::string& digest);

// Of a whole file, in parts. `report` hears of bytes. Throws Error when it cannot be read, and Cancelled.
std::string sha256_of_file(const std::filesystem::path& file, const Report& report = {});

// The same of bytes that come in parts.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void add(std::string_view bytes);
    std::string text() const;  // of all so far

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace reweigh
