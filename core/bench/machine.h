#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reweigh::bench {

// What numbers were measured on: facts about the kind of machine, no names.
struct Machine {
    std::string cpu;       // "AMD EPYC (Zen 3)"
    std::string isa;       // of the fastest kernels: "AVX-512", "AVX2", "none"
    double clock_ghz = 0;  // as the system tells it; 0: unknown
    int threads = 1;       // of the processor
    std::vector<std::pair<std::string, std::string>> versions;
    std::string gpu = {};  // of the first one, "NVIDIA H200"; empty: none
};

// This one, without versions.
Machine this_machine();

// "AMD EPYC (Zen 3)" from the text of /proc/cpuinfo: the first processor's name and, where its numbers are
// known, its design.
std::string cpu_of(std::string_view cpuinfo);
double clock_of(std::string_view cpuinfo);  // GHz
// "NVIDIA H200" from the text that NVIDIA's driver gives of a card; empty where it says no model.
std::string gpu_of(std::string_view information);

// "AVX2", "AVX-512": of a name of fused::Kernels.
std::string isa_of(std::string_view kernels);

}  // namespace reweigh::bench
