#include "app/path_completion.h"

#include "core/base/places.h"

#include <algorithm>
#include <system_error>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

bool fits(const fs::directory_entry& entry, const std::vector<std::string>& extensions) {
    std::error_code unreadable;
    if (entry.is_directory(unreadable) || extensions.empty()) return true;
    return std::ranges::find(extensions, entry.path().extension().string()) != extensions.end();
}

}  // namespace

fs::path typed_path(const std::string& text) {
    if (text == "~" || text.starts_with("~/"))
        return fs::path(environment("HOME")) / (text.size() > 2 ? text.substr(2) : "");
    return fs::absolute(text);
}

std::string tidy_path(const std::string& text) {
    std::string path = text.starts_with('~') ? typed_path(text).string() : text;
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    return path;
}

std::vector<std::string> completions_of(const std::string& text, const std::vector<std::string>& extensions,
                                        std::size_t most) {
    const std::size_t slash = text.rfind('/');
    const std::string folder = slash == text.npos ? "" : text.substr(0, slash + 1);
    const std::string begin = slash == text.npos ? text : text.substr(slash + 1);
    std::vector<std::string> found;
    std::error_code failure;
    const fs::path in = folder.empty() ? fs::path(".") : typed_path(folder);
    for (fs::directory_iterator each(in, failure), end; !failure && each != end; each.increment(failure)) {
        const std::string name = each->path().filename().string();
        const bool is_hidden = name.starts_with('.') && !begin.starts_with('.');
        if (!name.starts_with(begin) || is_hidden || !fits(*each, extensions)) continue;
        std::error_code unreadable;
        found.push_back(folder + name + (each->is_directory(unreadable) ? "/" : ""));
    }
    std::ranges::sort(found);
    if (found.size() > most) found.resize(most);
    return found;
}

std::string completed(const std::string& text, const std::vector<std::string>& extensions) {
    constexpr std::size_t all = 100'000;
    const std::vector<std::string> found = completions_of(text, extensions, all);
    if (found.empty()) return text;
    std::string common = found.front();
    for (const std::string& each : found) {
        const auto end = std::ranges::mismatch(common, each).in1;
        common.erase(end, common.end());
    }
    return common.size() >= text.size() ? common : text;
}

}  // namespace reweigh
