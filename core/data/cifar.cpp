#include "core/data/cifar.h"

#include "core/base/file.h"
#include "core/config/text.h"
#include "core/data/cifar_side_file.h"
#include "core/data/other_kinds.h"

#include <algorithm>
#include <optional>
#include <system_error>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

constexpr const char* names_file = "batches.meta.txt";
constexpr std::size_t most_text_bytes = 1 << 16;  // of class names and side files

std::string records_text(std::int64_t count) {
    return with_thousands(count * cifar_record_bytes) + " (" + with_thousands(count) + " records of " +
           with_thousands(cifar_record_bytes) + ")";
}

void require_size(const RecordFile& file, std::uint64_t bytes) {
    if (bytes != static_cast<std::uint64_t>(file.count * cifar_record_bytes))
        throw Error(file.name + ": " + with_thousands(static_cast<std::int64_t>(bytes)) +
                    " bytes, expected " + records_text(file.count) + ".");
}

void append_records(ImagePart& part, std::string_view bytes, const std::string& name) {
    part.pixels.reserve(part.pixels.size() + bytes.size());  // no more than needed, there may be many
    for (std::size_t at = 0, record = 1; at < bytes.size(); at += cifar_record_bytes, ++record) {
        const auto label = static_cast<std::uint8_t>(bytes[at]);
        if (label > 9)
            throw Error(name + ", record " + std::to_string(record) + ": label " + std::to_string(label) +
                        " is not in 0..9.");
        part.labels.push_back(label);
        const std::string_view pixels = bytes.substr(at + 1, cifar_record_bytes - 1);
        part.pixels.insert(part.pixels.end(), pixels.begin(), pixels.end());
    }
}

std::string_view without_line_end(std::string_view line) {
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

// Ten lines, in the order of the labels.
void check_class_names(std::string_view text, const std::string& name) {
    const std::vector<std::string>& expected = cifar10_class_names();
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = without_line_end(text.substr(0, end));
        if (line != expected[i])
            throw Error(name + ", line " + std::to_string(i + 1) + ": class \"" +
                        std::string(line.substr(0, 24)) + "\", expected \"" + expected[i] + "\".");
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

// Files by name, from a folder or from an archive that was read before.
class Source {
public:
    virtual ~Source() = default;
    virtual std::optional<std::string> text(const std::string& name) = 0;  // of a small file
    virtual std::string records(const RecordFile& file) = 0;
};

class FolderSource : public Source {
public:
    explicit FolderSource(fs::path folder) : folder_(std::move(folder)) {}

    std::optional<std::string> text(const std::string& name) override {
        std::error_code failure;
        if (!fs::exists(folder_ / name, failure)) return std::nullopt;
        return read_file(folder_ / name, most_text_bytes);
    }

    std::string records(const RecordFile& file) override {
        const fs::path path = folder_ / file.name;
        std::error_code failure;
        if (!fs::is_regular_file(path, failure))
            throw Error(file.name + " is missing in " + folder_.string() + ".");
        const std::uint64_t bytes = fs::file_size(path, failure);
        if (!failure && bytes < 1024) refuse_other_kinds(read_file(path), path.string(), "CIFAR-10 records");
        if (!failure) require_size(file, bytes);
        std::string content = read_file(path, static_cast<std::size_t>(file.count * cifar_record_bytes));
        require_size(file, content.size());
        return content;
    }

private:
    fs::path folder_;
};

class MemorySource : public Source {
public:
    MemorySource(std::map<std::string, std::string> files, std::string where)
        : files_(std::move(files)), where_(std::move(where)) {}

    std::optional<std::string> text(const std::string& name) override {
        const auto found = files_.find(name);
        return found == files_.end() ? std::nullopt : std::optional(found->second);
    }

    std::string records(const RecordFile& file) override {
        const auto found = files_.find(file.name);
        if (found == files_.end()) throw Error(file.name + " is missing in " + where_ + ".");
        require_size(file, found->second.size());
        return std::move(found->second);
    }

private:
    std::map<std::string, std::string> files_;
    std::string where_;
};

SideFile side_file_in(Source& source, const std::string& where) {
    for (const char* name : side_file_names)
        if (const std::optional<std::string> text = source.text(name))
            return read_side_file(*text, where + "/" + name);
    return official_side_file();
}

ImageSet read(Source& source, const std::string& where, const Report& report) {
    const SideFile side = side_file_in(source, where);
    if (const std::optional<std::string> names = source.text(names_file))
        check_class_names(*names, where + "/" + names_file);
    ImageSet set = make_cifar10_like(side.origin);
    set.seed = side.seed;
    std::uint64_t done = 0;
    for (const RecordFile& file : side.files) {
        tell(report, done++, side.files.size());
        append_records(file.name == test_records_name ? set.test : set.train, source.records(file),
                       file.name);
    }
    return finished(std::move(set), where);
}

std::string records_of(const ImageSet& set, const ImagePart& part, std::int64_t first, std::int64_t count) {
    std::string bytes;
    bytes.reserve(static_cast<std::size_t>(count * cifar_record_bytes));
    for (std::int64_t i = first; i < first + count; ++i) {
        bytes += static_cast<char>(part.labels[static_cast<std::size_t>(i)]);
        const auto pixels = set.picture(part, i);
        bytes.append(pixels.begin(), pixels.end());
    }
    return bytes;
}

std::string class_names_text() {
    std::string text;
    for (const std::string& name : cifar10_class_names()) text += name + "\n";
    return text;
}

}  // namespace

bool is_cifar_file(const std::string& name) {
    return name == names_file || std::ranges::count(side_file_names, name) > 0 ||
           std::ranges::count(record_file_names, name) > 0;
}

bool has_cifar_files(const fs::path& folder) {
    std::error_code failure;
    const auto is_there = [&](const char* name) { return fs::exists(folder / name, failure); };
    return std::ranges::any_of(record_file_names, is_there) || std::ranges::any_of(side_file_names, is_there);
}

ImageSet read_cifar_folder(const fs::path& folder, const Report& report) {
    FolderSource source(folder);
    return read(source, folder.string(), report);
}

ImageSet parse_cifar(std::map<std::string, std::string> files, const std::string& where) {
    MemorySource source(std::move(files), where);
    return read(source, where, {});
}

void write_cifar_folder(const fs::path& folder, const ImageSet& set, const Report& report) {
    if (set.shape != ImageShape{})
        throw Error("Pictures of " + std::to_string(set.shape.width) + " x " +
                    std::to_string(set.shape.height) +
                    " pixels do not fit into records, expected 32 x 32 in colour.");
    const SideFile side = side_file_of(set);
    write_atomically(folder / side_file_name(set.origin), to_text(side));
    for (const std::string_view other : side_file_names)
        if (other != side_file_name(set.origin)) fs::remove(folder / other);
    write_atomically(folder / names_file, class_names_text());
    std::int64_t first = 0;
    std::uint64_t done = 0;
    for (const RecordFile& file : side.files) {
        tell(report, done++, side.files.size());
        const bool is_test = file.name == test_records_name;
        write_atomically(folder / file.name,
                         records_of(set, is_test ? set.test : set.train, is_test ? 0 : first, file.count));
        if (!is_test) first += file.count;
    }
}

}  // namespace reweigh
