#include "core/experiment/file_name.h"

#include "core/base/error.h"
#include "core/config/text.h"
#include "core/state/setup.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <system_error>
#include <vector>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(std::string_view pattern, const std::string& reason) {
    throw Error("The name \"" + std::string(pattern) + "\" " + reason);
}

// {word:format}
struct Token {
    std::string word, format;
};

Token token_of(std::string_view inside) {
    const std::size_t colon = std::min(inside.find(':'), inside.size());
    return {std::string(inside.substr(0, colon)),
            std::string(inside.substr(std::min(colon + 1, inside.size())))};
}

std::string date_text(const NameTokens& tokens, const std::string& format) {
    std::tm local{};
    if (localtime_r(&tokens.date, &local) == nullptr) return {};
    std::array<char, 128> text{};
    const std::size_t length =
        std::strftime(text.data(), text.size(), format.empty() ? "%Y%m%d" : format.c_str(), &local);
    return {text.data(), length};
}

std::string counter_text(const NameTokens& tokens, const std::string& format, std::string_view pattern) {
    constexpr std::int64_t most_digits = 9;
    const auto digits = format.empty() ? std::optional<std::int64_t>(1) : whole_number_from(format);
    if (!digits || *digits < 1 || *digits > most_digits)
        refuse(pattern, "has {n:" + format + "}; expected a number of digits from 1 to 9.");
    std::string text = std::to_string(tokens.n);
    return std::string(std::max<std::size_t>(static_cast<std::size_t>(*digits), text.size()) - text.size(),
                       '0') +
           text;
}

struct Kind {
    std::string_view word;
    std::string NameTokens::*text;
};
constexpr std::array kinds{Kind{"lab", &NameTokens::lab},
                           Kind{"figure", &NameTokens::figure},
                           Kind{"experiment", &NameTokens::experiment},
                           Kind{"seed", &NameTokens::seed},
                           Kind{"weight", &NameTokens::weight},
                           Kind{"epoch", &NameTokens::epoch},
                           Kind{"step", &NameTokens::step}};

std::vector<std::string> known_words() {
    std::vector<std::string> words;
    for (const Kind& kind : kinds) words.emplace_back(kind.word);
    words.insert(words.end(), {"date", "n"});
    return words;
}

std::string value_of(const Token& token, const NameTokens& tokens, std::string_view pattern) {
    if (token.word == "date") return date_text(tokens, token.format);
    if (token.word == "n") return counter_text(tokens, token.format, pattern);
    const auto kind = std::ranges::find(kinds, token.word, &Kind::word);
    if (kind == kinds.end())
        refuse(pattern,
               "has an unknown token \"{" + token.word + "}\". " + nearest_or_all(token.word, known_words()));
    if (!token.format.empty())
        refuse(pattern, "has a format for {" + token.word + "}; only date and n have one.");
    return tokens.*kind->text;
}

// What would make a folder, or trouble elsewhere.
std::string plain(std::string text) {
    std::ranges::replace_if(
        text, [](unsigned char c) { return c < 0x20 || c == '/' || c == '\\' || c == ':'; }, '-');
    return text;
}

void require_inside(std::string_view pattern, const std::string& name) {
    const fs::path path(name);
    if (path.filename().empty() || path.filename() == ".") refuse(pattern, "is empty.");
    const bool climbs = std::ranges::any_of(path, [](const fs::path& part) { return part == ".."; });
    if (path.is_absolute() || climbs) throw Error("The name \"" + name + "\" leaves its folder.");
}

}  // namespace

std::string lab_of(const std::string& experiment) {
    const std::string lab = fs::path(experiment).parent_path().filename().string();
    return lab.empty() || lab == "." || lab == ".." ? "own" : lab;
}

std::string short_name_of(const std::string& experiment) {
    return experiment == "-" ? "experiment" : fs::path(experiment).stem().string();
}

std::string weight_name(double log2_weight) {
    std::string name = weight_label(log2_weight);
    if (const std::size_t colon = name.find(':'); colon != std::string::npos) name.replace(colon, 1, "to");
    return name;
}

bool names_token(std::string_view pattern, std::string_view token) {
    for (std::size_t open = pattern.find('{'); open != std::string_view::npos;
         open = pattern.find('{', open + 1)) {
        const std::string_view inside = pattern.substr(open + 1, pattern.find('}', open) - open - 1);
        if (token_of(inside).word == token) return true;
    }
    return false;
}

std::string file_name(std::string_view pattern, const NameTokens& tokens) {
    std::string name;
    for (std::size_t at = 0; at < pattern.size();) {
        const std::size_t brace = std::min(pattern.find_first_of("{}", at), pattern.size());
        name += pattern.substr(at, brace - at);
        if (brace == pattern.size()) break;
        const std::size_t close = pattern.find('}', brace);
        if (pattern[brace] == '}' || close == std::string_view::npos)
            refuse(pattern, "has a brace without its other one.");
        name += plain(value_of(token_of(pattern.substr(brace + 1, close - brace - 1)), tokens, pattern));
        at = close + 1;
    }
    require_inside(pattern, name);
    return name;
}

std::filesystem::path with_ending(const std::filesystem::path& stem, const std::string& ending) {
    return stem.string() + "." + ending;
}

bool is_taken(const std::filesystem::path& stem, const std::vector<std::string>& endings) {
    std::error_code unreadable;
    return std::ranges::any_of(endings, [&](const std::string& ending) {
        return std::filesystem::exists(with_ending(stem, ending), unreadable);
    });
}

}  // namespace reweigh
