#include "core/base/published.h"

#include <doctest/doctest.h>

#include <array>
#include <thread>

namespace reweigh {

TEST_CASE("the latest value is read, and a reader keeps what it took") {
    Published<int> published;
    CHECK(published.latest() == nullptr);
    published.publish(std::make_shared<int>(1));
    const auto first = published.latest();
    const std::weak_ptr<const int> watched = first;
    published.publish(std::make_shared<int>(2));
    CHECK(*first == 1);
    CHECK(*published.latest() == 2);
    CHECK(watched.use_count() == 1);  // only the reader's
}

TEST_CASE("a value that nobody holds is gone when the next one comes") {
    Published<int> published;
    auto value = std::make_shared<int>(1);
    const std::weak_ptr<int> watched = value;
    published.publish(std::move(value));
    CHECK_FALSE(watched.expired());
    published.publish(nullptr);
    CHECK(watched.expired());
}

TEST_CASE("readers beside a writer see whole values that never go back") {
    using Block = std::array<int, 64>;
    constexpr int last = 5000;
    Published<Block> published;
    published.publish(std::make_shared<Block>());
    const auto read = [&published] {
        for (int seen = 0; seen < last;) {
            const auto block = published.latest();
            const int value = block->front();
            REQUIRE(value >= seen);
            REQUIRE(block->back() == value);
            seen = value;
        }
    };
    std::jthread one(read), two(read);
    for (int value = 1; value <= last; ++value) {
        auto block = std::make_shared<Block>();
        block->fill(value);
        published.publish(std::move(block));
    }
}

}  // namespace reweigh
