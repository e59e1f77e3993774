#include "core/base/mailbox.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

namespace reweigh {

using namespace std::chrono_literals;

TEST_CASE("values are taken once, in the order in which they were posted") {
    Mailbox<std::unique_ptr<int>> mailbox;
    CHECK(mailbox.empty());
    for (int i = 0; i < 3; ++i) mailbox.post(std::make_unique<int>(i));
    CHECK_FALSE(mailbox.empty());
    const auto items = mailbox.take_all();
    REQUIRE(items.size() == 3);
    for (int i = 0; i < 3; ++i) CHECK(*items[static_cast<std::size_t>(i)] == i);
    CHECK(mailbox.empty());
    CHECK(mailbox.take_all().empty());
}

TEST_CASE("values of several threads all arrive, those of one thread in order") {
    constexpr int threads = 3, count = 2000;
    Mailbox<int> mailbox;
    std::vector<std::jthread> posters;
    for (int t = 0; t < threads; ++t)
        posters.emplace_back([&mailbox, t] {
            for (int i = 0; i < count; ++i) mailbox.post(t * count + i);
        });
    std::vector<int> next(threads);
    const std::stop_source never;
    for (int taken = 0; taken < threads * count;) {
        mailbox.wait(never.get_token());
        for (const int value : mailbox.take_all()) {
            int& expected = next[static_cast<std::size_t>(value / count)];
            REQUIRE(value % count == expected);
            ++expected;
            ++taken;
        }
    }
    CHECK(mailbox.empty());
}

TEST_CASE("a wait ends when a value arrives, when a stop is requested and when its time is over") {
    Mailbox<int> mailbox;
    std::atomic<int> woken{0};
    std::jthread waiting([&](std::stop_token stop) {
        mailbox.wait(stop);
        ++woken;
        mailbox.take_all();
        mailbox.wait(stop);
        ++woken;
    });
    mailbox.post(1);
    while (woken == 0 || !mailbox.empty()) std::this_thread::yield();
    CHECK(woken == 1);
    waiting.request_stop();
    waiting.join();
    CHECK(woken == 2);

    const std::stop_source never;
    mailbox.wait_for(never.get_token(), 1ms);
    CHECK(mailbox.empty());
    mailbox.post(2);
    mailbox.wait_for(never.get_token(), 24h);
    mailbox.wait(never.get_token());
    CHECK(mailbox.take_all().size() == 1);
}

}  // namespace reweigh
