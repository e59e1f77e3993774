#include "core/engine/fused/cuda_engine.h"
#include "core/engine/fused/engine.h"
#include "core/engine/reference/engine.h"
#include "tests/engine/emulated_cuda.h"
#include "tests/engine/lab.h"

#include <doctest/doctest.h>

#include <array>

namespace reweigh {
namespace {

struct Golden {
    const char* name;
    double importance, l2, dropout;
    bool batch_norm;
    std::array<std::uint64_t, 5> hashes;  // after 0, 1, 128, 1,280, 128,000 steps
};

// ENGINE.md 4.
constexpr std::array goldens{
    Golden{
        "plain, 1:1",
        0,
        0,
        0,
        false,
        {0xcabfb2cba729897f, 0x7c2e1736e1a0b7af, 0xbce23321b7443f02, 0x8eea9f565827e4c7, 0x123da133561aebb0}},
    Golden{
        "plain, 1:16",
        -4,
        0,
        0,
        false,
        {0xcabfb2cba729897f, 0xd364d787df8dd699, 0xdc8673fb30a9510c, 0xf9e7d5fcebe7965f, 0x29f6e6d8c6581887}},
    Golden{
        "L2 and dropout",
        -4,
        1e-3,
        0.5,
        false,
        {0xcabfb2cba729897f, 0xe4be87ab36726ddf, 0xb86f1bcf8b373754, 0x76f95ad8c4e787a9, 0x84ca1dfb58c7e3fd}},
    Golden{
        "L2, dropout and batch norm",
        -4,
        1e-3,
        0.5,
        true,
        {0x9d4000e45b98d84f, 0xe03cb2b636e4c225, 0x6f05f4a4d431cdd8, 0x36fa878a6e0e21ee, 0xb67dee4527aeb6ef}},
};

// The last column takes a minute under a sanitizer.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t columns = 4;
#else
constexpr std::size_t columns = 5;
#endif

lab::Case case_of(const Golden& golden) {
    lab::Case made = lab::golden_case(golden.importance);
    LiveParams& params = made.live.variants[0];
    params.l2 = golden.l2;
    params.dropout = golden.dropout;
    params.batch_norm = golden.batch_norm;
    return made;
}

void check(const Golden& golden, Engine& engine, const Live& live) {
    CAPTURE(golden.name);
    constexpr std::array<std::int64_t, 5> steps{0, 1, 128, 1'280, 128'000};
    for (std::size_t i = 0; i < columns; ++i) {
        engine.advance(steps[i] - engine.step(), live);
        CAPTURE(steps[i]);
        CHECK(lab::hash_of(engine.export_state(), golden.batch_norm) == golden.hashes[i]);
    }
}

}  // namespace

TEST_CASE("every kernel of the reference engine gives the golden bits") {
    for (const reference::KernelSet& kernels : reference::supported_kernels())
        for (const Golden& golden : goldens) {
            CAPTURE(kernels.name);
            const lab::Case made = case_of(golden);
            reference::ReferenceEngine<MlpNet<float>> engine(made.task, kernels);
            check(golden, engine, made.live);
        }
}

TEST_CASE("every kernel and layout of the fused engine gives the golden bits") {
    for (const fused::Kernels& kernels : fused::supported_kernels())
        for (const fused::Layout layout : fused::layouts)
            for (const Golden& golden : goldens) {
                CAPTURE(kernels.name);
                CAPTURE(static_cast<int>(layout));
                const lab::Case made = case_of(golden);
                fused::FusedEngine<MlpNet<float>> engine(made.task, {layout, &kernels});
                check(golden, engine, made.live);
            }
}

TEST_CASE("emulated warps give the golden bits") {
    if (!lab::can_emulate_cuda()) return;
    for (const Golden& golden : goldens) {
        const lab::Case made = case_of(golden);
        fused::CudaEngine<MlpNet<float>> engine(made.task, lab::emulated_cuda(), 0);
        check(golden, engine, made.live);
    }
}

}  // namespace reweigh
