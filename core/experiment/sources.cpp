#include "core/experiment/sources.h"

#include "core/base/embedded.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/places.h"
#include "core/config/text.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view shipped_folder = "experiments/", extension = ".json";
constexpr std::size_t most_bytes = std::size_t{1} << 24;

std::optional<std::string> shipped_text(const std::string& name) {
    const std::string path = std::string(shipped_folder) + name + std::string(extension);
    for (const EmbeddedFile& file : embedded_assets())
        if (file.path == path) return std::string(file.text);
    return {};
}

std::string without_extension(std::string_view path) {
    return std::string(path.substr(0, path.size() - extension.size()));
}

void add_user_names(std::set<std::string>& names) {
    std::error_code failure;
    const fs::path folder = experiments_folder();
    for (fs::recursive_directory_iterator entry(folder, failure), end; !failure && entry != end;
         entry.increment(failure))
        if (entry->path().extension() == extension)
            names.insert(without_extension(entry->path().lexically_relative(folder).generic_string()));
}

}  // namespace

std::vector<std::string> experiment_names() {
    std::set<std::string> names;
    for (const EmbeddedFile& file : embedded_assets())
        if (file.path.starts_with(shipped_folder) && file.path.ends_with(extension))
            names.insert(without_extension(file.path.substr(shipped_folder.size())));
    add_user_names(names);
    return {names.begin(), names.end()};
}

ExperimentText find_experiment(const std::string& name, const fs::path& folder) {
    if (name == "-") return {name, {}, read_file(name, most_bytes)};
    if (name.ends_with(extension)) {
        const fs::path path = (folder / name).lexically_normal();
        return {path.string(), path.parent_path(), read_file(path, most_bytes)};
    }
    if (auto text = shipped_text(name)) return {name, {}, std::move(*text)};
    const fs::path path = experiments_folder() / (name + std::string(extension));
    std::error_code failure;
    if (name.find("..") == std::string::npos && fs::is_regular_file(path, failure))
        return {name, path.parent_path(), read_file(path, most_bytes)};
    throw Error("There is no experiment \"" + name + "\". " + nearest_or_all(name, experiment_names()));
}

}  // namespace reweigh
