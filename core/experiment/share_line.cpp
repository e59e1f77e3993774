#include "core/experiment/share_line.h"

#include "core/base/error.h"
#include "core/config/live_params.h"
#include "core/config/text.h"
#include "core/data/kinds.h"
#include "core/experiment/chain.h"
#include "core/experiment/resolved.h"
#include "core/experiment/sections.h"
#include "core/experiment/sources.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace reweigh {
namespace {

constexpr std::string_view prefix = "reweigh:";
constexpr std::array<std::string_view, 3> path_keys{"data.file", "data.path", "data.points"};

[[noreturn]] void refuse_line(const std::string& why) { throw Error("The share line " + why); }

bool is_plain(char letter) {
    constexpr std::string_view marks = "-._+,";
    const bool is_letter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    return is_letter || (letter >= '0' && letter <= '9') || marks.find(letter) != marks.npos;
}

std::string encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string line;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (is_plain(letter))
            line += letter;
        else
            line += {'%', digits[byte / 16], digits[byte % 16]};
    }
    return line;
}

std::string decoded(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_plain(text[i])) {
            plain += text[i];
            continue;
        }
        unsigned value = 0;
        const char* begin = text.data() + std::min(i + 1, text.size());
        const char* end = text.data() + std::min(i + 3, text.size());
        if (text[i] != '%' || end - begin != 2 || std::from_chars(begin, end, value, 16).ptr != end)
            refuse_line("holds \"" + std::string(1, text[i]) + "\", which is written as %XX there.");
        plain += static_cast<char>(value);
        i += 2;
    }
    return plain;
}

std::vector<std::string_view> split(std::string_view text, char mark) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(mark);
        parts.push_back(text.substr(0, end));
        if (end == text.npos) return parts;
        text.remove_prefix(end + 1);
    }
}

// ---- Reading ----

struct Parts {
    std::string experiment;
    Overrides sets;
    std::optional<std::vector<std::vector<std::string>>> edits;  // step, key, value[, variant]
    std::optional<std::int64_t> at;
};

std::int64_t step_from(std::string_view text, const std::string& part) {
    constexpr std::int64_t last_step = std::int64_t{1} << 52;
    const std::optional<std::int64_t> step = whole_number_from(text);
    if (!step || *step < 0 || *step > last_step) refuse_line("says \"" + part + "\", expected a step.");
    return *step;
}

void read_set(std::string_view text, Parts& parts) {
    const auto fields = split(text, ':');
    if (fields.size() != 2 || fields[0].empty())
        refuse_line("says \"set=" + std::string(text) + "\", expected set=KEY:VALUE.");
    const std::string key = decoded(fields[0]);
    if (std::ranges::find(path_keys, key) != path_keys.end())
        refuse_line("names no files and no points, but sets \"" + key + "\".");
    parts.sets.emplace_back(key, decoded(fields[1]));
}

void read_edit(std::string_view text, Parts& parts) {
    if (!parts.edits) parts.edits.emplace();
    if (text.empty()) return;  // no edits, where the experiment has some
    const auto fields = split(text, ':');
    if (fields.size() < 3 || fields.size() > 4)
        refuse_line("says \"edits=" + std::string(text) + "\", expected edits=STEP:KEY:VALUE.");
    std::vector<std::string> edit;
    for (const std::string_view field : fields) edit.push_back(decoded(field));
    step_from(edit.front(), "edits=" + std::string(text));
    parts.edits->push_back(std::move(edit));
}

void read_part(std::string_view part, Parts& parts) {
    const std::size_t equals = part.find('=');
    const std::string name(part.substr(0, equals));
    const std::string_view value = equals == part.npos ? std::string_view() : part.substr(equals + 1);
    if (name == "seed") {
        parts.sets.emplace_back("seed", decoded(value));
    } else if (name == "set") {
        read_set(value, parts);
    } else if (name == "edits") {
        read_edit(value, parts);
    } else if (name == "at") {
        if (parts.at) refuse_line("says \"at\" twice.");
        parts.at = step_from(value, std::string(part));
    } else {
        refuse_line("has an unknown part \"" + name + "\". " +
                    nearest_or_all(name, {"seed", "set", "edits", "at"}));
    }
}

