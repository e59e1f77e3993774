#include "core/base/file_lock.h"

#include "tests/support/folder.h"

#include <doctest/doctest.h>
#include <sys/wait.h>

#include <csignal>

using namespace reweigh;

TEST_CASE("one holds a file at a time, and lets go of it") {
    const TemporaryFolder folder;
    const auto file = folder.path / "a.lock";
    {
        const auto first = FileLock::take(file);
        CHECK(first);
        CHECK_FALSE(FileLock::take(file));
        CHECK(FileLock::take(folder.path / "b.lock"));
    }
    CHECK(FileLock::take(file));
}

TEST_CASE("a process that is killed holds nothing any more") {
    const TemporaryFolder folder;
    const auto file = folder.path / "a.lock";
    const pid_t child = ::fork();
    if (child == 0) {
        const auto held = FileLock::take(file);
        folder.write("held", "yes");
        while (true) ::pause();
    }
    while (contents(folder.path / "held").empty()) ::usleep(1000);
    CHECK_FALSE(FileLock::take(file));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    CHECK(FileLock::take(file));
}

TEST_CASE("a file that its holder removed is another one") {
    const TemporaryFolder folder;
    const auto file = folder.path / "a.lock";
    auto first = FileLock::take(file);
    first->remove();
    const auto second = FileLock::take(file);
    CHECK(second);
    CHECK_FALSE(FileLock::take(file));
    first.reset();
    CHECK_FALSE(FileLock::take(file));
}

TEST_CASE("a file that cannot be made cannot be held") {
    const TemporaryFolder folder;
    const std::string file = (folder.path / "absent/a.lock").string();
    CHECK_THROWS_WITH(FileLock::take(file), ("Cannot lock " + file + ": no such file or directory.").c_str());
}
