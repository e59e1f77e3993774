#include "tests/engine/emulated_cuda.h"

#include "core/engine/fused/warp_templates.h"
#include "core/engine/permutation.h"
#include "tests/engine/host_warp.h"

#include <cstring>
#include <map>
#include <vector>

namespace reweigh::lab {
namespace {

using namespace fused;

struct Opened {
    std::vector<float> inputs;
    std::vector<std::uint8_t> labels;
    CudaSetup setup;
};

// The prepared batches of one seed.
struct Prepared {
    std::vector<WarpBatch> batches;
    std::vector<PointTile<float>> tiles, centred;
};

Prepared prepare(const Opened& opened, std::uint64_t seed, const CudaSlice& slice, int tiles) {
    const CudaSetup& setup = opened.setup;
    const std::int64_t per_epoch = (setup.points + setup.batch_size - 1) / setup.batch_size;
    const auto count = static_cast<std::size_t>(slice.steps), room = count * static_cast<std::size_t>(tiles);
    Prepared prepared{std::vector<WarpBatch>(count), std::vector<PointTile<float>>(room),
                      std::vector<PointTile<float>>(room)};
    std::vector<int> order;
    std::int64_t epoch = -1;
    for (std::int32_t s = 0; s < slice.steps; ++s) {
        const std::int64_t step = slice.first_step + s;
        if (step / per_epoch != epoch) order = epoch_order(seed, epoch = step / per_epoch, setup.points);
        const Stretch stretch{.inputs = opened.inputs.data(),
                              .labels = opened.labels.data(),
                              .order = order.data(),
                              .points = setup.points,
                              .batch_size = setup.batch_size};
        const auto at = static_cast<std::size_t>(s);
        prepare_batch(stretch, step % per_epoch * setup.batch_size, prepared.batches[at],
                      &prepared.tiles[at * static_cast<std::size_t>(tiles)],
                      &prepared.centred[at * static_cast<std::size_t>(tiles)]);
    }
    return prepared;
}

void* open(const CudaSetup* setup, char* sentence, std::size_t size) {
    if (setup->device > 0) {
        std::strncpy(sentence, "There is one emulated device.", size);
        return nullptr;
    }
    auto* opened = new Opened{{setup->inputs, setup->inputs + 2 * setup->points},
                              {setup->labels, setup->labels + setup->points},
                              *setup};
    return opened;
}

int train(void* handle, const CudaSlice* slice, char*, std::size_t) {
    const Opened& opened = *static_cast<Opened*>(handle);
    const int largest = std::min(opened.setup.batch_size, opened.setup.points);
    const int tiles = (largest + tile_points - 1) / tile_points;
    std::map<std::uint64_t, Prepared> prepared;
    for (int i = 0; i < slice->count; ++i) {
        const CudaReplica& replica = slice->replicas[i];
        auto found = prepared.find(replica.seed);
        if (found == prepared.end())
            found = prepared.emplace(replica.seed, prepare(opened, replica.seed, *slice, tiles)).first;
        const Prepared& own = found->second;
        WarpTask task{.batches = own.batches.data(),
                      .tiles = (replica.rules.batch_norm ? own.centred : own.tiles).data(),
                      .steps = slice->steps,
                      .tiles_per_batch = tiles,
                      .mask_tiles = (opened.setup.batch_size + tile_points - 1) / tile_points,
                      .first_step = slice->first_step,
                      .run_seed = replica.seed,
                      .rules = replica.rules};
        if (opened.setup.blocks == 0) {
            task.tiles = own.tiles.data();
            train_line(slice->lines[i], task);
            continue;
        }
        task.blocks = slice->blocks + std::int64_t{i} * opened.setup.blocks;
        task.b2 = slice->b2 + i;
        visit_warp_template(opened.setup.blocks, warp_terms_of(replica.rules),
                            [&]<int Blocks, bool BatchNorm, bool Dropout, bool L2>() {
                                train_warp<HostWarp, Blocks, BatchNorm, Dropout, L2>(task);
                            });
    }
    return 1;
}

void close(void* opened) { delete static_cast<Opened*>(opened); }

}  // namespace

const CudaPlugin& emulated_cuda() {
    static const CudaPlugin plugin{open, train, close};
    return plugin;
}

bool can_emulate_cuda() {
#if defined(__FMA__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return true;
#endif
}

}  // namespace reweigh::lab
