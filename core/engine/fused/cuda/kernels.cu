#include "core/engine/fused/cuda/device_warp.cuh"
#include "core/engine/fused/cuda/kernels.cuh"
#include "core/engine/fused/warp_templates.h"

namespace reweigh::fused {
namespace {

constexpr int threads = 128;

int blocks_for(std::int64_t count) { return static_cast<int>((count + threads - 1) / threads); }

__device__ std::int64_t thread_index() { return std::int64_t{blockIdx.x} * blockDim.x + threadIdx.x; }

// The order of one epoch of one seed: core/engine/permutation.h, draw by draw.
__global__ void make_orders(DeviceSlice slice) {
    const std::int64_t i = thread_index();
    if (i >= std::int64_t{slice.seed_count} * slice.epochs) return;
    const std::uint64_t seed = slice.seeds[i / slice.epochs];
    const auto epoch = static_cast<std::uint64_t>(slice.first_epoch + i % slice.epochs);
    const RandomStream stream{seed, RandomPurpose::Permutation, epoch, 0};
    int* order = slice.orders + i * slice.points;
    for (int k = 0; k < slice.points; ++k) order[k] = k;
    PhiloxBlock words{};
    for (std::uint32_t drawn = 0, unsettled = static_cast<std::uint32_t>(slice.points); unsettled > 1;
         ++drawn, --unsettled) {
        if (drawn % 4 == 0) words = stream.block(drawn / 4);
        const std::uint32_t other = to_integer_below(words[drawn % 4], unsettled);
        const int last = order[unsettled - 1];
        order[unsettled - 1] = order[other];
        order[other] = last;
    }
}

__global__ void make_batches(DeviceSlice slice) {
    const std::int64_t i = thread_index();
    if (i >= std::int64_t{slice.seed_count} * slice.steps) return;
    const std::int64_t seed = i / slice.steps, step = slice.first_step + i % slice.steps;
    const std::int64_t epoch = step / slice.steps_per_epoch - slice.first_epoch;
    Stretch stretch;
    stretch.inputs = slice.inputs;
    stretch.labels = slice.labels;
    stretch.order = slice.orders + (seed * slice.epochs + epoch) * slice.points;
    stretch.points = slice.points;
    stretch.batch_size = slice.batch_size;
    PointTile<float>* centred = slice.centred == nullptr ? nullptr : slice.centred + i * slice.tiles;
    prepare_batch(stretch, step % slice.steps_per_epoch * slice.batch_size, slice.batches[i],
                  slice.tiles_of + i * slice.tiles, centred);
}

__device__ WarpTask task_of(const DeviceSlice& slice, const DeviceReplica& replica, bool centred) {
    const std::int64_t first = std::int64_t{replica.seed} * slice.steps;
    WarpTask task;
    task.batches = slice.batches + first;
    task.tiles = (centred ? slice.centred : slice.tiles_of) + first * slice.tiles;
    task.steps = slice.steps;
    task.tiles_per_batch = slice.tiles;
    task.mask_tiles = (slice.batch_size + tile_points - 1) / tile_points;
    task.first_step = slice.first_step;
    task.run_seed = slice.seeds[replica.seed];
    task.rules = replica.rules;
    return task;
}

// Registers of a lane: none has to go to memory, and many warps share a multiprocessor.
constexpr int most_registers(int blocks) { return blocks > 2 ? 224 : 96; }

template <int Blocks, bool BatchNorm, bool Dropout, bool L2>
__global__ void __maxnreg__(most_registers(Blocks))
    train(DeviceSlice slice, const DeviceReplica* replicas, DeviceNets nets) {
    const DeviceReplica replica = replicas[blockIdx.x];
    WarpTask task = task_of(slice, replica, BatchNorm);
    task.blocks = nets.blocks + std::int64_t{replica.place} * Blocks;
    task.b2 = nets.b2 + replica.place;
    train_warp<DeviceWarp, Blocks, BatchNorm, Dropout, L2>(task);
}

__global__ void train_lines(DeviceSlice slice, const DeviceReplica* replicas, int count, DeviceNets nets) {
    const std::int64_t i = thread_index();
    if (i >= count) return;
    const DeviceReplica replica = replicas[i];
    LinearNet<float> net = nets.lines[replica.place];
    train_line(net, task_of(slice, replica, false));
    nets.lines[replica.place] = net;
}

}  // namespace

void start_orders(const DeviceSlice& slice, cudaStream_t stream) {
    make_orders<<<blocks_for(std::int64_t{slice.seed_count} * slice.epochs), threads, 0, stream>>>(slice);
}

void start_batches(const DeviceSlice& slice, cudaStream_t stream) {
    make_batches<<<blocks_for(std::int64_t{slice.seed_count} * slice.steps), threads, 0, stream>>>(slice);
}

void start_training(const DeviceSlice& slice, const DeviceReplica* replicas, int count, int terms,
                    const DeviceNets& nets, cudaStream_t stream) {
    visit_warp_template(nets.block_count, terms, [&]<int Blocks, bool BatchNorm, bool Dropout, bool L2>() {
        train<Blocks, BatchNorm, Dropout, L2><<<count, 32, 0, stream>>>(slice, replicas, nets);
    });
}

void start_lines(const DeviceSlice& slice, const DeviceReplica* replicas, int count, const DeviceNets& nets,
                 cudaStream_t stream) {
    train_lines<<<blocks_for(count), threads, 0, stream>>>(slice, replicas, count, nets);
}

}  // namespace reweigh::fused
