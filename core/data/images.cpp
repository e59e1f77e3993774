#include "core/data/images.h"

#include "core/base/digest.h"
#include "core/base/error.h"

#include <algorithm>
#include <string_view>

namespace reweigh {
namespace {

std::string_view bytes_of(const std::vector<std::uint8_t>& values) {
    return {reinterpret_cast<const char*>(values.data()), values.size()};
}

void add_little_endian(Sha256& digest, std::int64_t value) {
    std::string bytes;
    for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(value >> shift & 0xFF);
    digest.add(bytes);
}

std::string digest_of(const ImageSet& set) {
    Sha256 digest;
    for (const int extent : {set.shape.channels, set.shape.height, set.shape.width})
        add_little_endian(digest, extent);
    for (const ImagePart* part : {&set.train, &set.test}) {
        add_little_endian(digest, part->size());
        digest.add(bytes_of(part->pixels));
        digest.add(bytes_of(part->labels));
    }
    return digest.text();
}

// "cat", "cat and dog", "cat, dog and frog".
std::string enumerated(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return text;
}

void note_missing_classes(ImageSet& set, const ImagePart& part, const char* name) {
    std::vector<std::string> missing;
    for (std::size_t label = 0; label < set.class_names.size(); ++label)
        if (std::ranges::find(part.labels, static_cast<std::uint8_t>(label)) == part.labels.end())
            missing.push_back(set.class_names[label]);
    if (!missing.empty())
        set.notices.push_back(std::string(name) + " has no pictures of " + enumerated(missing) + ".");
}

}  // namespace

std::span<const std::uint8_t> ImageSet::picture(const ImagePart& part, std::int64_t i) const {
    return std::span(part.pixels)
        .subspan(static_cast<std::size_t>(i * shape.size()), static_cast<std::size_t>(shape.size()));
}

Normalisation normalisation_of(const ImageSet& set) {
    if (set.kind == "cifar10") return {{0.4914f, 0.4822f, 0.4465f}, {0.247f, 0.243f, 0.261f}};
    if (set.kind == "lobes10") return {{0.5f, 0.5f, 0.5f}, {0.25f, 0.25f, 0.25f}};
    return {};
}

const std::vector<std::string>& cifar10_class_names() {
    static const std::vector<std::string> names{"airplane", "automobile", "bird",  "cat",  "deer",
                                                "dog",      "frog",       "horse", "ship", "truck"};
    return names;
}

std::vector<std::int64_t> indices_of(const ImagePart& part, int label) {
    std::vector<std::int64_t> indices;
    for (std::int64_t i = 0; i < part.size(); ++i)
        if (part.labels[static_cast<std::size_t>(i)] == label) indices.push_back(i);
    return indices;
}

const char* source_label(ImageOrigin origin) {
    return origin == ImageOrigin::Original       ? "CIFAR-10"
           : origin == ImageOrigin::Recompressed ? "CIFAR-10, recompressed copy"
                                                 : "synthetic stand-in, not CIFAR-10";
}

ImageSet make_cifar10_like(ImageOrigin origin) {
    ImageSet set;
    set.class_names = cifar10_class_names();
    set.origin = origin;
    set.kind = origin == ImageOrigin::StandIn ? "lobes10" : "cifar10";
    set.source = source_label(origin);
    return set;
}

ImageSet finished(ImageSet set, const std::string& where) {
    if (set.train.size() == 0) throw Error(where + " has no training pictures.");
    if (set.test.size() == 0) throw Error(where + " has no test pictures.");
    note_missing_classes(set, set.train, "train");
    note_missing_classes(set, set.test, "test");
    set.digest = digest_of(set);
    return set;
}

}  // namespace reweigh
