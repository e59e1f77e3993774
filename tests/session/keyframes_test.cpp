#include "core/session/keyframes.h"

#include "core/state/keyframe_disk.h"
#include "tests/support/folder.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace reweigh {
namespace {

constexpr std::size_t each = 400;  // bytes of a keyframe below

std::shared_ptr<const Keyframe> at(std::int64_t step) {
    auto keyframe = std::make_shared<Keyframe>();
    keyframe->step = step;
    keyframe->model = {step, {{"w", {100}, std::vector<float>(100)}}};
    return keyframe;
}

std::vector<std::int64_t> steps(const KeyframeStore& store) {
    std::vector<std::int64_t> found;
    for (const KeyframeMark& mark : store.marks()) found.push_back(mark.step);
    return found;
}

}  // namespace

TEST_CASE("a look at a step goes to the nearest keyframe, the earlier of two") {
    KeyframeStore store(1 << 20);
    for (const std::int64_t step : {0, 10, 20, 100}) store.add(at(step), KeyframeReason::Schedule);
    CHECK(store.nearest(-5).step() == 0);
    CHECK(store.nearest(14).step() == 10);
    CHECK(store.nearest(15).step() == 10);
    CHECK(store.nearest(16).step() == 20);
    CHECK(store.nearest(1'000).step() == 100);
}

TEST_CASE("keyframes come in order and count their bytes, whatever the order of adding") {
    KeyframeStore store(1 << 20);
    for (const std::int64_t step : {20, 0, 10}) store.add(at(step), KeyframeReason::Schedule);
    CHECK(steps(store) == std::vector<std::int64_t>{0, 10, 20});
    CHECK(store.bytes_in_memory() == 3 * each);
    store.add(at(10), KeyframeReason::Schedule);
    CHECK(store.bytes_in_memory() == 3 * each);
}

TEST_CASE("a full store lets every second keyframe go, never the first, an edit's or a figure column's") {
    KeyframeStore store(10 * each);
    store.add(at(0), KeyframeReason::Start);
    store.add(at(15), KeyframeReason::Edit);
    store.add(at(25), KeyframeReason::Figure);
    for (std::int64_t step = 10; step <= 80; step += 10)
        store.add(at(step), step % 20 ? KeyframeReason::Schedule : KeyframeReason::Clock);
    CHECK(steps(store) == std::vector<std::int64_t>{0, 15, 20, 25, 40, 60, 80});
    CHECK(store.bytes_in_memory() == 7 * each);
}

TEST_CASE("what memory has no room for goes to the disk, the oldest first, and comes back with its bits") {
    const TemporaryFolder folder;
    const auto disk = std::make_shared<KeyframeDisk>(folder.path / "history", 3 * each);
    KeyframeStore store(2 * each, disk);
    const auto filled = [](std::int64_t step, float value) {
        auto keyframe = std::make_shared<Keyframe>(*at(step));
        keyframe->model.tensors[0].values.assign(100, value);
        keyframe->companion = EngineState{step, {}};
        keyframe->parked[1] = {4};
        return keyframe;
    };
    for (const std::int64_t step : {0, 10, 20, 30, 40})
        store.add(filled(step, static_cast<float>(step) + 0.1F), KeyframeReason::Schedule);
    CHECK(steps(store) == std::vector<std::int64_t>{0, 10, 20, 30, 40});
    CHECK(store.bytes_in_memory() == 2 * each);
    CHECK(disk->bytes() == 3 * each);
    const auto loaded = store.nearest(10).load();
    CHECK(loaded->step == 10);
    CHECK(loaded->model.tensors[0].name == "w");
    CHECK(loaded->model.tensors[0].values == std::vector<float>(100, 10.1F));
    CHECK(loaded->companion);
    CHECK(loaded->parked[1] == std::vector<int>{4});
    CHECK(store.nearest(10).load() == loaded);  // read once, while somebody has it

    // Disk and memory are full: every second one goes.
    store.add(filled(50, 1), KeyframeReason::Schedule);
    CHECK(steps(store) == std::vector<std::int64_t>{10, 30, 50});
    CHECK(disk->bytes() == each);  // its room was given back
    for (std::int64_t step = 60; step < 2'000; step += 10) store.add(filled(step, 2), KeyframeReason::Clock);
    CHECK(store.bytes_in_memory() <= 2 * each);
    CHECK(disk->bytes() <= 3 * each);
    CHECK(store.nearest(1'990).step() == 1'990);
    CHECK(std::filesystem::is_empty(folder.path / "history"));  // it has no name
}

TEST_CASE("a disk that takes nothing leaves the store as one in memory alone") {
    const TemporaryFolder folder;
    folder.write("history", "a file in the folder's place");
    const auto disk = std::make_shared<KeyframeDisk>(folder.path / "history", 1 << 20);
    KeyframeStore store(3 * each, disk);
    for (std::int64_t step = 0; step < 100; step += 10) store.add(at(step), KeyframeReason::Schedule);
    CHECK(store.bytes_in_memory() <= 3 * each);
    CHECK(disk->bytes() == 0);
    CHECK(store.nearest(90).step() == 90);
}

TEST_CASE("a store of protected keyframes alone outgrows its budget") {
    KeyframeStore store(2 * each);
    store.add(at(0), KeyframeReason::Start);
    store.add(at(1), KeyframeReason::Edit);
    store.add(at(2), KeyframeReason::Figure);
    store.add(at(3), KeyframeReason::Clock);
    CHECK(steps(store) == std::vector<std::int64_t>{0, 1, 2});
}

TEST_CASE("an edit protects the keyframe that its step already has") {
    KeyframeStore store(1 << 20);
    store.add(at(5), KeyframeReason::Schedule);
    store.add(at(5), KeyframeReason::Edit);
    store.add(at(5), KeyframeReason::Clock);
    REQUIRE(store.marks().size() == 1);
    CHECK(store.marks()[0].reason == KeyframeReason::Edit);
}

}  // namespace reweigh
