// The cache of figures that were made: two pictures and a JSON each.
#include "app/figure_maker.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/log.h"
#include "core/base/places.h"
#include "core/config/json.h"
#include "core/config/make_node.h"
#include "core/config/table.h"
#include "core/experiment/file_name.h"
#include "core/experiment/resolved.h"
#include "core/experiment/sections.h"
#include "core/figure/png.h"

#include <array>
#include <filesystem>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

constexpr std::array theme_words{"light", "dark"};
const std::vector<std::string> verdict_words{"PASS", "FAIL", "NOT RUN"};

fs::path kept_file(const std::string& experiment, const std::string& ending) {
    return cache_folder() / "gallery" / (lab_of(experiment) + "-" + short_name_of(experiment) + ending);
}
fs::path picture_file(const std::string& experiment, std::size_t theme) {
    return kept_file(experiment, std::string("-") + theme_words[theme] + ".png");
}

// Of all that the picture and the verdicts follow from.
std::string origin_of(const std::string& experiment, const std::string& program) {
    return sha256(program + "\n" + to_json(resolved_node(load_experiment(experiment))));
}

Node claim_node(const ClaimResult& claim) {
    return table_node({{"id", text_node(claim.id)},
                       {"verdict", text_node(std::string(verdict_text(claim.verdict)))},
                       {"reason", text_node(claim.reason)}});
}

ClaimResult read_claim(const Node& table) {
    const Node& verdict = required(table, "verdict", "A claim");
    const std::string word = read_word(verdict, "verdict", verdict_words);
    const auto index = std::ranges::find(verdict_words, word) - verdict_words.begin();
    return {read_text(required(table, "id", "A claim"), "id"), static_cast<Verdict>(index),
            read_text(required(table, "reason", "A claim"), "reason")};
}

}  // namespace

std::optional<MadeFigure> kept_figure(const std::string& experiment, const std::string& program) {
    const fs::path file = kept_file(experiment, ".json");
    std::error_code unreadable;
    if (!fs::exists(file, unreadable)) return {};
    try {
        const Node root = read_json(read_file(file), file.string());
        if (read_text(required(root, "origin", "The cache"), "origin") != origin_of(experiment, program))
            return {};
        MadeFigure made;
        for (const Node& claim : list_items(required(root, "claims", "The cache"), "claims"))
            made.claims.push_back(read_claim(claim));
        for (std::size_t theme = 0; theme < theme_words.size(); ++theme) {
            const fs::path picture = picture_file(experiment, theme);
            made.thumbnails[theme] =
                std::make_shared<const Grid<Color>>(decode_png(read_file(picture), picture.string()));
        }
        return made;
    } catch (const Error& problem) {
        log(LogLevel::Note, "gallery", problem.what());
        return {};
    }
}

void keep_figure(const std::string& experiment, const std::string& program, const MadeFigure& made) {
    std::vector<Node> claims;
    for (const ClaimResult& claim : made.claims) claims.push_back(claim_node(claim));
    try {
        for (std::size_t theme = 0; theme < theme_words.size(); ++theme)
            write_atomically(picture_file(experiment, theme), encode_png(*made.thumbnails[theme]));
        write_atomically(kept_file(experiment, ".json"),  // last: it vouches for the pictures
                         to_json(table_node({{"origin", text_node(origin_of(experiment, program))},
                                             {"claims", list_node(std::move(claims))}})) +
                             "\n");
    } catch (const Error& problem) {
        log(LogLevel::Warning, "gallery", problem.what());
    }
}

}  // namespace reweigh
