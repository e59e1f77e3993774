#pragma once

#include <ctime>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// What the tokens of a pattern of file names stand for: {lab} {figure} {experiment} {seed} {weight} {epoch}
// {step} {date} {n}. PRODUCT.md 6.
struct NameTokens {
    std::string lab, figure, experiment;
    std::string seed{}, weight{}, epoch{}, step{};
    std::time_t date = 0;  // {date:%Y%m%d}: as strftime has it, of the local time; {date}: 20261128
    int n = 1;             // {n:3}: at least three digits
};

// "boundary" of "boundary/fig1", and "fig1", also of "boundary/fig1.json"; a file's experiments have its
// folder's name.
std::string lab_of(const std::string& experiment);
std::string short_name_of(const std::string& experiment);

// "1to16": a weight without the colon of "1:16".
std::string weight_name(double log2_weight);

// Whether a pattern has the token, such as "n".
bool names_token(std::string_view pattern, std::string_view token);

// The pattern with each {token} replaced: a path below the folder that it is meant for; what tokens stand for
// brings no folder of its own. Throws Error for an unknown token, naming those that are known, a brace
// without its other one, a format that no date or number has, and a name that is empty or leaves the folder:
// `The name "../x" leaves its folder.`
std::string file_name(std::string_view pattern, const NameTokens& tokens);

// A figure's files share a path without their endings, its stem: "fig1.pdf" of "fig1".
std::filesystem::path with_ending(const std::filesystem::path& stem, const std::string& ending);
// Whether one of them is there. A place that cannot be looked at is free: the writer says why it is not.
bool is_taken(const std::filesystem::path& stem, const std::vector<std::string>& endings);

}  // namespace reweigh
