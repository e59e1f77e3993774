#include "core/bench/machine.h"

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/config/text.h"
#include "core/engine/fused/kernels.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>
#include <system_error>
#include <thread>

namespace reweigh::bench {
namespace {

// AMD's designs by family and range of models.
struct Design {
    int family, first, last;
    const char* name;
};
constexpr Design designs[] = {
    {23, 0x00, 0x2f, "Zen"},   {23, 0x30, 0xff, "Zen 2"}, {25, 0x00, 0x0f, "Zen 3"},
    {25, 0x10, 0x1f, "Zen 4"}, {25, 0x20, 0x5f, "Zen 3"}, {25, 0x60, 0xaf, "Zen 4"},
    {26, 0x00, 0xff, "Zen 5"},
};

// The value of the first line "key: value", blanks aside; empty where there is none.
std::string value_of(std::string_view lines, std::string_view key) {
    for (std::size_t at = 0; at < lines.size();) {
        const std::size_t end = std::min(lines.find('\n', at), lines.size());
        const std::string_view line = lines.substr(at, end - at);
        const std::size_t colon = line.find(':');
        const std::size_t value = line.find_first_not_of(": \t", colon);
        if (value != std::string_view::npos && line.substr(0, line.find_first_of("\t:")) == key)
            return std::string(line.substr(value));
        at = end + 1;
    }
    return {};
}

std::string text_of(const std::filesystem::path& file) {
    try {
        return read_file(file);
    } catch (const Error&) {
        return {};
    }
}

// What the driver tells of the first card, in order of names.
std::string gpu_information() {
    std::error_code none;
    std::set<std::filesystem::path> cards;
    for (const auto& card : std::filesystem::directory_iterator("/proc/driver/nvidia/gpus", none))
        cards.insert(card.path());
    return cards.empty() ? "" : text_of(*cards.begin() / "information");
}

}  // namespace

std::string cpu_of(std::string_view cpuinfo) {
    std::string name = value_of(cpuinfo, "model name");
    if (name.empty()) return "unknown";
    if (value_of(cpuinfo, "vendor_id") != "AuthenticAMD") return name;
    const auto family = whole_number_from(value_of(cpuinfo, "cpu family"));
    const auto model = whole_number_from(value_of(cpuinfo, "model"));
    for (const Design& design : designs)
        if (family == design.family && model >= design.first && model <= design.last)
            return name + " (" + design.name + ")";
    return name;
}

double clock_of(std::string_view cpuinfo) {
    return std::round(number_from(value_of(cpuinfo, "cpu MHz")).value_or(0)) / 1000;
}

std::string gpu_of(std::string_view information) { return value_of(information, "Model"); }

std::string isa_of(std::string_view kernels) { return kernels == "avx512" ? "AVX-512" : "AVX2"; }

Machine this_machine() {
    const std::string text = text_of("/proc/cpuinfo");
    const auto kernels = fused::supported_kernels();
    return {cpu_of(text),
            kernels.empty() ? "none" : isa_of(kernels.front().name),
            clock_of(text),
            static_cast<int>(std::max(1U, std::thread::hardware_concurrency())),
            {},
            gpu_of(gpu_information())};
}

}  // namespace reweigh::bench
