#include "core/state/safetensors.h"

#include "tests/support/sentence.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstring>
#include <limits>

using namespace reweigh;

namespace {

std::string with_header(const std::string& header, const std::string& data = "") {
    const std::uint64_t length = header.size();
    std::string bytes(8, '\0');
    std::memcpy(bytes.data(), &length, 8);
    return bytes + header + data;
}

std::string refusal(const std::string& bytes) {
    return sentence_of([&] { (void)read_safetensors(bytes, "f"); });
}

std::string entry(const std::string& name, const std::string& shape, const std::string& offsets,
                  const std::string& type = "F32") {
    return "\"" + name + R"(":{"dtype":")" + type + R"(","shape":)" + shape + R"(,"data_offsets":)" +
           offsets + "}";
}

}  // namespace

TEST_CASE("tensors come back to the bit, with their metadata, in their order") {
    const std::vector<float> floats{1.5f, -0.0f, std::numeric_limits<float>::quiet_NaN(), 1e-45f, 2, 3};
    const std::vector<double> doubles{0.1, -1e300};
    const std::vector<std::int64_t> numbers{-1, std::int64_t{1} << 62, 0};
    const std::string bytes =
        to_safetensors({{{"reweigh", "{\"a\": \"\xc3\xa4\"}"}},
                        {stored("z", {2, 3}, floats), stored("a/b", {2}, doubles), stored("n", {3}, numbers),
                         stored("empty", {0, 4}, std::vector<float>{})}});
    const TensorFile file = read_safetensors(bytes, "f");
    CHECK(file.metadata.at("reweigh") == "{\"a\": \"\xc3\xa4\"}");
    REQUIRE(file.tensors.size() == 4);
    CHECK(file.tensors[0].name == "z");
    CHECK(file.tensors[0].shape == std::vector<std::int64_t>{2, 3});
    const std::vector<float> back = floats_of(file.tensors[0], "f");
    CHECK(std::memcmp(back.data(), floats.data(), floats.size() * sizeof(float)) == 0);
    CHECK(doubles_of(file.tensors[1], "f") == doubles);
    CHECK(whole_numbers_of(file.tensors[2], "f") == numbers);
    CHECK(file.tensors[3].bytes.empty());
    CHECK(bytes.size() % 8 == 0);
    CHECK(sentence_of([&] { (void)floats_of(file.tensors[1], "f"); }) ==
          "f: tensor \"a/b\" has the dtype F64, expected F32.");
}

TEST_CASE("half and brain floats widen to the float of the same value") {
    const std::array<std::uint16_t, 6> halves{0x3c00, 0xc000, 0x0001, 0x7c00, 0x3555, 0x8000};
    const std::array<std::uint16_t, 2> brains{0x3f80, 0xc049};
    const auto view = [](const auto& values) {
        return std::string_view(reinterpret_cast<const char*>(values.data()), 2 * values.size());
    };
    const auto floats = floats_of({"h", TensorType::F16, {6}, view(halves)}, "f");
    CHECK(floats[0] == 1);
    CHECK(floats[1] == -2);
    CHECK(floats[2] == std::ldexp(1.0f, -24));
    CHECK(std::isinf(floats[3]));
    CHECK(floats[4] == doctest::Approx(1.0 / 3).epsilon(1e-3));
    CHECK(std::signbit(floats[5]));
    CHECK(floats_of({"b", TensorType::BF16, {2}, view(brains)}, "f") == std::vector<float>{1, -3.140625f});
}

TEST_CASE("a file that ends early says how much is there, wherever it was cut") {
    const std::vector<float> values(6, 1);
    const std::string bytes = to_safetensors({{{"k", "v"}}, {stored("a", {6}, values)}});
    CHECK(refusal(bytes.substr(0, bytes.size() - 1)) == "f ends early: " + std::to_string(bytes.size() - 1) +
                                                            " of " + std::to_string(bytes.size()) +
                                                            " bytes.");
    CHECK(refusal(bytes.substr(0, 3)) == "f ends early: 3 of 8 bytes.");
    for (std::size_t cut = 0; cut < bytes.size(); ++cut)
        CHECK_MESSAGE(refusal(bytes.substr(0, cut)).starts_with("f ends early: "), cut);
}

TEST_CASE("every lie of a header is refused by name") {
    const std::string data(24, '\0');
    CHECK(refusal(std::string(8, '\xff'))
              .starts_with("f is no safetensors file: a header of 18446744073709551615"));
    CHECK(refusal(with_header("[]")) == "f is no safetensors file: its header is no JSON table.");
    CHECK(refusal(with_header("{\"a\":1}")) == "f is no safetensors file: \"a\" is no table.");
    CHECK(refusal(with_header("{\"a\":{}")).starts_with("f (header), line 1: not valid JSON"));
    CHECK(refusal(with_header("{" + entry("a", "[6]", "[0,24]", "F8") + "}", data)) ==
          "f: tensor \"a\" has the dtype \"F8\", expected F32, F64, I64, F16 or BF16.");
    const std::string misfit = "f: tensor \"a\" has data_offsets that do not fit its shape and dtype.";
    for (const char* offsets : {"[0,20]", "[24,0]", "[0]", "[0,24,25]"})
        CHECK(refusal(with_header("{" + entry("a", "[6]", offsets) + "}", data)) == misfit);
    CHECK(refusal(with_header("{" + entry("a", "[4611686018427387904,4]", "[0,0]") + "}", data)) == misfit);
    CHECK(refusal(with_header("{" + entry("a", "[-1]", "[0,24]") + "}", data)) ==
          "f: tensor \"a\" has -1 in its shape.");
    CHECK(refusal(with_header("{" + entry("a", "[3]", "[0,12]") + "," + entry("b", "[3]", "[8,20]") + "}",
                              data)) == "f: tensor \"b\" does not begin where the one before ends.");
    CHECK(refusal(with_header("{" + entry("a", "[3]", "[12,24]") + "}", data)) ==
          "f: tensor \"a\" does not begin where the one before ends.");
    CHECK(refusal(with_header("{" + entry("a", "[3]", "[0,12]") + "}", data)) ==
          "f is no safetensors file: 12 bytes follow the last tensor.");
    CHECK(refusal(
              with_header("{" + entry("a", "[6]", "[0,24]") + "," + entry("a", "[6]", "[0,24]") + "}", data))
              .find("written twice") != std::string::npos);
    CHECK(refusal(with_header("{\"__metadata__\":{\"a\":1}}")) ==
          "f is no safetensors file: its metadata is not text.");
}
