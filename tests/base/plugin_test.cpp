#include "core/base/plugin.h"

#include "tests/support/folder.h"
#include "tests/support/sentence.h"

#include <doctest/doctest.h>

namespace reweigh {

TEST_CASE("a function of a shared library is found by its name") {
    const Plugin library("libm.so.6");
    CHECK(library.function<double(double)>("floor")(2.5) == 2);
}

TEST_CASE("a library that is absent or no library, and a name that it lacks, are one sentence") {
    const TemporaryFolder folder;
    const std::string absent = (folder.path / "libabsent.so").string(),
                      text = folder.write("libtext.so", "This is no library.");
    CHECK(sentence_of([&] { (void)Plugin(absent); }).starts_with("Cannot open " + absent + ": "));
    CHECK(sentence_of([&] { (void)Plugin(text); }).starts_with("Cannot open " + text + ": "));
    CHECK(sentence_of([] { (void)Plugin("libm.so.6").function<void()>("reweigh_make"); }) ==
          "libm.so.6 lacks \"reweigh_make\".");
}

TEST_CASE("plug-ins lie beside the program") {
    CHECK(std::filesystem::exists(program_folder() / "base_tests"));
}

}  // namespace reweigh
