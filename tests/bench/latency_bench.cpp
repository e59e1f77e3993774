#include "core/experiment/experiment.h"
#include "core/session/session.h"
#include "core/state/run_record.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <functional>
#include <thread>
#include <vector>

// What a person waits for while a run trains at full pace on a thread of its own: an edit until the snapshot
// that carries it, a moment of the past until its picture, and the pause that saving costs the training.
// PRODUCT.md 12.
namespace reweigh {
namespace {

using namespace std::chrono_literals;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr int tries = 200;

Start start_of(std::int64_t replicas) {
    const bool is_sweep = replicas > 1;
    return prepare(load_experiment("boundary/start",
                                   {{"sweep.weights", is_sweep ? "17" : "1"},
                                    {"sweep.seeds", is_sweep ? "9" : "1"},
                                    {"sweep.variants", is_sweep ? "plain,l2,dropout,batchnorm" : "plain"},
                                    {"stop.epochs", "1000000000"}}));
}

// A session that trains, past the first dense read-outs.
class Lab {
public:
    explicit Lab(std::int64_t replicas) {
        session.post(start_of(replicas));
        session.post(SetPace{Pace::Full});
        session.post(Run{});
        const std::int64_t steps = replicas > 1 ? 30'000 : 2'000'000;
        wait([&](const Snapshot& snapshot) { return snapshot.step >= steps; });
    }
    // From now until a snapshot that is as wanted; looks as often as a window at 1,000 frames a second.
    double wait(const std::function<bool(const Snapshot&)>& is_wanted) const {
        const auto begin = Clock::now();
        while (!is_wanted(*session.latest())) std::this_thread::sleep_for(1ms);
        return Milliseconds(Clock::now() - begin).count();
    }

    Session session{{.thread = SessionOptions::Thread::Own, .threads = 1}};
};

void report(benchmark::State& state, std::vector<double> milliseconds) {
    std::ranges::sort(milliseconds);
    const auto at = [&](double part) {
        return milliseconds[static_cast<std::size_t>(part * static_cast<double>(milliseconds.size() - 1))];
    };
    state.counters["p50_ms"] = at(0.5);
    state.counters["p95_ms"] = at(0.95);
    state.counters["max_ms"] = at(1);
}

// `one_try` of many at moments that have nothing to do with the trainer's slices.
void measure(benchmark::State& state, const std::function<double(Lab&, int)>& one_try) {
    for (auto _ : state) {
        Lab lab(state.range(0));
        std::vector<double> milliseconds;
        for (int i = 0; i < tries; ++i) {
            std::this_thread::sleep_for(std::chrono::microseconds(10'000 + 1'700 * (i % 13)));
            milliseconds.push_back(one_try(lab, i));
        }
        report(state, std::move(milliseconds));
    }
}

void edit(benchmark::State& state) {
    measure(state, [](Lab& lab, int i) {
        Live live = lab.session.latest()->live;
        live.variants[0].learning_rate *= i % 2 == 0 ? 0.5 : 2;
        lab.session.post(SetLive{live});
        return lab.wait([&](const Snapshot& snapshot) { return snapshot.live == live; });
    });
}

void scrub(benchmark::State& state) {
    measure(state, [](Lab& lab, int i) {
        const auto shown = lab.session.latest();
        const std::vector<KeyframeMark>& marks = shown->keyframes;
        const std::int64_t step = marks[static_cast<std::size_t>(7 * i) % marks.size()].step;
        lab.session.post(
            Look{{{.step = step, .world = shown->scene->data->area_box, .width = 200, .height = 200}}});
        return lab.wait([&](const Snapshot& snapshot) {
            return std::ranges::any_of(snapshot.views, [&](const View& view) {
                return view.request.step == step && view.logits->width == 200;
            });
        });
    });
}

void save(benchmark::State& state) {
    measure(state, [](Lab& lab, int i) {
        const auto number = static_cast<std::uint64_t>(i + 1);
        lab.session.post(Capture{number, History::All, number - 1});
        double pause = 0;
        lab.wait([&](const Snapshot& snapshot) {
            if (snapshot.captured.empty() || snapshot.captured.back().number != number) return false;
            pause = snapshot.captured.back().pause;
            return true;
        });
        return 1'000 * pause;
    });
}

void once(benchmark::internal::Benchmark* run) {
    run->Arg(1)->Arg(612)->Unit(benchmark::kSecond)->UseRealTime()->Iterations(1);
}

BENCHMARK(edit)->Name("wait/edit")->Apply(once);
BENCHMARK(scrub)->Name("wait/scrub")->Apply(once);
BENCHMARK(save)->Name("wait/save")->Apply(once);

}  // namespace
}  // namespace reweigh