Parts parts_of(std::string_view line) {
    if (!is_share_line(line)) throw Error("A share line begins with \"reweigh:\".");
    if (line.size() > longest_share_line)
        refuse_line("has " + std::to_string(line.size()) + " characters, expected at most " +
                    with_thousands(longest_share_line) + ".");
    line.remove_prefix(prefix.size());
    const std::size_t question = line.find('?');
    Parts parts;
    parts.experiment = std::string(line.substr(0, question));
    const std::vector<std::string> known = experiment_names();
    if (std::ranges::find(known, parts.experiment) == known.end())
        refuse_line("names an unknown experiment \"" + parts.experiment + "\". " +
                    nearest_or_all(parts.experiment, known));
    if (question == line.npos) return parts;
    for (const std::string_view part : split(line.substr(question + 1), '&')) read_part(part, parts);
    return parts;
}

// Sentences about a value name the line.
void place(Node& node) {
    node.place = {"the share line", 0};
    for (Node& item : node.items) place(item);
}

Node word(std::string key, std::string text) {
    return {std::move(key), Node::Type::Word, std::move(text), {}, {}};
}

Node edits_node(const std::vector<std::vector<std::string>>& edits) {
    Node list{"edits", Node::Type::List, {}, {}, {}};
    for (const auto& edit : edits) {
        Node table;
        table.items = {word("step", edit[0]), word(edit[1], edit[2])};
        if (edit.size() == 4) table.items.push_back(word("variant", edit[3]));
        list.items.push_back(std::move(table));
    }
    return list;
}

// ---- Writing ----

using Said = std::vector<std::pair<std::string, std::string>>;

std::string value_of(const Node& node) {
    if (node.type != Node::Type::List) return node.text;
    std::string text;
    for (const Node& item : node.items) text += item.text + ",";
    if (node.items.size() > 1) text.pop_back();  // "-4,": a list of one
    return text;
}

// What a table says that `base` does not; all of it where it is of another kind.
void add_changes(const Node& table, const Node& base, const std::string& path, Said& said) {
    const Node *kind = table.find("kind"), *base_kind = base.find("kind");
    const bool is_other = kind != nullptr && base_kind != nullptr && kind->text != base_kind->text;
    for (const Node& item : table.items) {
        const Node* before = is_other ? nullptr : base.find(item.key);
        if (before == nullptr || value_of(*before) != value_of(item))
            said.emplace_back(path == "live" ? item.key : path + "." + item.key, value_of(item));
    }
}

bool names_pictures(const DataParams& data) {
    return std::visit(
        [](const auto& params) {
            if constexpr (requires { params.path; }) return !params.path.empty();
            return false;
        },
        data);
}

void require_sayable(const Experiment& experiment) {
    const std::vector<std::string> known = experiment_names();
    const bool is_own = std::ranges::find(known, experiment.id) == known.end();
    if (is_own || !experiment.setup.weights_file.empty() ||
        std::holds_alternative<CsvParams>(experiment.setup.data) ||
        std::holds_alternative<DrawnParams>(experiment.setup.data) || names_pictures(experiment.setup.data))
        throw Error("A line names no files and no points of your own; save a file.");
}

// The parameters that single variants begin with.
std::string variants_text(const Node& root) {
    std::string text;
    for (const Node& variant : root.find("variants")->items) {
        text += variant.key + ":";
        for (const Node& item : variant.items) text += item.key + "=" + value_of(item) + ";";
    }
    return text;
}

Said changes_of(const Experiment& experiment, const Experiment& original) {
    const Node now = resolved_node(experiment), base = resolved_node(original);
    if (experiment.setup.variants == original.setup.variants && variants_text(now) != variants_text(base))
        throw Error("A line cannot say what single variants begin with; save a file.");
    Said said;
    for (const char* section : {"data", "model", "companion", "optimizer", "live", "sweep", "stop"})
        add_changes(*now.find(section), *base.find(section), section, said);
    for (const char* key : {"engine", "precision"})
        if (now.find(key)->text != base.find(key)->text) said.emplace_back(key, now.find(key)->text);
    return said;
}

