#pragma once

#include "tests/support/folder.h"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>

namespace reweigh {

// download_server.py on localhost, for as long as this lives.
class DownloadServer {
public:
    DownloadServer() {
        ::setenv("no_proxy", "127.0.0.1", 1);
        std::array<int, 2> pipe{};
        if (::pipe(pipe.data()) != 0) throw Error("No pipe.");
        std::array<std::string, 3> words{"python3", REWEIGH_SOURCE_FOLDER "/tests/support/download_server.py",
                                         log()};
        std::array<char*, 4> arguments{words[0].data(), words[1].data(), words[2].data(), nullptr};
        posix_spawn_file_actions_t files;
        ::posix_spawn_file_actions_init(&files);
        ::posix_spawn_file_actions_adddup2(&files, pipe[1], 1);
        ::posix_spawn_file_actions_addopen(&files, 2, "/dev/null", 1, 0);  // readers that go away
        ::posix_spawn_file_actions_addclose(&files, pipe[0]);
        const int failure = ::posix_spawnp(&number_, "python3", &files, nullptr, arguments.data(), environ);
        ::posix_spawn_file_actions_destroy(&files);
        ::close(pipe[1]);
        if (failure != 0) throw Error("python3 is needed for a server.");
        char letter = 0;
        while (::read(pipe[0], &letter, 1) == 1 && letter != '\n') port_ += letter;
        ::close(pipe[0]);
    }
    ~DownloadServer() {
        ::kill(number_, SIGKILL);
        ::waitpid(number_, nullptr, 0);
    }
    DownloadServer(const DownloadServer&) = delete;
    DownloadServer& operator=(const DownloadServer&) = delete;

    std::string host() const { return "127.0.0.1:" + port_; }
    std::string url(const std::string& path) const { return "http://" + host() + path; }
    std::string requests() const { return contents(log()); }  // "/good bytes=500-", a line each

    // What it serves.
    static std::string body() {
        std::string bytes;
        for (std::size_t i = 0; i < 300'000; ++i) bytes += static_cast<char>(7 * i + i / 251);
        return bytes;
    }

private:
    std::string log() const { return (folder_.path / "requests").string(); }

    TemporaryFolder folder_;
    std::string port_;
    pid_t number_ = 0;
};

}  // namespace reweigh
