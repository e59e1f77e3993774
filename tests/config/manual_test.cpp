#include "core/config/manual.h"

#include "core/base/file.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace reweigh;

TEST_CASE("the parameter table of README.md is current; REWEIGH_UPDATE_GOLDEN=1 writes it") {
    const std::string path = REWEIGH_SOURCE_FOLDER "/README.md";
    const std::string current = with_parameter_table(read_file(path));
    if (std::getenv("REWEIGH_UPDATE_GOLDEN") != nullptr) write_atomically(path, current);
    CHECK(read_file(path) == current);
}

TEST_CASE("every parameter has a row with its range, default and meaning") {
    const std::string table = parameter_markdown();
    CHECK(table.find("| `l2` | 0 ... 1 | 0 | live | Adds l2/2 norm^2") != std::string::npos);
    CHECK(table.find("| `data.noise` (moons) | 0 ... 1 | 0.1 | restart |") != std::string::npos);
    CHECK(table.find("| `learning_rate` | 1e-05 ... 10, 1/sigma_max | 1/sigma_max | live |") !=
          std::string::npos);
    CHECK(table.find("| `model.kind` | lr, mlp, cnn, resnet, mlp_ten_classes | mlp | restart |") !=
          std::string::npos);
}

TEST_CASE("a text without markers is refused") {
    CHECK(sentence_of([] {
              (void)with_parameter_table("# Reweigh");
          }).starts_with("README.md lacks the markers"));
}
