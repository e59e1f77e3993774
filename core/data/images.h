#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace reweigh {

// Of one picture; its pixels lie in planes (channel, row, column), row 0 on top, channels R, G, B or grey.
struct ImageShape {
    int channels = 3, height = 32, width = 32;
    std::int64_t size() const { return std::int64_t{channels} * height * width; }  // bytes
    friend bool operator==(const ImageShape&, const ImageShape&) = default;
};

// The pictures of one split.
struct ImagePart {
    std::vector<std::uint8_t> pixels;  // (n, channels, height, width) row-major, 0 ... 255
    std::vector<std::uint8_t> labels;  // (n), each a place in class_names
    std::int64_t size() const { return static_cast<std::int64_t>(labels.size()); }
};

// What happened to the pictures on their way here.
enum class ImageOrigin { Original, Recompressed, StandIn };

// Labelled pictures in two splits. Made once, then shared and never changed.
struct ImageSet {
    ImageShape shape;
    ImagePart train, test;
    std::vector<std::string> class_names;
    std::string kind;  // "cifar10", "mnist", "lobes10"
    ImageOrigin origin = ImageOrigin::Original;
    std::string source;                 // what people read wherever pictures are shown
    std::optional<std::uint64_t> seed;  // of a stand-in
    std::string digest;                // SHA-256 of shape, counts, pixels and labels, whatever file held them
    std::vector<std::string> notices;  // "test has no pictures of ship."

    // The bytes of one picture of a part of this set, (channels, height, width).
    std::span<const std::uint8_t> picture(const ImagePart& part, std::int64_t i) const;
};

// What values in [0, 1] are shifted and scaled by, channel by channel, before a network sees them.
struct Normalisation {
    std::array<float, 3> mean{}, deviation{1, 1, 1};
    float operator()(float value, int channel) const {
        const auto c = static_cast<std::size_t>(channel);
        return (value - mean[c]) / deviation[c];
    }
};

// Of CIFAR-10 (SCIENCE.md 2.1), of the stand-in (2.3); other pictures stay as they are.
Normalisation normalisation_of(const ImageSet& set);

// "airplane" ... "truck", in the order of their labels.
const std::vector<std::string>& cifar10_class_names();

// The pictures of one class in their order: places in the part.
std::vector<std::int64_t> indices_of(const ImagePart& part, int label);

// "CIFAR-10", "CIFAR-10, recompressed copy" or "synthetic stand-in, not CIFAR-10".
const char* source_label(ImageOrigin origin);

// An empty set of 32 x 32 colour pictures with the classes of CIFAR-10. Kind and source follow from the
// origin.
ImageSet make_cifar10_like(ImageOrigin origin);

// The set with its digest and its notices. Throws Error that names `where` when a split is empty.
ImageSet finished(ImageSet set, const std::string& where);

}  // namespace reweigh
