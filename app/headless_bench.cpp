#include "app/headless.h"
#include "app/headless_output.h"
#include "core/base/file.h"
#include "core/bench/goal.h"
#include "core/bench/machine.h"
#include "core/config/json.h"
#include "core/config/make_node.h"
#include "core/config/text.h"

#include <algorithm>
#include <cstdio>
#include <set>

namespace reweigh {
namespace {

using bench::Case;
using bench::Goal;
using bench::Machine;
using bench::Record;

constexpr std::size_t most_bytes_of_records = std::size_t{8} << 20;

bool is_named(const std::string& engine, const std::string& wanted) {
    return wanted.empty() || engine == wanted || engine.starts_with(wanted + "/");
}

// Every name and every first part of one.
void check_engine(const std::string& wanted) {
    const std::vector<std::string> known = bench::engine_names();
    if (std::ranges::any_of(known, [&](const std::string& engine) { return is_named(engine, wanted); }))
        return;
    throw CommandLineError("Unknown engine \"" + wanted + "\". " + nearest_or_all(wanted, known));
}

std::vector<Record> records_with(const std::vector<std::filesystem::path>& files) {
    std::vector<Record> records;
    for (const std::filesystem::path& file : files) try {
            const std::vector<Record> read =
                bench::read_records(read_file(file, most_bytes_of_records), file.string());
            records.insert(records.end(), read.begin(), read.end());
        } catch (const Error& error) {
            throw InputError(error.what());
        }
    return records;
}

// Cases to measure in blocks, and the goals to judge by them.
struct Plan {
    std::vector<std::vector<Case>> blocks;
    std::vector<Goal> goals;
};

Plan plan_of_goals(const BenchRequest& request, const Machine& machine) {
    Plan plan{{}, bench::goals(request.threads, machine.isa)};
    std::vector<Goal> concerned;
    std::ranges::copy_if(plan.goals, std::back_inserter(concerned),
                         [&](const Goal& goal) { return bench::concerns(goal, machine); });
    plan.blocks = bench::blocks_of(concerned, [&](const Case& timed) {
        return timed.threads <= request.threads && !bench::refuses(timed);
    });
    return plan;
}

// What the options name; each engine beside the others that train the same.
Plan plan_of_list(const BenchRequest& request) {
    Plan plan;
    for (const Case& timed : bench::all_cases(request.threads)) {
        if (!is_named(timed.engine, request.engine) || timed.threads > request.threads ||
            bench::refuses(timed) || (request.replicas && timed.replicas != *request.replicas))
            continue;
        const auto is_like = [&](const std::vector<Case>& block) {
            return block.front().name == timed.name && block.front().variant == timed.variant;
        };
        const auto block = std::ranges::find_if(plan.blocks, is_like);
        (block == plan.blocks.end() ? plan.blocks.emplace_back() : *block).push_back(timed);
    }
    return plan;
}

Plan plan_of(const BenchRequest& request, const Machine& machine) {
    check_engine(request.engine);
    if (request.engine.empty() && !request.replicas) return plan_of_goals(request, machine);
    Plan plan = plan_of_list(request);
    if (!plan.blocks.empty()) return plan;
    std::set<int> numbers;
    std::optional<std::string> reason;
    bool is_refused = !request.engine.empty();
    for (const Case& timed : bench::all_cases(request.threads)) {
        if (!is_named(timed.engine, request.engine)) continue;
        numbers.insert(timed.replicas);
        reason = bench::refuses(timed);
        is_refused = is_refused && reason;
    }
    if (is_refused && reason)
        throw DeviceError("\"" + request.engine + "\" cannot be timed here: " + *reason + ".");
    std::vector<std::string> words;
    for (const int number : numbers) words.push_back(std::to_string(number));
    throw CommandLineError(
        "No case of the list that this machine can time has this engine and number of replicas. "
        "Its numbers of replicas: " +
        joined(words) + ".");
}

std::vector<Record> measured(const Plan& plan, const BenchRequest& request, const Machine& machine) {
    std::vector<Record> records;
    std::size_t cases = 0;
    for (const auto& block : plan.blocks) cases += block.size();
    for (const auto& block : plan.blocks) {
        if (!request.quiet)
            std::fprintf(stderr, "%zu of %zu cases timed; next %s\n", records.size(), cases,
                         bench::title_of(block.front()).c_str());
        const std::vector<Record> found =
            bench::measure(block, {.seconds = request.seconds}, {.isa = machine.isa});
        records.insert(records.end(), found.begin(), found.end());
    }
    return records;
}

Node machine_node(const Machine& machine) {
    std::vector<std::pair<std::string, Node>> versions;
    for (const auto& [name, version] : machine.versions) versions.emplace_back(name, text_node(version));
    return table_node({{"cpu", text_node(machine.cpu)},
                       {"gpu", text_node(machine.gpu)},
                       {"isa", text_node(machine.isa)},
                       {"clock", number_node(machine.clock_ghz)},
                       {"threads", number_node(machine.threads)},
                       {"versions", table_node(std::move(versions))}});
}

std::string json_text(const Machine& machine, const std::vector<Record>& records,
                      const std::vector<bench::Finding>& findings) {
    std::vector<Node> cases, goals;
    for (const Record& record : records) cases.push_back(to_node(record));
    for (const bench::Finding& finding : findings) goals.push_back(to_node(finding));
    return to_json(table_node({{"machine", machine_node(machine)},
                               {"cases", list_node(std::move(cases))},
                               {"goals", list_node(std::move(goals))}})) +
           "\n";
}

std::string plain_text(const std::vector<Record>& records, const std::vector<bench::Finding>& findings) {
    std::string text;
    for (const Record& record : records) text += bench::line_of(record) + "\n";
    for (const bench::Finding& finding : findings) text += bench::line_of(finding) + "\n";
    return text;
}

}  // namespace

int run_bench(const BenchRequest& request) {
    Machine machine = bench::this_machine();
    machine.versions = version_facts();
    const Plan plan = plan_of(request, machine);
    const std::vector<Record> others = records_with(request.with);
    std::vector<Record> records = measured(plan, request, machine);
    records.insert(records.end(), others.begin(), others.end());
    std::vector<bench::Finding> findings;
    for (const Goal& goal : plan.goals) findings.push_back(bench::judge(goal, records, machine));
    Output output;
    output.print(request.is_json ? json_text(machine, records, findings) : plain_text(records, findings));
    output.require_complete();
    return Done;
}

}  // namespace reweigh
