#pragma once

namespace reweigh {

// What trains: the processor, a GPU, or whichever is faster.
struct Device {
    enum class Kind { Auto, Cpu, Cuda } kind = Kind::Auto;
    int index = 0;  // of the GPU
};

// The device of every engine that is made from now on. Set once, before the first one. Throws Error for a GPU
// that this computer or this build lacks, with the reason (PRODUCT.md 11).
void set_device(Device device);
Device device();

}  // namespace reweigh
