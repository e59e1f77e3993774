#include "core/data/kinds.h"

#include "core/base/error.h"
#include "core/base/overloaded.h"
#include "core/config/text.h"
#include "core/data/csv.h"
#include "core/data/drawn.h"
#include "core/data/gaussians.h"
#include "core/data/moons.h"
#include "core/data/picture_task.h"
#include "core/data/soudry.h"
#include "core/data/truncated_normal.h"

#include <limits>
#include <type_traits>

namespace reweigh {
namespace {

template <class Params>
void check_ranges(const Params& params) {
    for_each_param<Params>([&]<class T>(const Param<Params, T>& row) {
        if constexpr (std::is_arithmetic_v<T>) {
            const T value = params.*row.member;
            if (!(value >= row.min && value <= row.max))
                throw Error("Parameter \"data." + std::string(row.key) + "\" is " + value_text(value) +
                            ", expected " + expected_by(row) + ".");
        }
    });
}

}  // namespace

Dataset make_dataset(const DataParams& params, std::uint64_t data_seed) {
    const overloaded make{
        [&](const TruncatedNormalParams& p) { return make_truncated_normal(p, data_seed); },
        [&](const MoonsParams& p) { return make_moons(p, data_seed); },
        [&](const GaussiansParams& p) { return make_gaussians(p, data_seed); },
        [&](const SoudryParams& p) { return make_soudry(p, data_seed); },
        [&](const CsvParams& p) { return read_csv(p.file); },
        [&](const DrawnParams& p) { return make_drawn(p); },
        [&](const PicturesParams& p) { return make_pictures(p, data_seed); },
        [&](const TenClassesParams& p) { return make_pictures(p, data_seed); },
    };
    std::visit([](const auto& p) { check_ranges(p); }, params);
    Dataset data = std::visit(make, params);
    const Kind kind = kind_of_value(params);
    data.kind = kind.key;
    if (data.source.empty()) data.source = kind.label;
    return data;
}

double derived_learning_rate(const Dataset& data) {
    if (!data.is_plane()) throw Error("A learning rate is derived from points, not from pictures: set it.");
    if (!(data.sigma_max > 0)) throw Error("All points lie at 0: learning rate cannot be derived, set it.");
    if (1 / data.sigma_max > static_cast<double>(std::numeric_limits<float>::max()))
        throw Error("The points lie within " + to_text(data.sigma_max) +
                    " of 0: learning rate cannot be derived, set it.");
    return 1 / data.sigma_max;
}

}  // namespace reweigh
