#include "app/recent_files.h"

#include "tests/support/folder.h"

#include <doctest/doctest.h>

using namespace reweigh;

TEST_CASE("recent files are remembered, newest first, each once, while they exist") {
    const TemporaryFolder folder;
    const auto store = folder.path / "recent";
    const std::string a = folder.write("a.csv", "x"), b = folder.write("b.csv", "x");
    {
        RecentFiles recent(store);
        CHECK(recent.list().empty());
        recent.add(a);
        recent.add(b);
        recent.add(a);
    }
    RecentFiles again(store);
    CHECK(again.list() == std::vector<std::filesystem::path>{a, b});
    std::filesystem::remove(a);
    CHECK(again.list() == std::vector<std::filesystem::path>{b});
    for (int i = 0; i < 20; ++i) again.add(folder.write("f" + std::to_string(i), "x"));
    CHECK(RecentFiles(store).list().size() == 10);
}

TEST_CASE("without a place nothing is written") {
    const TemporaryFolder folder;
    RecentFiles recent({});
    recent.add(folder.write("a.csv", "x"));
    CHECK(recent.list().size() == 1);
    CHECK_FALSE(std::filesystem::exists("recent"));
}
