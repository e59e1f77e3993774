#pragma once

#include "core/base/report.h"
#include "core/data/images.h"
#include "core/data/pictures.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace reweigh {

// Collects 32 x 32 pictures by their paths, `train/<class>/<name>` and `test/<class>/<name>` with .jpg, .jpeg
// or .png, below any folder. The set has them in the order of classes, then of names. One JPEG makes it a
// recompressed copy.
class PictureSet {
public:
    // `where`: the folder or archive, for the sentences.
    explicit PictureSet(std::string where) : where_(std::move(where)) {}

    // Has the path this form? Throws Error for a class that CIFAR-10 does not have: "{where}: class "kat" is
    // not one of airplane ... truck."
    static bool is_picture(const std::string& path, const std::string& where);

    void add(const std::string& path, std::string_view bytes);  // throws as decode_picture
    ImageSet finish();  // throws Error: "{where} has no test pictures."

private:
    struct Entry {
        std::uint8_t label = 0;
        std::string name;
        std::size_t place = 0;  // in order of arrival
        auto key() const { return std::tie(label, name); }
    };
    struct Part {
        std::vector<std::uint8_t> pixels;
        std::vector<Entry> entries;
    };
    static ImagePart ordered(Part part);

    std::string where_;
    std::optional<std::string> root_;  // of its pictures, once there is one
    Part train_, test_;
    ImageOrigin origin_ = ImageOrigin::Original;
};

// The same from a folder on the disk; throws "{folder} has no test folder.", too. `report` hears of pictures.
ImageSet read_picture_folder(const std::filesystem::path& folder, const Report& report = {});

}  // namespace reweigh
