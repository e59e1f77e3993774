#include "core/data/image_files.h"

#include "core/base/digest.h"
#include "core/base/places.h"
#include "core/data/archive.h"
#include "core/data/cifar.h"
#include "core/data/idx.h"
#include "core/data/picture_set.h"

#include <algorithm>
#include <array>
#include <map>
#include <system_error>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

constexpr const char* idx_kind = "idx files";
constexpr const char* official_folder = "cifar-10-batches-bin";

bool is_present(const fs::path& path) {
    std::error_code failure;
    return fs::exists(path, failure);
}

bool is_folder(const fs::path& path) {
    std::error_code failure;
    return fs::is_directory(path, failure);
}

// The files of the Python version have no ending.
bool is_python_file(const std::string& name) { return name == "data_batch_1" || name == "batches.meta"; }

[[noreturn]] void refuse_python(const fs::path& where) {
    throw Error(where.string() + " holds the Python version of CIFAR-10; Reweigh reads the binary version.");
}

bool is_archive_name(const fs::path& path) {
    const std::string name = path.filename().string();
    return std::ranges::any_of(std::array{".tar", ".tar.gz", ".tgz", ".tar.xz"},
                               [&](const char* ending) { return name.ends_with(ending); });
}

// The kinds of folders, each with the test that knows it and its reader. The first that fits is taken.
struct FolderKind {
    const char* name;
    bool (*fits)(const fs::path& folder);
    ImageSet (*read)(const fs::path& folder, const Report& report);
};
const std::array folder_kinds{
    FolderKind{"CIFAR-10 records", has_cifar_files, read_cifar_folder},
    FolderKind{
        "pictures",
        [](const fs::path& folder) { return is_folder(folder / "train") || is_folder(folder / "test"); },
        read_picture_folder},
    FolderKind{idx_kind, has_idx_files, read_idx_folder},
    FolderKind{"CIFAR-10 records",
               [](const fs::path& folder) { return has_cifar_files(folder / official_folder); },
               [](const fs::path& folder, const Report& report) {
                   return read_cifar_folder(folder / official_folder, report);
               }},
    FolderKind{"archive", [](const fs::path& folder) { return is_present(folder / official_cifar10.name); },
               [](const fs::path& folder, const Report& report) {
                   return read_images(folder / official_cifar10.name, report);
               }},
};

const FolderKind* kind_of_folder(const fs::path& folder) {
    const auto found =
        std::ranges::find_if(folder_kinds, [&](const FolderKind& k) { return k.fits(folder); });
    return found == folder_kinds.end() ? nullptr : &*found;
}

ImageSet read_folder(const fs::path& folder, const Report& report) {
    if (const FolderKind* kind = kind_of_folder(folder)) return kind->read(folder, report);
    if (is_present(folder / "data_batch_1") || is_present(folder / "cifar-10-batches-py"))
        refuse_python(folder);
    throw Error(folder.string() +
                " holds no pictures, expected data_batch_1.bin ... test_batch.bin, folders "
                "train and test, or idx files.");
}

// Records that claim to be the original, in an archive that is not: its format finds no flipped bits.
void note_other_archive(ImageSet& set, const fs::path& file, const Report& report) {
    if (set.origin != ImageOrigin::Original) return;
    const std::string found = sha256_of_file(file, report);
    if (found != official_cifar10.sha256)
        set.notices.push_back(file.string() + " is not the official archive: SHA-256 is " +
                              short_digest(found) + ", expected " + short_digest(official_cifar10.sha256) +
                              ".");
}

// Pictures, or the files of records by name, whichever the archive has.
ImageSet read_packed(const fs::path& file, const Report& report) {
    PictureSet pictures(file.string());
    bool has_pictures = false, is_python = false;
    std::map<std::string, std::string> records;
    const auto name_of = [](const std::string& path) { return path.substr(path.rfind('/') + 1); };
    ArchiveReader reader;
    reader.wanted = [&](const std::string& path) {
        is_python = is_python || is_python_file(name_of(path));
        return is_cifar_file(name_of(path)) || PictureSet::is_picture(path, file.string());
    };
    reader.take = [&](const std::string& path, std::string bytes) {
        if (is_cifar_file(name_of(path))) {
            records[name_of(path)] = std::move(bytes);
        } else {
            pictures.add(path, bytes);
            has_pictures = true;
        }
    };
    read_archive(file, reader, report);
    if (!records.empty()) {
        ImageSet set = parse_cifar(std::move(records), file.string());
        note_other_archive(set, file, report);
        return set;
    }
    if (has_pictures) return pictures.finish();
    if (is_python) refuse_python(file);
    throw Error(file.string() +
                " holds no pictures, expected data_batch_1.bin ... test_batch.bin, or folders "
                "train and test.");
}

}  // namespace

ImageSet read_images(const fs::path& path, const Report& report) {
    return is_folder(path) ? read_folder(path, report) : read_packed(path, report);
}

std::string image_files_kind(const fs::path& path) {
    if (is_folder(path)) {
        const FolderKind* kind = kind_of_folder(path);
        return kind == nullptr ? "" : kind->name;
    }
    return is_present(path) && is_archive_name(path) ? "archive" : "";
}

std::vector<fs::path> image_sets_in(const fs::path& place) {
    std::error_code failure;
    std::vector<fs::path> sets;
    for (fs::directory_iterator entry(place, failure), end; !failure && entry != end;
         entry.increment(failure))
        if (!image_files_kind(entry->path()).empty()) sets.push_back(entry->path());
    if (sets.empty() && !image_files_kind(place).empty()) sets.push_back(place);
    std::ranges::sort(sets);
    return sets;
}

std::optional<fs::path> find_cifar10() {
    for (const fs::path& place : data_places())
        for (const fs::path& set : image_sets_in(place))
            if (image_files_kind(set) != idx_kind) return set;
    return std::nullopt;
}

std::vector<fs::path> data_places() {
    std::vector<fs::path> places;
    std::string named = environment("REWEIGH_DATA");
    while (!named.empty()) {
        const std::size_t end = std::min(named.find(':'), named.size());
        if (end > 0) places.emplace_back(named.substr(0, end));
        named.erase(0, std::min(end + 1, named.size()));
    }
    places.push_back(data_folder());
    return places;
}

}  // namespace reweigh
