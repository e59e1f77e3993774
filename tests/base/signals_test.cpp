#include "core/base/signals.h"

#include "core/base/temporary_file.h"
#include "tests/support/folder.h"

#include <doctest/doctest.h>
#include <sys/wait.h>

#include <csignal>

using namespace reweigh;

namespace {

// The exit code of a child that does this; 1000 + number when a signal ended it.
template <class Act>
int exit_code_of(Act act) {
    const pid_t child = ::fork();
    if (child == 0) {
        act();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

}  // namespace

TEST_CASE("the first signal is remembered, the second ends the program and leaves no temporary file") {
    for (const int second : {SIGINT, SIGTERM}) {
        const TemporaryFolder folder;
        folder.write("file", "old");
        const int code = exit_code_of([&] {
            const SignalGuard guard;
            const TemporaryFile file(folder.path / "file"), other(folder.path / "other");
            static_cast<void>(!::write(file.number(), "new", 3));
            std::raise(SIGINT);
            if (SignalGuard::received() != SIGINT) ::_exit(1);
            if (!file.is_open() || !other.is_open()) ::_exit(2);
            std::raise(second);
        });
        CHECK(code == 128 + second);
        CHECK(contents(folder.path / "file") == "old");
        CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);
    }
}

TEST_CASE("a temporary file becomes its target or is gone") {
    const TemporaryFolder folder;
    folder.write("file", "old");
    {
        const TemporaryFile file(folder.path / "file");
        CHECK(file.is_open());
        CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 2);
    }
    CHECK(contents(folder.path / "file") == "old");
    for (int i = 0; i < 100; ++i) {  // more than a signal's handler could know at once
        TemporaryFile file(folder.path / "file");
        static_cast<void>(!::write(file.number(), "new", 3));
        CHECK(file.become_target());
    }
    CHECK(contents(folder.path / "file") == "new");
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);
}
