#include "tests/command/program.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <thread>

namespace reweigh {
namespace {

namespace fs = std::filesystem;

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (std::string& text : texts) all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

// What a program needs and nothing that could change its answers. fontconfig's settings refer to each other
// by distance, which the leak checker of a sanitized build cannot follow.
std::vector<std::string> environment(const TemporaryFolder& folder) {
    const std::string home = (folder.path / "home").string();
    std::vector<std::string> all{
        "REWEIGH_HOME=" + home, "HOME=" + home, "LC_ALL=de_DE.UTF-8",
        "LSAN_OPTIONS=print_suppressions=0:suppressions=" + folder.write("leaks", "leak:libfontconfig\n")};
    for (const char* name : {"PATH", "XDG_CACHE_HOME", "ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"})
        if (const char* value = std::getenv(name)) all.push_back(std::string(name) + "=" + value);
    return all;
}

}  // namespace

Program::Program(std::vector<std::string> arguments, std::string out)
    : out_(out.empty() ? (folder_.path / "out").string() : std::move(out)) {
    const std::string binary = REWEIGH_BUILD_FOLDER "/reweigh";
    arguments.insert(arguments.begin(), binary);
    std::vector<std::string> variables = environment(folder_);
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    for (const auto& [descriptor, name] : {std::pair{1, out_}, std::pair{2, (folder_.path / "err").string()}})
        ::posix_spawn_file_actions_addopen(&files, descriptor, name.c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                                           0600);
    const int failure = ::posix_spawn(&number_, binary.c_str(), &files, nullptr, pointers(arguments).data(),
                                      pointers(variables).data());
    ::posix_spawn_file_actions_destroy(&files);
    if (failure != 0) throw Error("Cannot start " + binary + ".");
}

void Program::wait_for(const std::string& text, const fs::path& file) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (contents(file).find(text) == std::string::npos) {
        if (std::chrono::steady_clock::now() > end) throw Error("The program never printed " + text + ".");
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

void Program::wait_for_output(const std::string& text) const { wait_for(text, out_); }
void Program::wait_for_error(const std::string& text) const { wait_for(text, folder_.path / "err"); }

void Program::send(int signal) const { ::kill(number_, signal); }

Outcome Program::wait() {
    int status = 0;
    ::waitpid(number_, &status, 0);
    const bool is_kept = fs::path(out_).parent_path() == folder_.path;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status),
            is_kept ? contents(out_) : std::string(), contents(folder_.path / "err")};
}

Outcome run_program(std::vector<std::string> arguments, std::string out) {
    return Program(std::move(arguments), std::move(out)).wait();
}

}  // namespace reweigh
