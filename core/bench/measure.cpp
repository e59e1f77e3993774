#include "core/bench/measure.h"

#include <algorithm>
#include <chrono>

namespace reweigh::bench {
namespace {

double round_of(const Timed& timed, double seconds, const Clock& clock) {
    timed.loop->advance(timed.slice);
    const double begin = clock();
    double passed = 0;
    std::int64_t steps = 0;
    while (passed < seconds || steps == 0) {
        timed.loop->advance(timed.slice);
        steps += timed.slice;
        passed = clock() - begin;
    }
    return passed * 1e9 / static_cast<double>(steps * timed.replicas);
}

}  // namespace

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::vector<std::vector<double>> interleaved(std::span<const Timed> timed, const Timing& timing,
                                             const Clock& clock) {
    std::vector<std::vector<double>> ns(timed.size());
    for (int round = 0; round < timing.rounds; ++round)
        for (std::size_t i = 0; i < timed.size(); ++i)
            ns[i].push_back(round_of(timed[i], timing.seconds, clock));
    return ns;
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double spread(std::vector<double> values) {
    std::ranges::sort(values);
    const std::size_t left_out = values.size() < 4 ? 0 : 1;
    return (values[values.size() - 1 - left_out] - values[left_out]) / median(values);
}

std::vector<double> quotients(std::span<const double> a, std::span<const double> b) {
    std::vector<double> result;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) result.push_back(a[i] / b[i]);
    return result;
}

}  // namespace reweigh::bench