std::string value_text_of(const LiveParams& params, std::string_view key) {
    std::string text;
    for_each_param<LiveParams>([&](const auto& row) {
        if (row.key == key) text = value_text(params.*row.member);
    });
    return text;
}

std::string edits_text(const std::vector<Edit>& edits, const Live& start,
                       const std::vector<std::string>& variants) {
    std::string line;
    const Live* before = &start;
    for (const Edit& edit : edits) {
        for (std::size_t v = 0; v < variants.size(); ++v)
            for_each_param<LiveParams>([&](const auto& row) {
                if (edit.live.variants[v].*row.member == before->variants[v].*row.member) return;
                line += "&edits=" + std::to_string(edit.step) + ":" + std::string(row.key) + ":" +
                        encoded(value_text_of(edit.live.variants[v], row.key)) +
                        (variants.size() > 1 ? ":" + encoded(variants[v]) : "");
            });
        before = &edit.live;
    }
    return line;
}

// What a derived rate is; none is derived from pictures.
double rate_of(const Dataset& data) { return data.is_plane() ? derived_learning_rate(data) : derived_rate; }

// Derived rates as numbers.
Live resolved(Live live, double rate) {
    for (LiveParams& params : live.variants)
        if (std::isnan(params.learning_rate)) params.learning_rate = rate;
    return live;
}

// The log of a run after its start, and what is still to come of `made_from`.
std::vector<Edit> whole_log(const Experiment& made_from, const Snapshot& snapshot, double rate) {
    std::vector<Edit> log(snapshot.edits.begin() + 1, snapshot.edits.end());
    for (const Edit& edit : made_from.edits)
        if (edit.step > snapshot.step ||
            (edit.step == snapshot.step && snapshot.edits.back().step < edit.step))
            log.push_back({edit.step, resolved(edit.live, rate)});
    return log;
}

// Rates that were derived at the start stay so.
Live start_of(const Experiment& made_from, const Snapshot& snapshot, double rate) {
    Live start = snapshot.edits.front().live;
    for (std::size_t v = 0; v < start.variants.size(); ++v)
        if (made_from.derives_learning_rate[v] && start.variants[v].learning_rate == rate)
            start.variants[v].learning_rate = derived_rate;
    return start;
}

}  // namespace

bool is_share_line(std::string_view text) { return text.starts_with(prefix); }

SharedRun read_share_line(std::string_view line) {
    const Parts parts = parts_of(line);
    Node over;
    try {
        over = override_table(parts.sets);
    } catch (const CommandLineError&) {
        refuse_line("sets a parameter twice.");
    }
    place(over);
    if (parts.edits) {
        Node edits = edits_node(*parts.edits);
        place(edits);
        over.items.push_back(std::move(edits));
    }
    return {read_experiment(merged(read_experiment_chain(parts.experiment), over), parts.experiment),
            parts.at};
}

std::string share_line(const Experiment& made_from, const Snapshot& snapshot) {
    require_sayable(made_from);
    const double rate = rate_of(*snapshot.scene->data);
    Experiment experiment = made_from, original = load_experiment(made_from.id);
    experiment.live = start_of(made_from, snapshot, rate);
    experiment.setup.engine = snapshot.scene->setup.engine;
    experiment.setup.precision = snapshot.scene->setup.precision;
    for (Edit& edit : original.edits) edit.live = resolved(edit.live, rate);
    const std::vector<Edit> log = whole_log(made_from, snapshot, rate);

    std::string line;
    if (experiment.setup.seed != original.setup.seed)
        line += "&seed=" + std::to_string(experiment.setup.seed);
    for (const auto& [key, value] : changes_of(experiment, original))
        line += "&set=" + encoded(key) + ":" + encoded(value);
    if (log != original.edits)
        line += log.empty() ? "&edits="
                            : edits_text(log, resolved(experiment.live, rate), experiment.setup.variants);
    if (snapshot.step > 0) line += "&at=" + std::to_string(snapshot.step);
    if (!line.empty()) line.front() = '?';
    line = std::string(prefix) + made_from.id + line;
    if (line.size() > longest_share_line) throw Error("Too long for a line; save a file.");
    return line;
}

}  // namespace reweigh
