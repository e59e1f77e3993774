#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// The safetensors file format: 8 bytes (length of the header, little-endian), a JSON header, then the
// tensors' bytes side by side, row-major, little-endian.

// As the header spells them.
enum class TensorType { F32, F64, I64, F16, BF16 };

// A tensor of a file, whose bytes it does not own.
struct StoredTensor {
    std::string name;
    TensorType type = TensorType::F32;
    std::vector<std::int64_t> shape;
    std::string_view bytes;
};

using Metadata = std::map<std::string, std::string>;  // the header's "__metadata__"

struct TensorFile {
    Metadata metadata;
    std::vector<StoredTensor> tensors;  // in order of their bytes
};

// Equal input gives equal bytes.
std::string to_safetensors(const TensorFile& file);
// What precedes the tensors' bytes, at which it does not look: types and shapes tell how many they are.
std::string safetensors_head(const TensorFile& file);

// Views into `bytes`. Every length, shape and offset is checked against the bytes that are there; `source`
// names the file in sentences: "{f} ends early: 12,288 of 41,216 bytes.", "{f} is no safetensors file: ...".
// Throws Error.
TensorFile read_safetensors(std::string_view bytes, const std::string& source);

// A tensor of values in memory; it views them.
StoredTensor stored(std::string name, std::vector<std::int64_t> shape, const std::vector<float>& values);
StoredTensor stored(std::string name, std::vector<std::int64_t> shape, const std::vector<double>& values);
StoredTensor stored(std::string name, std::vector<std::int64_t> shape,
                    const std::vector<std::int64_t>& values);

// Its values. F16 and BF16 widen to float; else the type must be the wanted one: throws Error that names it.
std::vector<float> floats_of(const StoredTensor& tensor, const std::string& source);
std::vector<double> doubles_of(const StoredTensor& tensor, const std::string& source);
std::vector<std::int64_t> whole_numbers_of(const StoredTensor& tensor, const std::string& source);

}  // namespace reweigh
