#pragma once

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace reweigh {

inline constexpr std::size_t tar_block = 512;

// The header (ustar) of a file of so many bytes.
inline std::string tar_header(const std::string& path, std::size_t bytes) {
    std::string header(tar_block, '\0');
    const auto put = [&](std::size_t at, const std::string& text) { header.replace(at, text.size(), text); };
    const auto octal = [](const char* format, std::size_t number) {
        char text[24];
        std::snprintf(text, sizeof text, format, number);
        return std::string(text);
    };
    put(0, path);
    put(100, "0000644");
    put(124, octal("%011zo", bytes));
    put(136, "00000000000");
    put(148, "        ");
    put(156, "0");
    put(257, "ustar");
    put(263, "00");
    std::size_t sum = 0;
    for (const char letter : header) sum += static_cast<unsigned char>(letter);
    put(148, octal("%06zo", sum) + '\0');
    return header;
}

// An archive of these files, path and bytes each.
inline std::string tar_of(const std::vector<std::pair<std::string, std::string>>& files) {
    std::string archive;
    for (const auto& [path, bytes] : files) {
        archive += tar_header(path, bytes.size()) + bytes;
        archive.append((tar_block - bytes.size() % tar_block) % tar_block, '\0');
    }
    return archive + std::string(2 * tar_block, '\0');
}

}  // namespace reweigh
