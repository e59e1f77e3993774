#pragma once

#include "core/base/philox.h"
#include "core/engine/fused/warp_step.h"

// A warp of 32 lanes on this machine: the policy of core/engine/fused/warp_step.h whose numbers are arrays.
namespace reweigh::lab {

struct alignas(64) Lanes {
    float at[32];
    Lanes() = default;
    explicit Lanes(float value) {
        for (float& each : at) each = value;
    }
};

struct LaneTruths {
    bool at[32];
};

template <class Operation>
inline Lanes lane_by_lane(Operation&& operation) {
    Lanes result;
    for (int l = 0; l < 32; ++l) result.at[l] = operation(l);
    return result;
}

inline Lanes operator+(const Lanes& a, const Lanes& b) {
    return lane_by_lane([&](int l) { return a.at[l] + b.at[l]; });
}
inline Lanes operator-(const Lanes& a, const Lanes& b) {
    return lane_by_lane([&](int l) { return a.at[l] - b.at[l]; });
}
inline Lanes operator*(const Lanes& a, const Lanes& b) {
    return lane_by_lane([&](int l) { return a.at[l] * b.at[l]; });
}
inline Lanes operator/(const Lanes& a, const Lanes& b) {
    return lane_by_lane([&](int l) { return a.at[l] / b.at[l]; });
}
inline Lanes operator-(const Lanes& a) {
    return lane_by_lane([&](int l) { return -a.at[l]; });
}
inline Lanes fma(const Lanes& a, const Lanes& b, const Lanes& c) {
    return lane_by_lane([&](int l) { return canonical::fma(a.at[l], b.at[l], c.at[l]); });
}
inline Lanes exp(const Lanes& a) {
    return lane_by_lane([&](int l) { return canonical::exp(a.at[l]); });
}
inline Lanes sqrt(const Lanes& a) {
    return lane_by_lane([&](int l) { return canonical::sqrt(a.at[l]); });
}

struct HostWarp {
    using F = Lanes;
    using Bool = LaneTruths;
    struct Words {
        PhiloxBlock at[32];
    };

    static F load(const float* values) {
        return lane_by_lane([&](int l) { return values[l]; });
    }
    static void store(float* values, const F& x) {
        for (int l = 0; l < 32; ++l) values[l] = x.at[l];
    }
    static void store_one(float* value, const F& x) { *value = x.at[0]; }
    static F spread(const float* eight) {
        return lane_by_lane([&](int l) { return eight[l / 4]; });
    }
    static F select(const Bool& k, const F& a, const F& b) {
        return lane_by_lane([&](int l) { return k.at[l] ? a.at[l] : b.at[l]; });
    }
    static Bool positive(const F& x) {
        return truths([&](int l) { return x.at[l] > 0; });
    }
    static Bool both(const Bool& j, const Bool& k) {
        return truths([&](int l) { return j.at[l] && k.at[l]; });
    }
    static Bool below(int points) {
        return truths([&](int l) { return l / 4 < points; });
    }
    static Bool has_bit(int mask) {
        return truths([&](int l) { return (l & mask) != 0; });
    }
    static F shuffle_xor(const F& x, int mask) {
        return lane_by_lane([&](int l) { return x.at[l ^ mask]; });
    }
    static F broadcast(const F& x, int lane) { return F(x.at[lane]); }
    static Words random(const RandomStream& stream, std::uint32_t first) {
        Words words;
        for (std::uint32_t l = 0; l < 32; ++l) words.at[l] = stream.block(first + l);
        return words;
    }
    static Bool kept(const Words& words, int byte, int threshold) {
        return truths([&](int l) {
            const std::uint32_t word = words.at[l][static_cast<std::size_t>(byte / 4)];
            return static_cast<int>(word >> (8 * (byte % 4)) & 255) >= threshold;
        });
    }

private:
    template <class Operation>
    static Bool truths(Operation&& operation) {
        Bool result;
        for (int l = 0; l < 32; ++l) result.at[l] = operation(l);
        return result;
    }
};

}  // namespace reweigh::lab
