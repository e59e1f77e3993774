#include "core/data/idx.h"

#include "core/config/text.h"
#include "core/data/archive.h"

#include <system_error>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_bytes = 200'000'000;
constexpr std::uint32_t largest_extent = 1024;
constexpr std::uint32_t images_magic = 2051, labels_magic = 2049;
constexpr std::size_t images_header = 16, labels_header = 8;

std::string thousands(std::uint64_t number) { return with_thousands(static_cast<std::int64_t>(number)); }

// "1 image", "2 images".
std::string counted(std::uint64_t count, const std::string& word) {
    return thousands(count) + " " + word + (count == 1 ? "" : "s");
}

std::uint32_t big_endian(std::string_view bytes, std::size_t at) {
    std::uint32_t word = 0;
    for (std::size_t i = 0; i < 4; ++i) word = word << 8 | static_cast<std::uint8_t>(bytes[at + i]);
    return word;
}

void check_header(std::string_view bytes, std::size_t header, std::uint32_t magic, const std::string& name) {
    if (bytes.size() < header)
        throw Error(name + ": " + thousands(bytes.size()) + " bytes, expected a header of " +
                    thousands(header) + ".");
    if (const std::uint32_t found = big_endian(bytes, 0); found != magic)
        throw Error(name + ": magic number " + std::to_string(found) + ", expected " + std::to_string(magic) +
                    (magic == images_magic ? " (images)." : " (labels)."));
}

void require_size(std::string_view bytes, std::uint64_t expected, const std::string& content,
                  const std::string& name) {
    if (bytes.size() != expected)
        throw Error(name + ": " + thousands(bytes.size()) + " bytes, expected " + thousands(expected) + " (" +
                    content + ").");
}

// The file as it is or with .gz behind its name; empty where neither is there.
fs::path found_file(const fs::path& folder, const std::string& name) {
    std::error_code failure;
    for (const std::string& candidate : {name, name + ".gz"})
        if (fs::is_regular_file(folder / candidate, failure)) return folder / candidate;
    return {};
}

std::string read_one(const fs::path& folder, const std::string& name, std::string& found) {
    const fs::path file = found_file(folder, name);
    if (file.empty()) throw Error(name + " is missing in " + folder.string() + ".");
    found = file.string();
    return read_unpacked(file, most_bytes);
}

// The pictures of one split; `shape` becomes theirs, or is what it must be where the part before set it.
ImagePart read_part(const fs::path& folder, const std::string& split, ImageSet& set) {
    std::string images_name, labels_name;
    const std::string image_bytes = read_one(folder, split + "-images-idx3-ubyte", images_name);
    const std::string label_bytes = read_one(folder, split + "-labels-idx1-ubyte", labels_name);
    const IdxImages images = parse_idx_images(image_bytes, images_name);
    const std::string_view labels = parse_idx_labels(label_bytes, labels_name);
    if (labels.size() != static_cast<std::uint64_t>(images.count))
        throw Error(labels_name + ": " + counted(labels.size(), "label") + ", expected " +
                    with_thousands(images.count) + ", one for each image.");
    if (set.train.size() > 0 && images.shape != set.shape)
        throw Error(images_name + ": " + std::to_string(images.shape.width) + " x " +
                    std::to_string(images.shape.height) + " pixels, expected " +
                    std::to_string(set.shape.width) + " x " + std::to_string(set.shape.height) + ".");
    set.shape = images.shape;
    return {{images.pixels.begin(), images.pixels.end()}, {labels.begin(), labels.end()}};
}

}  // namespace

IdxImages parse_idx_images(std::string_view bytes, const std::string& name) {
    check_header(bytes, images_header, images_magic, name);
    const std::uint32_t count = big_endian(bytes, 4), rows = big_endian(bytes, 8),
                        columns = big_endian(bytes, 12);
    const auto is_extent = [](std::uint32_t value) { return value >= 1 && value <= largest_extent; };
    if (!is_extent(rows) || !is_extent(columns))
        throw Error(name + ": " + thousands(columns) + " x " + thousands(rows) +
                    " pixels, expected 1 x 1 to 1,024 x 1,024.");
    const std::uint64_t pixels = std::uint64_t{count} * rows * columns;
    require_size(bytes, images_header + pixels,
                 counted(count, "image") + " of " + std::to_string(columns) + " x " + std::to_string(rows),
                 name);
    return {{1, static_cast<int>(rows), static_cast<int>(columns)}, count, bytes.substr(images_header)};
}

std::string_view parse_idx_labels(std::string_view bytes, const std::string& name) {
    check_header(bytes, labels_header, labels_magic, name);
    const std::uint32_t count = big_endian(bytes, 4);
    require_size(bytes, labels_header + std::uint64_t{count}, counted(count, "label"), name);
    const std::string_view labels = bytes.substr(labels_header);
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (const auto label = static_cast<std::uint8_t>(labels[i]); label > 9)
            throw Error(name + ", record " + std::to_string(i + 1) + ": label " + std::to_string(label) +
                        " is not in 0..9.");
    return labels;
}

bool has_idx_files(const fs::path& folder) {
    return !found_file(folder, "train-images-idx3-ubyte").empty() ||
           !found_file(folder, "t10k-images-idx3-ubyte").empty();
}

ImageSet read_idx_folder(const fs::path& folder, const Report& report) {
    ImageSet set;
    set.kind = "mnist";
    set.source = "MNIST";
    for (int digit = 0; digit < 10; ++digit) set.class_names.push_back(std::to_string(digit));
    tell(report, 0, 2);
    set.train = read_part(folder, "train", set);
    tell(report, 1, 2);
    set.test = read_part(folder, "t10k", set);
    return finished(std::move(set), folder.string());
}

}  // namespace reweigh
