#include "app/path_completion.h"

#include "tests/support/folder.h"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace reweigh;

TEST_CASE("a path is completed as far as there is one way") {
    const TemporaryFolder folder;
    const std::string in = folder.path.string() + "/";
    for (const char* name : {"run-a.safetensors", "run-b.safetensors", "notes.txt", ".hidden.csv", "own.csv"})
        folder.write(name, "x");
    std::filesystem::create_directory(folder.path / "figures");
    const std::vector<std::string> readable{".safetensors", ".csv"};
    CHECK(completed(in + "r", readable) == in + "run-");
    CHECK(completed(in + "run-a", readable) == in + "run-a.safetensors");
    CHECK(completed(in + "f", readable) == in + "figures/");
    CHECK(completed(in + "n", readable) == in + "n");
    CHECK(completed(in + "n", {}) == in + "notes.txt");
    CHECK(completed(in + ".", readable) == in + ".hidden.csv");
    CHECK(completed(in + "absent/x", readable) == in + "absent/x");
    CHECK(completions_of(in, readable, 10) == std::vector<std::string>{in + "figures/", in + "own.csv",
                                                                       in + "run-a.safetensors",
                                                                       in + "run-b.safetensors"});
    CHECK(completions_of(in, readable, 2).size() == 2);
}

TEST_CASE("a typed path may begin at home") {
    CHECK(typed_path("/a/b") == "/a/b");
    CHECK(typed_path("~/b") == std::filesystem::path(std::getenv("HOME")) / "b");
    CHECK(typed_path("b") == std::filesystem::current_path() / "b");
}
