#include "core/data/other_kinds.h"

#include "core/base/error.h"

#include <algorithm>
#include <cctype>

namespace reweigh {
namespace {

bool starts_with_ignoring_case(std::string_view text, std::string_view lower) {
    return text.size() >= lower.size() &&
           std::equal(lower.begin(), lower.end(), text.begin(), [](char expected, char found) {
               return expected == std::tolower(static_cast<unsigned char>(found));
           });
}

}  // namespace

void refuse_other_kinds(std::string_view bytes, const std::string& name, const std::string& expected) {
    if (bytes.starts_with("version https://git-lfs"))
        throw Error(name + " is a Git LFS pointer, not the data. Run \"git lfs pull\".");
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    bytes.remove_prefix(std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size()));
    for (const std::string_view page : {"<!doctype html", "<html"})
        if (starts_with_ignoring_case(bytes, page))
            throw Error(name + " is a web page, not " + expected + ".");
}

}  // namespace reweigh
