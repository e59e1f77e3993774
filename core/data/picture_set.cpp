#include "core/data/picture_set.h"

#include "core/base/file.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <system_error>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_pictures = 100'000;  // of one part
constexpr std::size_t most_picture_bytes = std::size_t{1} << 20;

// The last three parts of a path.
struct PicturePath {
    std::string split, class_name, name;
    std::string root;  // what precedes them
};

std::optional<PicturePath> split_path(const std::string& path) {
    const std::size_t second = path.rfind('/');
    if (second == std::string::npos || second == 0) return std::nullopt;
    const std::size_t first = path.rfind('/', second - 1);
    if (first == std::string::npos || first == 0) return std::nullopt;
    const std::size_t before = path.rfind('/', first - 1);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    return PicturePath{path.substr(begin, first - begin), path.substr(first + 1, second - first - 1),
                       path.substr(second + 1), path.substr(0, begin)};
}

bool has_picture_ending(std::string name) {
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name.ends_with(".jpg") || name.ends_with(".jpeg") || name.ends_with(".png");
}

std::optional<std::uint8_t> label_of(const std::string& class_name) {
    const auto found = std::ranges::find(cifar10_class_names(), class_name);
    if (found == cifar10_class_names().end()) return std::nullopt;
    return static_cast<std::uint8_t>(found - cifar10_class_names().begin());
}

void require_class(const std::string& class_name, const std::string& where) {
    if (!label_of(class_name))
        throw Error(where + ": class \"" + class_name.substr(0, 40) + "\" is not one of airplane ... truck.");
}

bool is_hidden(const std::string& name) { return name.starts_with('.'); }

std::vector<fs::path> sorted_entries(const fs::path& folder) {
    std::error_code failure;
    std::vector<fs::path> paths;
    for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end;
         entry.increment(failure))
        if (!is_hidden(entry->path().filename().string())) paths.push_back(entry->path());
    if (failure) throw Error("Cannot read " + folder.string() + ": " + reason_of(failure.value()) + ".");
    std::ranges::sort(paths);
    return paths;
}

// Throws Error for one that cannot be looked at.
bool is_folder(const fs::path& path) {
    std::error_code failure;
    const fs::file_status status = fs::status(path, failure);
    if (failure && status.type() != fs::file_type::not_found)
        throw Error("Cannot read " + path.string() + ": " + reason_of(failure.value()) + ".");
    return fs::is_directory(status);
}

// A pipe or a device may never end. What cannot be looked at cannot be read either, which says why.
void require_file(const fs::path& path) {
    std::error_code failure;
    const fs::file_status status = fs::status(path, failure);
    if (!failure && !fs::is_regular_file(status)) throw Error(path.string() + " is not a file.");
}

// Of both splits, as seen from the folder.
std::vector<std::string> picture_paths(const fs::path& folder) {
    std::vector<std::string> paths;
    for (const char* split : {"train", "test"}) {
        if (!is_folder(folder / split)) throw Error(folder.string() + " has no " + split + " folder.");
        for (const fs::path& of_class : sorted_entries(folder / split)) {
            if (!is_folder(of_class)) continue;
            require_class(of_class.filename().string(), folder.string());
            for (const fs::path& file : sorted_entries(of_class)) {
                if (!has_picture_ending(file.filename().string())) continue;
                require_file(file);
                paths.push_back(fs::path(split) / of_class.filename() / file.filename());
            }
        }
    }
    return paths;
}

}  // namespace

bool PictureSet::is_picture(const std::string& path, const std::string& where) {
    const std::optional<PicturePath> parts = split_path(path);
    if (!parts || (parts->split != "train" && parts->split != "test")) return false;
    if (is_hidden(parts->name) || !has_picture_ending(parts->name)) return false;
    require_class(parts->class_name, where);
    return true;
}

void PictureSet::add(const std::string& path, std::string_view bytes) {
    const std::optional<PicturePath> parts = split_path(path);
    const std::optional<std::uint8_t> label = parts ? label_of(parts->class_name) : std::nullopt;
    if (!label)
        throw Error(where_ + ": \"" + path + "\" is not train/<class>/<name> or test/<class>/<name>.");
    if (root_.value_or(parts->root) != parts->root)
        throw Error(where_ + ": pictures lie below \"" + *root_ + "\" and below \"" + parts->root +
                    "\", expected one data set.");
    root_ = parts->root;
    Part& part = parts->split == "train" ? train_ : test_;
    if (part.entries.size() == most_pictures) throw Error(where_ + ": more than 100,000 pictures.");
    const Picture picture = decode_picture(bytes, path, ImageShape{});
    if (picture.format == PictureFormat::Jpeg) origin_ = ImageOrigin::Recompressed;
    part.entries.push_back({*label, parts->name, part.entries.size()});
    part.pixels.insert(part.pixels.end(), picture.planes.begin(), picture.planes.end());
}

ImagePart PictureSet::ordered(Part part) {
    ImagePart result;
    const bool is_ordered = std::ranges::is_sorted(part.entries, {}, &Entry::key);
    if (!is_ordered) std::ranges::stable_sort(part.entries, {}, &Entry::key);
    for (const Entry& entry : part.entries) result.labels.push_back(entry.label);
    if (is_ordered) {
        result.pixels = std::move(part.pixels);
        return result;
    }
    const auto size = ImageShape{}.size();
    for (const Entry& entry : part.entries) {
        const auto first = part.pixels.begin() + static_cast<std::ptrdiff_t>(entry.place) * size;
        result.pixels.insert(result.pixels.end(), first, first + size);
    }
    return result;
}

ImageSet PictureSet::finish() {
    ImageSet set = make_cifar10_like(origin_);
    set.train = ordered(std::move(train_));
    set.test = ordered(std::move(test_));
    return finished(std::move(set), where_);
}

ImageSet read_picture_folder(const fs::path& folder, const Report& report) {
    PictureSet pictures(folder.string());
    const std::vector<std::string> paths = picture_paths(folder);
    std::uint64_t done = 0;
    for (const std::string& path : paths) {
        tell(report, done++, paths.size());
        pictures.add(path, read_file(folder / path, most_picture_bytes));
    }
    return pictures.finish();
}

}  // namespace reweigh
