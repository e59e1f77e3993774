#include "core/base/error.h"
#include "core/config/json.h"
#include "core/experiment/resolved.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace reweigh;
    try {
        const Experiment experiment =
            experiment_from(read_json({reinterpret_cast<const char*>(data), size}, "f"));
        experiment_from(read_json(to_json(resolved_node(experiment)), "f"));  // what was read can be written
    } catch (const Error&) {
    }
    return 0;
}
