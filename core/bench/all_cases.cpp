#include "core/bench/case.h"
#include "core/bench/machine.h"
#include "core/engine/fused/kernels.h"

#include <algorithm>
#include <string>

namespace reweigh::bench {
namespace {

const char* const layouts[] = {"fused", "fused/R", "fused/gather", "fused/H"};

std::string named(const char* what, std::int64_t value) { return what + ("/" + std::to_string(value)); }

// Every engine of ours, the fused one for each instruction set.
std::vector<Case> engines(int threads) {
    std::vector<Case> all{{.engine = "reference", .threads = threads}};
    for (const fused::Kernels& kernels : fused::supported_kernels())
        for (const char* layout : layouts)
            all.push_back({.engine = layout, .threads = threads, .isa = isa_of(kernels.name)});
    all.push_back({.engine = "fused/cuda", .threads = threads, .slice = 12'800});
    return all;
}

void add_mlp(std::vector<Case>& all, Case each) {
    for (const std::string& variant : variant_names())
        for (const int replicas : {1, 2, 4, 8, 11, 16, 17, 64, 153, 612}) {
            each.name = named("mlp", replicas);
            each.variant = variant;
            each.replicas = replicas;
            all.push_back(each);
        }
}

void add_scaling(std::vector<Case>& all, Case base) {
    base.threads = 1;
    base.replicas = 16;
    const auto add = [&](const char* what, auto Case::*member, auto values, auto as_member) {
        for (const auto value : values) {
            Case each = base;
            each.name = named(what, value);
            each.*member = as_member(value);
            all.push_back(each);
        }
    };
    const auto same = [](auto value) { return value; };
    using Numbers = std::vector<int>;
    add("hidden", &Case::model, Numbers{16, 32, 64, 128, 256}, [](int value) { return MlpParams{value}; });
    add("points", &Case::points, Numbers{256, 1'024, 10'000, 100'000}, same);
    add("batch", &Case::batch, Numbers{1, 8, 64, 1'024}, same);
    add("slice", &Case::slice, std::vector<std::int64_t>{128, 12'800}, same);
    base.replicas = 153;
    add("threads", &Case::threads, Numbers{1, 2, 4, 8}, same);
}

void add_logistic(std::vector<Case>& all, Case each) {
    each.model = LogisticRegressionParams{};
    each.slice = 12'800;
    for (const int replicas : {1, 16, 153}) {
        each.name = named("logistic", replicas);
        each.replicas = replicas;
        all.push_back(each);
    }
}

// The network of Byrd & Lipton as large as theirs, side by side and as LibTorch's users write it.
void add_images(std::vector<Case>& all, int threads) {
    const Case one{
        .name = "cnn/1", .engine = "torch", .model = CnnParams{}, .points = 64, .batch = 16, .slice = 2};
    Case two = one, eager = one;
    two.name = "cnn/2";
    two.replicas = 2;
    two.threads = std::max(threads, 2);
    eager.engine = "torch/eager";
    all.insert(all.end(), {one, two, eager});
}

void add_peers(std::vector<Case>& all, int threads) {
    for (const char* engine : {"torch/eager", "torch/aten"})
        all.push_back({.name = "mlp/1", .engine = engine, .slice = 128});
    all.push_back(
        {.name = "logistic/1", .engine = "torch/eager", .model = LogisticRegressionParams{}, .slice = 128});
    for (const int replicas : {1, 16, 153})
        all.push_back({.name = named("mlp", replicas),
                       .engine = "torch/baddbmm",
                       .replicas = replicas,
                       .threads = threads,
                       .slice = 128});
}

}  // namespace

std::vector<Case> all_cases(int threads) {
    std::vector<Case> all;
    for (const Case& each : engines(threads)) {
        add_mlp(all, each);
        add_scaling(all, each);
        add_logistic(all, each);
    }
    add_images(all, threads);
    add_peers(all, threads);
    return all;
}

}  // namespace reweigh::bench
