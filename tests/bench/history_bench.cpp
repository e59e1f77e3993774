#include "core/experiment/experiment.h"
#include "core/margin/max_margin.h"
#include "core/session/measurement.h"
#include "core/session/session.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <thread>

// What the history of a sweep costs: 17 weights, 9 seeds, plain, l2 and dropout for 10,000 epochs, as a
// session trains them and keeps their keyframes; trained in the same slices with the same read-outs,
// but no history; as the two
// engines alone step through them.
namespace reweigh {
namespace {

constexpr std::int64_t slice = 128;  // about the 4 ms of a session

int processors() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

Start sweep() {
    return prepare(load_experiment("boundary/start", {{"sweep.weights", "17"},
                                                      {"sweep.seeds", "9"},
                                                      {"sweep.variants", "plain,l2,dropout"},
                                                      {"stop.epochs", "10000"}}));
}

void count(benchmark::State& state, const Start& start) {
    const std::int64_t steps = 10'000 * steps_per_epoch(start.setup, start.data->size());
    state.counters["steps"] = benchmark::Counter(
        static_cast<double>(steps * static_cast<std::int64_t>(start.setup.replicas.size())),
        benchmark::Counter::kIsRate);
}

void with_history(benchmark::State& state) {
    const Start start = sweep();
    std::size_t bytes = 0, keyframes = 0;
    for (auto _ : state) {
        Session session({.thread = SessionOptions::Thread::None, .threads = processors()});
        session.post(start);
        session.post(SetPace{Pace::Full});
        session.post(Run{});
        do session.turn();
        while (session.is_busy());
        state.PauseTiming();
        session.post(Capture{1, History::All});
        session.turn();
        const auto record = session.latest()->captured.back().record;
        bytes = record->bytes();
        keyframes = record->keyframes.size();
        state.ResumeTiming();
    }
    count(state, start);
    state.counters["MB"] = static_cast<double>(bytes) / 1e6;
    state.counters["keyframes"] = static_cast<double>(keyframes);
}

void without_history(benchmark::State& state) {
    const Start start = sweep();
    const std::int64_t per_epoch = steps_per_epoch(start.setup, start.data->size()), end = 10'000 * per_epoch;
    for (auto _ : state) {
        Training training(start, make_engine, processors());
        Pool pool(processors());
        const MeasurementPlan plan(
            std::make_shared<const Scene>(Scene{start.setup, start.data, find_separator(*start.data)}));
        const Schedule due = readout_schedule(start.setup, per_epoch);
        while (training.step() < end) {
            training.advance(std::min({slice, training.next_stop() - training.step(),
                                       due.next_after(training.step()) - training.step()}));
            if (!due.contains(training.step())) continue;
            Measurement measurement(plan, training);
            while (!measurement.is_complete()) measurement.measure_part(pool, std::chrono::steady_clock::now);
        }
    }
    count(state, start);
}

void engines_alone(benchmark::State& state) {
    const Start start = sweep();
    const std::int64_t end = 10'000 * steps_per_epoch(start.setup, start.data->size());
    for (auto _ : state) {
        const auto model = make_engine({start.setup, start.setup.model, start.data, processors()});
        const auto companion = make_engine({start.setup, *start.setup.companion, start.data, processors()});
        for (std::int64_t step = 0; step < end; step += slice) {
            model->advance(slice, start.live);
            companion->advance(slice, start.live);
        }
    }
    count(state, start);
}

void repeat(benchmark::internal::Benchmark* run) {
    run->Unit(benchmark::kSecond)->UseRealTime()->Iterations(1)->Repetitions(3);
}

BENCHMARK(with_history)->Name("history/459/on")->Apply(repeat);
BENCHMARK(without_history)->Name("history/459/off")->Apply(repeat);
BENCHMARK(engines_alone)->Name("history/459/engines")->Apply(repeat);

}  // namespace
}  // namespace reweigh
