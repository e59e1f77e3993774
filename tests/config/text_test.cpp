#include "core/config/text.h"

#include "core/config/live_params.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <limits>
#include <locale>
#include <string>

using namespace reweigh;

namespace {

struct CommaPoint : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
};

// German numbers in C and C++ for the length of a scope. The C locale is compiled where none is installed.
class GermanNumbers {
public:
    GermanNumbers() : before_(std::locale::global(std::locale(std::locale::classic(), new CommaPoint))) {
        const std::string folder = std::string(REWEIGH_BUILD_FOLDER) + "/locales";
        std::filesystem::create_directories(folder);
        const std::string make = "localedef -i de_DE -f UTF-8 " + folder + "/de_DE.UTF-8 > /dev/null 2>&1";
        if (!std::filesystem::exists(folder + "/de_DE.UTF-8")) made_ = std::system(make.c_str()) == 0;
        ::setenv("LOCPATH", folder.c_str(), 1);
        is_german_c_ = std::setlocale(LC_NUMERIC, "de_DE.UTF-8") != nullptr;
    }
    ~GermanNumbers() {
        std::setlocale(LC_NUMERIC, "C");
        ::unsetenv("LOCPATH");
        std::locale::global(before_);
    }
    bool is_german_c() const { return is_german_c_; }

private:
    std::locale before_;
    bool made_ = false, is_german_c_ = false;
};

const auto& l2_row = std::get<5>(params_of<LiveParams>);

}  // namespace

TEST_CASE("numbers read back as the same bits") {
    for (const double value : {0.1, 1.0 / 3, 1e-300, -2.5, 1e22, std::numeric_limits<double>::denorm_min()})
        CHECK(number_from(to_text(value)) == value);
    CHECK(to_text(0.001) == "0.001");
    CHECK(to_text(1e6) == "1e+06");
}

TEST_CASE("numbers need the whole text") {
    CHECK_FALSE(number_from("0.5x"));
    CHECK_FALSE(number_from(" 0.5"));
    CHECK_FALSE(number_from("0,5"));
    CHECK_FALSE(number_from(""));
    CHECK_FALSE(whole_number_from("1.5"));
    CHECK_FALSE(whole_number_from("1e300"));
    CHECK_FALSE(seed_from("-1"));
    CHECK_FALSE(seed_from("18446744073709551616"));
    CHECK(whole_number_from("1e3") == 1000);
    CHECK(seed_from("18446744073709551615") == 18446744073709551615U);
}

TEST_CASE("numbers are the same in a German locale") {
    const GermanNumbers german;
    if (!german.is_german_c()) MESSAGE("no German C locale here: only the C++ one is tested");
    CHECK(to_text(1234.5) == "1234.5");
    CHECK(number_from("1234.5") == 1234.5);
    CHECK_FALSE(number_from("1234,5"));
    CHECK(value_from(l2_row, "0.001") == 0.001);
}

TEST_CASE("a value outside of its row's range is no value") {
    CHECK(value_from(l2_row, "1") == 1.0);
    CHECK_FALSE(value_from(l2_row, "1.0000001"));
    CHECK_FALSE(value_from(l2_row, "-0.1"));
    CHECK_FALSE(value_from(l2_row, "nan"));
    CHECK_FALSE(value_from(l2_row, "inf"));
    CHECK(expected_by(l2_row) == "a number from 0 to 1");
}

TEST_CASE("an unknown word is answered with the nearest one within two letters") {
    const std::vector<std::string> known{"l2", "dropout", "data.spread"};
    CHECK(nearest_or_all("l3", known) == "Did you mean \"l2\"?");
    CHECK(nearest_or_all("dropuot", known) == "Did you mean \"dropout\"?");
    CHECK(nearest_or_all("spread", known) == "Did you mean \"data.spread\"?");
    CHECK(nearest_or_all("momentum", known) == "Known are l2, dropout, data.spread.");
}

TEST_CASE("truth values have four words") {
    CHECK(boolean_from("on") == true);
    CHECK(boolean_from("true") == true);
    CHECK(boolean_from("off") == false);
    CHECK(boolean_from("false") == false);
    CHECK_FALSE(boolean_from("1"));
}
