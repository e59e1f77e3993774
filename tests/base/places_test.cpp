#include "core/base/places.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <optional>

namespace reweigh {
namespace {

// A variable as a test wants it, until the end of the scope.
class Variable {
public:
    Variable(const char* name, const char* value) : name_(name) {
        if (const char* before = std::getenv(name)) before_ = before;
        if (value != nullptr)
            ::setenv(name, value, 1);
        else
            ::unsetenv(name);
    }
    ~Variable() {
        if (before_)
            ::setenv(name_, before_->c_str(), 1);
        else
            ::unsetenv(name_);
    }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

private:
    const char* name_;
    std::optional<std::string> before_;
};

}  // namespace

TEST_CASE("places lie in the home folder, where the desktop says, or all below REWEIGH_HOME") {
    const Variable home("HOME", "/home/ada"), own("REWEIGH_HOME", nullptr), data("XDG_DATA_HOME", nullptr),
        pictures("XDG_PICTURES_DIR", ""), state("XDG_STATE_HOME", nullptr);
    CHECK(pictures_folder() == "/home/ada/Pictures/Reweigh");
    CHECK(state_folder() == "/home/ada/.local/state/reweigh");
    CHECK(experiments_folder() == "/home/ada/.local/share/reweigh/experiments");
    CHECK(data_folder() == "/home/ada/.local/share/reweigh/data");
    {
        const Variable shared("XDG_DATA_HOME", "/d"), photos("XDG_PICTURES_DIR", "/p"),
            kept("XDG_STATE_HOME", "/s");
        CHECK(pictures_folder() == "/p/Reweigh");
        CHECK(state_folder() == "/s/reweigh");
        CHECK(experiments_folder() == "/d/reweigh/experiments");
        CHECK(data_folder() == "/d/reweigh/data");
        const Variable moved("REWEIGH_HOME", "/own");
        CHECK(pictures_folder() == "/own/pictures");
        CHECK(state_folder() == "/own/state");
        CHECK(experiments_folder() == "/own/experiments");
        CHECK(data_folder() == "/own/data");
    }
    CHECK(environment("REWEIGH_HOME").empty());
}

}  // namespace reweigh
