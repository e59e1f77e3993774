#include "core/bench/goal.h"

#include "core/config/make_node.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace reweigh::bench {
namespace {

constexpr double most_spread = 0.10, most_loss_difference = 0.01;

bool is_engine(const Record& record, const Case& timed) {
    if (record.engine == timed.engine) return true;
    return is_foreign(timed) && record.engine.starts_with(timed.engine + "/");
}

bool is_isa(const Record& record, const Case& timed, const Machine& machine) {
    return is_foreign(timed) || record.isa == (timed.isa.empty() ? machine.isa : timed.isa);
}

const Record* record_of(const Case& timed, std::span<const Record> records, const Machine& machine) {
    const Record* best = nullptr;
    for (const Record& record : records)
        if (is_engine(record, timed) && is_isa(record, timed, machine) && record.name == timed.name &&
            record.replicas == timed.replicas && record.variant == timed.variant &&
            record.threads == timed.threads && (!best || record.ns < best->ns))
            best = &record;
    return best;
}

double ratio_of(const Goal& goal, double ours, double peer) {
    return goal.scale * (goal.measure == Measure::Speedup ? peer / ours : ours / peer);
}

double spread_of(const Record& ours, const Record* peer) {
    if (!peer) return ours.spread;
    if (peer->round_ns.empty() || peer->round_ns.size() != ours.round_ns.size())
        return std::max(ours.spread, peer->spread);
    return spread(quotients(peer->round_ns, ours.round_ns));
}

bool meets(const Goal& goal, double ratio) {
    return goal.measure == Measure::Speedup ? ratio >= goal.must : ratio <= goal.must;
}

// Why two records are not known to be of the same work.
struct Doubt {
    Verdict verdict;
    std::string reason;
};
std::optional<Doubt> doubt_of(const Record& ours, const Record& peer) {
    if (!ours.loss || !peer.loss) return Doubt{Verdict::Unsure, "no loss to compare"};
    if (std::abs(*ours.loss - *peer.loss) <= most_loss_difference * std::abs(*ours.loss)) return std::nullopt;
    return Doubt{Verdict::Invalid, "losses " + std::to_string(*ours.loss) + " and " +
                                       std::to_string(*peer.loss) +
                                       " after the same steps: not the same work"};
}

void judge_numbers(Finding& found) {
    const Goal& goal = found.goal;
    found.spread = spread_of(*found.ours, found.peer ? &*found.peer : nullptr);
    found.ratio = ratio_of(goal, found.ours->ns, found.peer ? found.peer->ns : 1);
    const auto doubt = goal.is_same_work && found.peer ? doubt_of(*found.ours, *found.peer) : std::nullopt;
    if (doubt && doubt->verdict == Verdict::Invalid) {
        found.verdict = doubt->verdict;
        found.reason = doubt->reason;
    } else if (!(found.spread <= most_spread)) {
        found.verdict = Verdict::Unsure;
        found.reason = "spread " + std::to_string(std::lround(100 * found.spread)) + " %";
    } else if (doubt) {
        found.verdict = doubt->verdict;
        found.reason = doubt->reason;
    } else {
        found.verdict = meets(goal, *found.ratio) ? Verdict::Pass : Verdict::Fail;
    }
}

std::string bounds_text(const Goal& goal) {
    const std::string sign = goal.measure == Measure::Cost ? "<= " : "";
    const auto plain = [](double value) {
        const std::string text = three_digits(value);
        const std::size_t last = text.find('.') == std::string::npos ? text.npos : text.find_last_not_of("0");
        return last == text.npos ? text : text.substr(0, text[last] == '.' ? last : last + 1);
    };
    return "[must " + sign + plain(goal.must) +
           (goal.stretch ? ", stretch " + sign + plain(*goal.stretch) : "") + "]";
}

}  // namespace

std::string_view word_of(Verdict verdict) {
    constexpr std::array words{"pass", "fail", "unsure", "invalid", "skip"};
    return words[static_cast<std::size_t>(verdict)];
}

std::vector<std::vector<Case>> blocks_of(std::span<const Goal> goals,
                                         const std::function<bool(const Case&)>& may_run) {
    std::vector<std::vector<Case>> blocks;
    for (const Goal& goal : goals) {
        std::vector<Case> joined{goal.ours};
        if (goal.peer && *goal.peer != goal.ours) joined.push_back(*goal.peer);
        std::erase_if(joined, [&](const Case& each) { return !may_run(each); });
        const std::vector<Case> wanted = joined;
        const auto meets_it = [&](const std::vector<Case>& block) {
            return std::ranges::any_of(
                block, [&](const Case& each) { return std::ranges::count(wanted, each) > 0; });
        };
        // Blocks that the goal connects become one.
        for (auto block = blocks.begin(); block != blocks.end();) {
            if (!meets_it(*block)) {
                ++block;
                continue;
            }
            for (const Case& each : *block)
                if (std::ranges::count(joined, each) == 0) joined.push_back(each);
            block = blocks.erase(block);
        }
        if (!joined.empty()) blocks.push_back(std::move(joined));
    }
    return blocks;
}

bool concerns(const Goal& goal, const Machine& machine) {
    return machine.cpu.find(goal.needs) != std::string::npos ||
           machine.gpu.find(goal.needs) != std::string::npos;
}

Finding judge(const Goal& goal, std::span<const Record> records, const Machine& machine) {
    Finding found{.goal = goal};
    const auto take = [&](const Case& timed, std::optional<Record>& into) {
        if (const Record* record = record_of(timed, records, machine))
            into = *record;
        else
            found.reason = refuses(timed).value_or("no record of " + title_of(timed));
    };
    if (!concerns(goal, machine)) return {.goal = goal, .reason = "no " + goal.needs};
    take(goal.ours, found.ours);
    if (goal.peer) take(*goal.peer, found.peer);
    if (goal.peer && *goal.peer == goal.ours) found.reason = "one core";
    if (found.reason.empty()) judge_numbers(found);
    return found;
}

std::string name_of(const Goal& goal) {
    return goal.number + " " + goal.ours_name + (goal.peer_name.empty() ? "" : " against " + goal.peer_name);
}

std::string line_of(const Finding& finding) {
    const Goal& goal = finding.goal;
    std::string line = goal.ours_name + ": ";
    if (!finding.ratio) {
        if (!goal.peer_name.empty()) line += goal.peer_name + ": ";
        return line + bounds_text(goal) + " skip (" + finding.reason + ")";
    }
    line += time_text(finding.ours->ns);
    if (finding.peer) line += ", " + goal.peer_name + " " + time_text(finding.peer->ns);
    line += ": " + three_digits(*finding.ratio) + goal.unit + " " + bounds_text(goal) + " " +
            std::string(word_of(finding.verdict));
    return finding.reason.empty() ? line : line + " (" + finding.reason + ")";
}

Node to_node(const Finding& finding) {
    return table_node({{"name", text_node(name_of(finding.goal))},
                       {"ratio", number_node(finding.ratio)},
                       {"must", number_node(finding.goal.must)},
                       {"stretch", number_node(finding.goal.stretch)},
                       {"verdict", text_node(std::string(word_of(finding.verdict)))}});
}

}  // namespace reweigh::bench
