#include "core/bench/record.h"

#include <cmath>
#include <cstdio>

namespace reweigh::bench {
namespace {

Record record_of(const Case& timed, std::vector<double> round_ns, const std::string& isa) {
    return {.name = timed.name,
            .engine = timed.engine,
            .replicas = timed.replicas,
            .variant = timed.variant,
            .threads = timed.threads,
            .isa = timed.isa.empty() ? isa : timed.isa,
            .ns = median(round_ns),
            .spread = spread(round_ns),
            .rounds = static_cast<int>(round_ns.size()),
            .round_ns = std::move(round_ns)};
}

std::string with_digits(double value, int digits) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

std::string rate_text(double rate) {
    if (rate < 999.5e3) return three_digits(rate / 1e3) + " thousand";
    return three_digits(rate / 1e6) + " million";
}

}  // namespace

std::vector<Record> measure(std::span<const Case> cases, const Timing& timing, const Laboratory& laboratory) {
    std::vector<std::unique_ptr<StepLoop>> loops;
    std::vector<Timed> timed;
    std::vector<double> losses;
    for (const Case& each : cases) {
        loops.push_back(laboratory.make(each));
        loops.back()->advance(warm_up_of(each));
        losses.push_back(laboratory.loss(each, loops.back()->export_state()));
        timed.push_back({loops.back().get(), each.slice, each.replicas});
    }
    const auto ns = interleaved(timed, timing, laboratory.clock);
    std::vector<Record> records;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        records.push_back(record_of(cases[i], ns[i], laboratory.isa));
        records.back().loss = losses[i];
    }
    return records;
}

std::string three_digits(double value) {
    const double size = std::abs(value);
    return with_digits(value, size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
}

std::string time_text(double ns) {
    if (ns < 999.5) return three_digits(ns) + " ns";
    if (ns < 999.5e3) return three_digits(ns / 1e3) + " us";
    return three_digits(ns / 1e6) + " ms";
}

std::string line_of(const Record& record) {
    return record.name + " " + record.engine + ", " + record.variant + ", " + std::to_string(record.threads) +
           (record.threads == 1 ? " thread, " : " threads, ") + record.isa + ": " + time_text(record.ns) +
           ", " + rate_text(1e9 / record.ns) + " replica-steps/s, spread " +
           with_digits(100 * record.spread, 0) + " %";
}

}  // namespace reweigh::bench
