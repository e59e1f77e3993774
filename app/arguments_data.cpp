#include "app/arguments_typed.h"
#include "core/base/places.h"
#include "core/config/text.h"
#include "core/data/image_files.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace reweigh {
namespace {

// An action, and what must be named after it.
struct ActionForm {
    const char* name;
    std::size_t least_words, most_words;
    const char* words;
};
constexpr std::array forms{ActionForm{"list", 0, 1, "list [DIR]"}, ActionForm{"check", 1, 1, "check PATH"},
                           ActionForm{"get", 1, 1, "get cifar10"},
                           ActionForm{"synthetic", 1, 1, "synthetic DIR"},
                           ActionForm{"pack", 2, 2, "pack FOLDER OUT"}};

const ActionForm& form_of(const Typed& typed) {
    const std::vector<std::string> known = data_actions();
    if (typed.action.empty())
        throw CommandLineError("Say what to do with data: one of " + joined(known) + ".");
    const auto found = std::ranges::find(forms, typed.action, &ActionForm::name);
    if (found == forms.end())
        throw CommandLineError("Unknown action \"" + typed.action + "\". " +
                               nearest_or_all(typed.action, known));
    const std::size_t words = (typed.from.empty() ? 0 : 1) + (typed.folder.empty() ? 0 : 1);
    if (words < found->least_words || words > found->most_words)
        throw CommandLineError("Expected \"reweigh data " + std::string(found->words) + "\".");
    return *found;
}

std::uint64_t seed_of(const std::string& text) {
    if (text.empty()) return 1;
    const std::optional<std::uint64_t> seed = seed_from(text);
    if (!seed)
        throw CommandLineError("Option \"--seed\" is \"" + text +
                               "\", expected a whole number from 0 to 2^64 - 1.");
    return *seed;
}

std::string digest_of(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const bool is_digest =
        text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!text.empty() && !is_digest)
        throw CommandLineError("Option \"--sha256\" is \"" + text + "\", expected 64 hexadecimal digits.");
    return text;
}

DataGet get_of(const Typed& typed) {
    if (typed.from != "cifar10")
        throw CommandLineError("Cannot get \"" + typed.from + "\", expected cifar10.");
    return {typed.out.empty() ? data_folder() : std::filesystem::path(typed.out), source_of(typed)};
}

DataList list_of(const Typed& typed) {
    return {typed.from.empty() ? data_places() : std::vector<std::filesystem::path>{typed.from}};
}

}  // namespace

std::vector<std::string> data_actions() {
    std::vector<std::string> names;
    for (const ActionForm& form : forms) names.emplace_back(form.name);
    return names;
}

OtherSource source_of(const Typed& typed) { return {typed.url, digest_of(typed.sha256)}; }

DataRequest data_of(const Typed& typed) {
    const std::string action = form_of(typed).name;
    DataRequest request{list_of(typed), typed.is_quiet};
    if (action == "check") request.action = DataCheck{typed.from};
    if (action == "get") request.action = get_of(typed);
    if (action == "synthetic")
        request.action = DataSynthetic{typed.from, seed_of(typed.seed), typed.is_forced};
    if (action == "pack") request.action = DataPack{typed.from, typed.folder, typed.is_forced};
    return request;
}

}  // namespace reweigh
