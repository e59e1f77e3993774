#include "core/base/log.h"

#include "tests/support/folder.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <thread>

namespace reweigh {

TEST_CASE("the ring keeps the last 500 lines in order, whatever the threshold") {
    for (int i = 0; i < 700; ++i) log(LogLevel::Debug, "test", "line " + std::to_string(i));
    const std::vector<LogLine> lines = recent_log();
    REQUIRE(lines.size() == 500);
    CHECK(lines.front().sentence == "line 200");
    CHECK(lines.back().sentence == "line 699");
    CHECK(lines.back().module == "test");
    CHECK(lines.back().level == LogLevel::Debug);
    CHECK(lines.front().time <= lines.back().time);
}

TEST_CASE("threads log whole lines") {
    const auto write = [](const char* module) {
        for (int i = 0; i < 200; ++i) log(LogLevel::Debug, module, std::to_string(i));
    };
    std::thread other(write, "b");
    write("a");
    other.join();
    const std::vector<LogLine> lines = recent_log();
    for (const std::string module : {"a", "b"}) {
        std::vector<std::string> sentences;
        for (const LogLine& line : lines)
            if (line.module == module) sentences.push_back(line.sentence);
        REQUIRE(sentences.size() == 200);
        CHECK(sentences.front() == "0");
        CHECK(sentences.back() == "199");
    }
}

TEST_CASE("a kept log is begun anew once it is long, and gives way to a named one") {
    const TemporaryFolder folder;
    const std::filesystem::path kept = folder.path / "state" / "log", other = folder.path / "other";
    std::filesystem::create_directories(kept.parent_path());
    std::ofstream(kept) << std::string(std::size_t{1} << 20, '.');
    keep_log(kept);
    log(LogLevel::Note, "window", "First.");
    CHECK(std::filesystem::file_size(kept.string() + ".old") == std::size_t{1} << 20);
    CHECK(contents(kept).ends_with(" note window: First.\n"));
    keep_log(other);
    log(LogLevel::Note, "window", "Second.");
    CHECK_FALSE(std::filesystem::exists(other));
    CHECK(contents(kept).ends_with(" note window: Second.\n"));
}

TEST_CASE("the log file takes notes and worse, with date, level and module, after what it held") {
    const TemporaryFolder folder;
    const std::string file = folder.write("log", "before\n");
    set_log_file(file);
    log(LogLevel::Note, "run", "A note.");
    log(LogLevel::Debug, "run", "Too fine.");
    log_silently(LogLevel::Error, "run", "An error.");
    const std::string text = contents(file);
    CHECK(text.starts_with("before\n2"));
    CHECK(text.find(" note run: A note.\n") != std::string::npos);
    CHECK(text.ends_with(" error run: An error.\n"));
    CHECK(std::count(text.begin(), text.end(), '\n') == 3);
    CHECK(sentence_of([&] { set_log_file(folder.path); }) ==
          "Cannot write the log " + folder.path.string() + ": is a directory.");
    set_log_file("/dev/full");  // lines that cannot be written are dropped
    log(LogLevel::Note, "run", "Lost.");
    CHECK(recent_log().back().sentence == "Lost.");
}

}  // namespace reweigh
