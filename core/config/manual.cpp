#include "core/config/manual.h"

#include "core/base/error.h"
#include "core/config/live_params.h"
#include "core/config/setup_params.h"
#include "core/config/text.h"

#include <algorithm>

namespace reweigh {
namespace {

constexpr std::string_view begin_marker = "<!-- parameters: begin -->\n",
                           end_marker = "<!-- parameters: end -->";

template <class Owner, class T>
std::string range_text(const Param<Owner, T>& row) {
    if constexpr (std::is_same_v<T, std::string>)
        return "a path";
    else if constexpr (std::is_same_v<T, bool>)
        return "on, off";
    else if constexpr (std::is_enum_v<T>)
        return joined(words_of<T>());
    else
        return value_text(row.min) + " ... " + value_text(row.max) +
               (row.unit.empty() ? "" : " " + std::string(row.unit));
}

template <class Owner>
void add_rows(const std::string& section, const std::string& kind, const std::string& applies,
              std::vector<ManualRow>& rows) {
    const Owner presets;
    for_each_param<Owner>([&]<class T>(const Param<Owner, T>& row) {
        const std::string preset = std::is_same_v<T, bool>
                                       ? (value_text(presets.*row.member) == "true" ? "on" : "off")
                                       : value_text(presets.*row.member);
        rows.push_back(
            {section + std::string(row.key), kind, range_text(row), preset, applies, std::string(row.help)});
    });
}

// A choice among kinds, then the parameters of each.
template <class Variant>
void add_kinds(const std::string& section, const std::string& preset, const std::vector<std::string>& more,
               const std::string& help, std::vector<ManualRow>& rows) {
    std::vector<std::string> kinds;
    std::vector<ManualRow> params;
    for_each_kind<Variant>([&]<class Params>(const Params&) {
        if constexpr (!std::is_same_v<Params, DrawnParams>) {
            kinds.emplace_back(kind_of<Params>.key);
            add_rows<Params>(section + ".", kinds.back(), "restart", params);
        }
    });
    kinds.insert(kinds.end(), more.begin(), more.end());
    rows.push_back({section + ".kind", "", joined(kinds), preset, "restart", help});
    rows.insert(rows.end(), params.begin(), params.end());
}

// What no parameter struct holds.
const std::vector<ManualRow> run_rows{
    {"companion.kind", "", "lr, mlp, cnn, resnet, none", "lr", "restart",
     "A second model on the same batches and weights."},
    {"sweep.weights", "", "1, 3, 5, 9, 17 or a list", "1", "restart",
     "log2 weights side by side: so many evenly from -8 to 8 (1: the weight 0), or -4,0,4; one: \"-4,\"."},
    {"sweep.seeds", "", "1 ... 64", "1", "restart",
     "Seeds side by side, from seed upwards. Replicas of one seed share initial weights, order and masks."},
    {"sweep.variants", "", "names of variants", "plain", "restart",
     "Named overrides of live parameters, side by side: plain, l2, dropout, batchnorm."},
    {"seed", "", "0 ... 2^64 - 1", "1", "restart", "The seed fixes everything random."},
    {"model.weights", "", "a path", "", "restart",
     "A .safetensors file whose weights the model starts from, in every replica; else they are drawn."},
    {"data.seed", "", "0 ... 2^64 - 1", "seed", "restart", "The seed of the points alone."},
    {"engine", "", "auto, fused, reference, torch", "auto", "restart",
     "What trains: all lanes of the processor, plain C++, or LibTorch."},
    {"precision", "", "auto, tf32, fp32, bf16", "auto", "restart",
     "How a GPU multiplies for networks of pictures; auto: tf32. The CPU always trains in fp32."},
    {"stop.epochs", "", "0 ...", "10000", "at once", "Ends the run; without any stop it goes on."},
    {"stop.steps", "", "0 ...", "", "at once", "Ends the run."},
    {"stop.errors", "", "0 ...", "", "at once",
     "Ends the run once no replica of the model has more training errors."},
    {"stop.loss", "", "0 ...", "", "at once", "Ends the run once no replica of the model has a larger loss."},
};

std::string cell(const std::string& text) {
    std::string escaped;
    for (const char letter : text) escaped += letter == '|' ? std::string("\\|") : std::string(1, letter);
    return escaped;
}

}  // namespace

std::vector<ManualRow> manual_rows() {
    std::vector<ManualRow> rows;
    add_kinds<DataParams>("data", "truncated_normal", {}, "The points the loss is summed over.", rows);
    add_kinds<ModelParams>("model", "mlp", {}, "The logit f(x); p(+) = 1/(1+exp(-f)).", rows);
    add_kinds<OptimizerParams>("optimizer", "sgd", {}, "How the weights move.", rows);
    add_rows<LiveParams>("", "", "live", rows);
    for (ManualRow& row : rows)
        if (row.key == "learning_rate") row.preset = "1/sigma_max", row.range += ", 1/sigma_max";
    rows.insert(rows.end(), run_rows.begin(), run_rows.end());
    return rows;
}

std::string parameter_markdown() {
    std::string table = "| key | range | default | applies | meaning |\n| --- | --- | --- | --- | --- |\n";
    for (const ManualRow& row : manual_rows())
        table += "| `" + row.key + "`" + (row.kind.empty() ? "" : " (" + row.kind + ")") + " | " +
                 cell(row.range) + " | " + cell(row.preset) + " | " + row.applies + " | " + cell(row.help) +
                 " |\n";
    return table;
}

std::string parameter_text() {
    constexpr std::size_t column = 26;
    std::string text;
    for (const ManualRow& row : manual_rows()) {
        text += "  " + row.key + std::string(column - std::min(column - 1, row.key.size()), ' ') + row.range +
                (row.preset.empty() ? "" : " [" + row.preset + "]") +
                (row.kind.empty() ? "" : " (" + row.kind + ")") + "\n";
    }
    return text;
}

std::string with_parameter_table(std::string_view text) {
    const std::size_t begin = text.find(begin_marker), end = text.find(end_marker);
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin)
        throw Error(
            "README.md lacks the markers \"<!-- parameters: begin -->\" and \"<!-- parameters: end -->\".");
    return std::string(text.substr(0, begin + begin_marker.size())) + parameter_markdown() +
           std::string(text.substr(end));
}

}  // namespace reweigh
