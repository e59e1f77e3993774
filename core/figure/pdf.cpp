#include "core/figure/pdf.h"

#include "core/base/error.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace reweigh {
namespace {

// The numbers behind the last `key` of a text, separated by blanks and brackets.
template <std::size_t Count>
std::optional<std::array<double, Count>> numbers_after(std::string_view text, std::string_view key) {
    const std::size_t at = text.rfind(key);
    if (at == std::string_view::npos) return std::nullopt;
    text.remove_prefix(at + key.size());
    std::array<double, Count> numbers{};
    for (double& number : numbers) {
        text.remove_prefix(std::min(text.find_first_not_of(" [\r\n"), text.size()));
        const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (failure != std::errc{}) return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    }
    return numbers;
}

}  // namespace

void check_pdf(std::string_view bytes, Vec2 size, const std::string& name) {
    if (!bytes.starts_with("%PDF-1.")) throw Error(name + " has no PDF header.");
    if (!bytes.ends_with("%%EOF\n")) throw Error(name + " ends before the PDF trailer.");
    const auto table = numbers_after<1>(bytes, "startxref");
    const bool has_table = table && (*table)[0] > 0 && (*table)[0] < static_cast<double>(bytes.size()) &&
                           bytes.substr(static_cast<std::size_t>((*table)[0])).starts_with("xref");
    if (!has_table) throw Error(name + " has no table of PDF objects.");
    const auto box = numbers_after<4>(bytes, "/MediaBox");
    const bool fits = box && std::abs((*box)[2] - (*box)[0] - size.x) < 0.01 &&
                      std::abs((*box)[3] - (*box)[1] - size.y) < 0.01;
    if (!fits) throw Error(name + ": the page of the PDF has not the size of the figure.");
}

}  // namespace reweigh
