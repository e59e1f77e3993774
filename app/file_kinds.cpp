#include "app/file_kinds.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

namespace reweigh {
namespace {

struct Extension {
    std::string_view text;
    FileKind kind;
};
constexpr std::array extensions{
    Extension{".json", FileKind::Experiment}, Extension{".csv", FileKind::Points},
    Extension{".tsv", FileKind::Points},      Extension{".safetensors", FileKind::Checkpoint},
    Extension{".png", FileKind::Figure},      Extension{".svg", FileKind::Figure},
    Extension{".pdf", FileKind::Figure},
};

std::string in_small_letters(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return text;
}

}  // namespace

std::optional<FileKind> file_kind(const std::filesystem::path& file) {
    const auto found =
        std::ranges::find(extensions, in_small_letters(file.extension().string()), &Extension::text);
    if (found == extensions.end()) return std::nullopt;
    return found->kind;
}

}  // namespace reweigh
