#include "core/figure/svg.h"

#include "core/base/error.h"

#include <algorithm>
#include <map>
#include <vector>

namespace reweigh {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "clip17" -> "clip1" for the first clip of a file, and so on; other names stay.
class IdNumbers {
public:
    std::string operator()(std::string_view name) {
        const auto [place, is_new] = names_.try_emplace(std::string(name));
        if (is_new) place->second = renamed(name);
        return place->second;
    }

private:
    std::string renamed(std::string_view name) {
        const auto digits = std::find_if(name.begin(), name.end(), is_digit);
        if (digits == name.end() || !std::all_of(digits, name.end(), is_digit)) return std::string(name);
        const std::string stem(name.begin(), digits);
        return stem + std::to_string(++counts_[stem]);
    }

    std::map<std::string, std::string> names_;
    std::map<std::string, int> counts_;
};

// Replaces what stands between each `before` and the next character of `ends` by rename(it).
template <class Rename>
std::string rename_between(std::string_view text, std::string_view before, std::string_view ends,
                           Rename rename) {
    std::string renamed;
    while (true) {
        const std::size_t at = text.find(before);
        if (at == std::string_view::npos) return renamed += text;
        const std::size_t begin = at + before.size();
        const std::size_t end = std::min(text.find_first_of(ends, begin), text.size());
        renamed += text.substr(0, begin);
        renamed += rename(text.substr(begin, end - begin));
        text.remove_prefix(end);
    }
}

std::string renumber_ids(std::string_view svg) {
    IdNumbers numbers;
    const std::string defined =
        rename_between(svg, " id=\"", "\"", [&](std::string_view name) { return numbers(name); });
    return rename_between(defined, "#", "\")", [&](std::string_view name) { return numbers(name); });
}

// cairo ends a closed path with a move to its start.
std::string trim_paths(std::string_view svg) {
    return rename_between(svg, " d=\"", "\"", [](std::string_view path) {
        const std::size_t close = path.rfind("Z M ");
        const bool is_last =
            close != std::string_view::npos && path.find_first_of("LCZ", close + 1) == path.npos;
        return std::string(is_last ? path.substr(0, close + 1) : path);
    });
}

// A thousand points repeat two styles: as classes they make a third of the file.
struct SharedStyles {
    std::string rules, svg;
};
SharedStyles share_styles(std::string_view svg) {
    SharedStyles shared;
    std::map<std::string, std::string, std::less<>> classes;
    constexpr std::string_view attribute = " style=\"";
    while (true) {
        const std::size_t at = svg.find(attribute);
        if (at == std::string_view::npos) break;
        const std::size_t begin = at + attribute.size(), end = svg.find('"', begin);
        const auto [place, is_new] = classes.try_emplace(std::string(svg.substr(begin, end - begin)));
        if (is_new) {
            place->second = "s" + std::to_string(classes.size());
            shared.rules += "." + place->second + "{" + place->first + "}\n";
        }
        shared.svg += std::string(svg.substr(0, at)) + " class=\"" + place->second + "\"";
        svg.remove_prefix(end + 1);
    }
    shared.svg += svg;
    return shared;
}

std::string element(const std::string& name, std::string_view content) {
    return content.empty() ? "" : "<" + name + ">" + std::string(content) + "</" + name + ">\n";
}

// The next tag of a text from `position` on, without its brackets; comments and instructions are passed over.
// Quoted values may hold brackets. Empty: there is none.
std::string_view next_tag(std::string_view text, std::size_t& position) {
    const std::size_t open = text.find('<', position);
    if (open == std::string_view::npos) return {};
    char quote = '\0';
    for (std::size_t i = open + 1; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != '\0') {
            if (c == quote) quote = '\0';
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            position = i + 1;
            return text.substr(open + 1, i - open - 1);
        }
    }
    position = text.size();
    return "<";  // a tag that does not end
}

std::string_view name_of(std::string_view tag) { return tag.substr(0, tag.find_first_of(" \t\r\n/")); }

}  // namespace

std::string xml_escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        const bool is_allowed = static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n';
        if (c == '&')
            safe += "&amp;";
        else if (c == '<')
            safe += "&lt;";
        else if (c == '>')
            safe += "&gt;";
        else if (is_allowed)
            safe += c;
    }
    return safe;
}

std::string annotate_svg(std::string_view svg, const PageWords& words) {
    SharedStyles shared = share_styles(trim_paths(renumber_ids(svg)));
    const std::size_t root_end = shared.svg.find('\n', shared.svg.find("<svg")) + 1;
    shared.svg.insert(root_end, element("title", xml_escaped(words.title)) +
                                    element("desc", xml_escaped(words.description)) +
                                    element("metadata", xml_escaped(words.recipe)) +
                                    element("style", shared.rules));
    return shared.svg;
}

void check_svg(std::string_view svg, const std::string& name) {
    std::vector<std::string_view> open;
    bool has_root = false;
    std::size_t position = 0;
    for (std::string_view tag = next_tag(svg, position); !tag.empty(); tag = next_tag(svg, position)) {
        if (tag == "<") throw Error(name + " ends inside a tag.");
        if (tag.front() == '?' || tag.front() == '!') continue;
        if (open.empty() && (has_root || name_of(tag) != "svg"))
            throw Error(name + ": <" + std::string(tag) + "> stands where <svg> is expected.");
        has_root = true;
        if (tag.front() == '/') {
            if (tag.substr(1) != open.back())
                throw Error(name + ": <" + std::string(tag) + "> closes <" + std::string(open.back()) + ">.");
            open.pop_back();
        } else if (tag.back() != '/') {
            open.push_back(name_of(tag));
        }
    }
    if (!has_root) throw Error(name + " has no <svg>.");
    if (!open.empty()) throw Error(name + " ends before </" + std::string(open.back()) + ">.");
}

}  // namespace reweigh
