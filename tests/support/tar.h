#pragma once

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace reweigh {

// A tar archive (ustar) of these files, path and bytes each.
inline std::string tar_of(const std::vector<std::pair<std::string, std::string>>& files) {
    constexpr std::size_t block = 512;
    std::string archive;
    for (const auto& [path, bytes] : files) {
        std::string header(block, '\0');
        const auto put = [&](std::size_t at, const std::string& text) {
            header.replace(at, text.size(), text);
        };
        char size[16];
        std::snprintf(size, sizeof size, "%011zo", bytes.size());
        put(0, path);
        put(100, "0000644");
        put(124, size);
        put(136, "00000000000");
        put(148, "        ");
        put(156, "0");
        put(257, "ustar");
        put(263, "00");
        unsigned sum = 0;
        for (const char letter : header) sum += static_cast<unsigned char>(letter);
        std::snprintf(size, sizeof size, "%06o", sum);
        put(148, std::string(size) + '\0');
        archive += header + bytes + std::string((block - bytes.size() % block) % block, '\0');
    }
    return archive + std::string(2 * block, '\0');
}

}  // namespace reweigh
