#include "app/run_tree.h"

#include "core/state/run_record.h"
#include "tests/support/example_snapshot.h"

#include <doctest/doctest.h>

using namespace reweigh;

namespace {

Live with_l2(double l2) {
    Live live;
    live.variants[0].l2 = l2;
    return live;
}

// Two steps an epoch.
std::shared_ptr<const PastRun> past_run(std::uint64_t run, RunOrigin origin, std::int64_t step,
                                        std::vector<Edit> edits) {
    auto record = std::make_shared<RunRecord>();
    record->scene = example_snapshot({Replica{}}).scene;
    record->edits = std::move(edits);
    auto keyframe = std::make_shared<Keyframe>();
    keyframe->step = step;
    record->keyframes.push_back({std::move(keyframe), KeyframeReason::Last});
    return std::make_shared<const PastRun>(PastRun{run, origin, std::move(record)});
}

std::vector<std::string> words_of(const Snapshot& snapshot) {
    std::vector<std::string> words;
    for (const RunRow& row : run_tree(snapshot, 0))
        words.push_back(std::string(2 * static_cast<std::size_t>(row.depth), ' ') + row.words);
    return words;
}

}  // namespace

TEST_CASE("runs form a tree by where they branched off") {
    Snapshot snapshot = example_snapshot({Replica{}});
    snapshot.run = 5;
    snapshot.origin = {2, 40};
    snapshot.step = 60;
    snapshot.edits = {{0, with_l2(0)}, {20, with_l2(1e-3)}, {40, with_l2(0)}};
    snapshot.past = {past_run(1, {}, 2408, {{0, with_l2(0)}}),
                     past_run(2, {1, 20}, 200, {{0, with_l2(0)}, {20, with_l2(1e-3)}}),
                     past_run(3, {}, 8, {{0, with_l2(0)}}), past_run(4, {1, 40}, 50, {{0, with_l2(0)}})};
    CHECK(words_of(snapshot) == std::vector<std::string>{
                                    "run 1, epoch 1,204",
                                    "  run 2 from epoch 10: L2 1e-3, epoch 100",
                                    "    run 5 from epoch 20: L2 off, epoch 30",
                                    "  run 4 from epoch 20, epoch 25",
                                    "run 3, epoch 4",
                                });
    const auto rows = run_tree(snapshot, 0);
    CHECK(!rows[2].past);
    CHECK(rows[0].past == snapshot.past[0]);
}

TEST_CASE("a run whose parent is gone stands by itself") {
    Snapshot snapshot = example_snapshot({Replica{}});
    snapshot.run = 9;
    snapshot.origin = {4, 20};
    snapshot.step = 40;
    CHECK(words_of(snapshot) == std::vector<std::string>{"run 9 from epoch 10, epoch 20"});
    CHECK(words_of(Snapshot{}).empty());
}
