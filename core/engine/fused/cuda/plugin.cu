#include "core/engine/fused/cuda/kernels.cuh"
#include "core/engine/fused/cuda_abi.h"
#include "core/engine/fused/warp_templates.h"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

// The exported functions of libreweigh_cuda.so: memory, copies and launches. Exceptions stay inside.
namespace reweigh::fused {
namespace {

constexpr std::size_t most_slice_bytes = std::size_t{256} << 20;
constexpr int oldest_major = 7, oldest_minor = 5;

struct CudaError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

void check(cudaError_t result, const char* what) {
    if (result == cudaSuccess) return;
    cudaGetLastError();  // else it is found again later
    throw CudaError("The GPU failed to " + std::string(what) + ": " + cudaGetErrorString(result) + ".");
}

std::string megabytes(std::size_t bytes) { return std::to_string((bytes + 999'999) / 1'000'000) + " MB"; }

// Room on the device that grows when more is wanted.
template <class T>
class DeviceRoom {
public:
    DeviceRoom() = default;
    ~DeviceRoom() { cudaFree(room_); }
    DeviceRoom(const DeviceRoom&) = delete;
    DeviceRoom& operator=(const DeviceRoom&) = delete;

    T* of(std::size_t count) {
        if (count <= count_) return room_;
        cudaFree(std::exchange(room_, nullptr));
        count_ = 0;
        std::size_t free = 0, all = 0;
        check(cudaMemGetInfo(&free, &all), "tell its memory");
        if (cudaMalloc(&room_, count * sizeof(T)) != cudaSuccess) {
            cudaGetLastError();
            throw CudaError("The GPU has no room: " + megabytes(count * sizeof(T)) + " needed, " +
                            megabytes(free) + " free.");
        }
        count_ = count;
        return room_;
    }

private:
    T* room_ = nullptr;
    std::size_t count_ = 0;
};

class Trainer {
public:
    explicit Trainer(const CudaSetup& setup) : setup_(setup) {
        check_device();
        int lowest = 0, highest = 0;
        check(cudaDeviceGetStreamPriorityRange(&lowest, &highest), "tell its priorities");
        check(cudaStreamCreateWithPriority(&stream_, cudaStreamNonBlocking, lowest), "make a stream");
        copy_in(inputs_, setup.inputs, 2 * static_cast<std::size_t>(setup.points));
        copy_in(labels_, setup.labels, static_cast<std::size_t>(setup.points));
        check(cudaStreamSynchronize(stream_), "copy the points");
    }
    ~Trainer() {
        if (stream_ != nullptr) cudaStreamDestroy(stream_);
    }
    Trainer(const Trainer&) = delete;
    Trainer& operator=(const Trainer&) = delete;

    void train(const CudaSlice& slice) {
        check(cudaSetDevice(setup_.device), "be chosen");
        const std::vector<std::uint64_t> seeds = seeds_of(slice);
        const DeviceNets nets = nets_of(slice);
        const std::vector<Launch> launches = launches_of(slice, seeds);
        const int at_once = steps_at_once(seeds.size());
        for (int done = 0; done < slice.steps; done += at_once) {
            const DeviceSlice part = part_of(slice.first_step + done, std::min(at_once, slice.steps - done),
                                             seeds, has_batch_norm(slice));
            start_orders(part, stream_);
            start_batches(part, stream_);
            for (const Launch& launch : launches) start(part, launch, nets);
            check(cudaGetLastError(), "start the steps");
        }
        copy_out(slice, nets);
        check(cudaStreamSynchronize(stream_), "train");
    }

private:
    // Replicas that one kernel trains.
    struct Launch {
        int terms = 0;
        std::size_t first = 0;
        int count = 0;
    };

    void check_device() {
        int count = 0;
        if (cudaGetDeviceCount(&count) != cudaSuccess || count == 0) {
            cudaGetLastError();
            throw CudaError("No NVIDIA GPU found.");
        }
        if (setup_.device >= count)
            throw CudaError("There is no GPU " + std::to_string(setup_.device) + "; this computer has " +
                            std::to_string(count) + ".");
        cudaDeviceProp found{};
        check(cudaGetDeviceProperties(&found, setup_.device), "say what it is");
        if (found.major < oldest_major || (found.major == oldest_major && found.minor < oldest_minor))
            throw CudaError(std::string(found.name) + " is sm_" + std::to_string(found.major) +
                            std::to_string(found.minor) + "; this build needs sm_75 or newer.");
        check(cudaSetDevice(setup_.device), "be chosen");
    }

    template <class T>
    void copy_in(DeviceRoom<T>& room, const T* values, std::size_t count) {
        check(cudaMemcpyAsync(room.of(count), values, count * sizeof(T), cudaMemcpyHostToDevice, stream_),
              "take what it trains");
    }

    static std::vector<std::uint64_t> seeds_of(const CudaSlice& slice) {
        std::vector<std::uint64_t> seeds;
        for (int i = 0; i < slice.count; ++i) seeds.push_back(slice.replicas[i].seed);
        std::sort(seeds.begin(), seeds.end());
        seeds.erase(std::unique(seeds.begin(), seeds.end()), seeds.end());
        return seeds;
    }

    static bool has_batch_norm(const CudaSlice& slice) {
        return std::any_of(slice.replicas, slice.replicas + slice.count,
                           [](const CudaReplica& replica) { return replica.rules.batch_norm; });
    }

    int tiles() const {
        const int largest = std::min(setup_.batch_size, setup_.points);
        return (largest + tile_points - 1) / tile_points;
    }

    // So that prepared points fit into a bounded part of the memory.
    int steps_at_once(std::size_t seeds) const {
        const std::size_t bytes =
            seeds * (sizeof(WarpBatch) + 2 * sizeof(PointTile<float>) * static_cast<std::size_t>(tiles()));
        return static_cast<int>(
            std::clamp<std::size_t>(most_slice_bytes / bytes, 1, static_cast<std::size_t>(most_cuda_steps)));
    }

    DeviceNets nets_of(const CudaSlice& slice) {
        DeviceNets nets;
        nets.block_count = setup_.blocks;
        const auto count = static_cast<std::size_t>(slice.count);
        if (setup_.blocks == 0) {
            copy_in(lines_, slice.lines, count);
            nets.lines = lines_.of(count);
            return nets;
        }
        const std::size_t blocks = count * static_cast<std::size_t>(setup_.blocks);
        copy_in(blocks_, slice.blocks, blocks);
        copy_in(b2_, slice.b2, count);
        nets.blocks = blocks_.of(blocks);
        nets.b2 = b2_.of(count);
        return nets;
    }

    // By terms; the replicas of a launch lie side by side.
    std::vector<Launch> launches_of(const CudaSlice& slice, const std::vector<std::uint64_t>& seeds) {
        std::vector<DeviceReplica> replicas;
        std::vector<Launch> launches;
        for (int terms = 0; terms < static_cast<int>(std::size(warp_terms)); ++terms) {
            const std::size_t first = replicas.size();
            for (int i = 0; i < slice.count; ++i) {
                const CudaReplica& replica = slice.replicas[i];
                if (warp_terms_of(replica.rules) != terms) continue;
                const auto seed = std::lower_bound(seeds.begin(), seeds.end(), replica.seed) - seeds.begin();
                replicas.push_back({static_cast<std::int32_t>(seed), i, replica.rules});
            }
            if (replicas.size() > first)
                launches.push_back({terms, first, static_cast<int>(replicas.size() - first)});
        }
        copy_in(replicas_, replicas.data(), replicas.size());
        copy_in(seeds_, seeds.data(), seeds.size());
        check(cudaStreamSynchronize(stream_), "take what it trains");  // both vectors end here
        return launches;
    }

    DeviceSlice part_of(std::int64_t first_step, int steps, const std::vector<std::uint64_t>& seeds,
                        bool needs_centred) {
        DeviceSlice part;
        part.inputs = inputs_.of(2 * static_cast<std::size_t>(setup_.points));
        part.labels = labels_.of(static_cast<std::size_t>(setup_.points));
        part.points = setup_.points;
        part.batch_size = setup_.batch_size;
        part.steps_per_epoch = (setup_.points + setup_.batch_size - 1) / setup_.batch_size;
        part.tiles = tiles();
        part.seeds = seeds_.of(seeds.size());
        part.seed_count = static_cast<std::int32_t>(seeds.size());
        part.first_step = first_step;
        part.first_epoch = first_step / part.steps_per_epoch;
        part.steps = steps;
        part.epochs =
            static_cast<std::int32_t>((first_step + steps - 1) / part.steps_per_epoch - part.first_epoch + 1);
        const std::size_t batches = seeds.size() * static_cast<std::size_t>(steps);
        part.orders = orders_.of(seeds.size() * static_cast<std::size_t>(part.epochs) *
                                 static_cast<std::size_t>(part.points));
        part.batches = batches_.of(batches);
        part.tiles_of = tiles_.of(batches * static_cast<std::size_t>(part.tiles));
        if (needs_centred) part.centred = centred_.of(batches * static_cast<std::size_t>(part.tiles));
        return part;
    }

    void start(const DeviceSlice& part, const Launch& launch, const DeviceNets& nets) {
        const DeviceReplica* replicas = replicas_.of(0) + launch.first;
        if (setup_.blocks == 0)
            start_lines(part, replicas, launch.count, nets, stream_);
        else
            start_training(part, replicas, launch.count, launch.terms, nets, stream_);
    }

    void copy_out(const CudaSlice& slice, const DeviceNets& nets) {
        const auto copy = [&](auto* to, const auto* from, std::size_t count) {
            check(cudaMemcpyAsync(to, from, count * sizeof(*to), cudaMemcpyDeviceToHost, stream_),
                  "give its weights");
        };
        const auto count = static_cast<std::size_t>(slice.count);
        if (setup_.blocks == 0) return copy(slice.lines, nets.lines, count);
        copy(slice.blocks, nets.blocks, count * static_cast<std::size_t>(setup_.blocks));
        copy(slice.b2, nets.b2, count);
    }

    CudaSetup setup_;
    cudaStream_t stream_ = nullptr;
    DeviceRoom<float> inputs_, b2_;
    DeviceRoom<std::uint8_t> labels_;
    DeviceRoom<std::uint64_t> seeds_;
    DeviceRoom<DeviceReplica> replicas_;
    DeviceRoom<UnitBlock<float>> blocks_;
    DeviceRoom<LinearNet<float>> lines_;
    DeviceRoom<int> orders_;
    DeviceRoom<WarpBatch> batches_;
    DeviceRoom<PointTile<float>> tiles_, centred_;
};

// The call's result, or `failure` and its sentence.
template <class Call, class Result>
Result contained(char* sentence, std::size_t size, Result failure, Call&& call) {
    try {
        return call();
    } catch (const std::exception& error) {
        std::snprintf(sentence, size, "%s", error.what());
        return failure;
    }
}

}  // namespace
}  // namespace reweigh::fused

extern "C" {

__attribute__((visibility("default"))) int reweigh_cuda_version() {
    return reweigh::fused::cuda_plugin_version;
}

__attribute__((visibility("default"))) void* reweigh_cuda_open(const reweigh::fused::CudaSetup* setup,
                                                               char* sentence, std::size_t size) {
    using namespace reweigh::fused;
    return contained(sentence, size, static_cast<void*>(nullptr),
                     [&] { return static_cast<void*>(new Trainer(*setup)); });
}

__attribute__((visibility("default"))) int reweigh_cuda_train(void* opened,
                                                              const reweigh::fused::CudaSlice* slice,
                                                              char* sentence, std::size_t size) {
    using namespace reweigh::fused;
    return contained(sentence, size, 0, [&] {
        static_cast<Trainer*>(opened)->train(*slice);
        return 1;
    });
}

__attribute__((visibility("default"))) void reweigh_cuda_close(void* opened) {
    delete static_cast<reweigh::fused::Trainer*>(opened);
}
}
