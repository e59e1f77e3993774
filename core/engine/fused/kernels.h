#pragma once

#include "core/engine/batch.h"
#include "core/engine/canonical.h"
#include "core/engine/evaluation.h"
#include "core/engine/rules.h"
#include "core/engine/stretch.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

// The arithmetic, compiled once for every instruction set (kernel/*.h), and the plain values that it works
// on.
namespace reweigh::fused {

// What the lanes of a vector hold. ENGINE.md 3.
enum class Layout {
    Shared,    // replicas of one seed: the same points for all
    Gathered,  // replicas of any seeds: each its own points
    Hidden,    // hidden units of one replica; its points in logistic regression
};
inline constexpr std::array layouts{Layout::Shared, Layout::Gathered, Layout::Hidden};

// What steps do beside gradient descent with weight decay. A term too many gives the same bits.
struct Terms {
    bool dropout = false, batch_norm = false;
    friend bool operator==(const Terms&, const Terms&) = default;
};
constexpr std::size_t index_of(const Terms& terms) {
    return (terms.dropout ? 1u : 0u) + (terms.batch_norm ? 2u : 0u);
}
constexpr Terms terms_at(std::size_t index) { return {(index & 1) != 0, (index & 2) != 0}; }
inline constexpr std::size_t term_sets = 4;

inline constexpr int most_lanes = 16;

// The live parameters of the replicas in the lanes; of one replica: the same in every lane.
struct alignas(64) LaneRules {
    float eta[most_lanes], decay[most_lanes], dropout_scale[most_lanes];
    std::int32_t dropout_threshold[most_lanes];
    Rules rules[most_lanes];
    bool weighs_by_class = false;  // a lane has reduction R1, whose omega depends on the batch's classes
};

// MLPs in lanes. A row is one parameter of every lane; rows of the hidden units come in the order in which
// their products are summed (lanes.h). blocks: of 32 hidden units.
struct LaneNets {
    float* units = nullptr;  // (rows, 4, lanes): w0 w1 b w2
    float* norms = nullptr;  // (rows, 4, lanes): gamma beta running_mean running_var
    float* b2 = nullptr;     // (lanes)
    int blocks = 0;
};

// What a step notes, as large as LaneRoom (lanes.h) makes it.
struct LaneNotes {
    float* active = nullptr;            // (rows, 8, lanes): whether a unit is active for a point of the tile
    float* sums = nullptr;              // (rows, 3, lanes): A Q0 Q1 of the tiles so far
    float* normal = nullptr;            // (rows, 3, lanes): W0 W1 r
    std::int32_t* kept = nullptr;       // (blocks, 8, 32[, lanes]): the random bytes of a tile
    PointTile<float>* tiles = nullptr;  // (lanes of their own points, tiles of a batch)
};

// Logistic regressions in lanes.
struct alignas(64) LaneLines {
    float w0[most_lanes], w1[most_lanes], b[most_lanes];
};

// Training changes nets and lines in place. stretches: one, or with Layout::Gathered one for every lane,
// which differ in order and seed alone. Predictions are eval-mode logits of inputs (n, 2).
struct Kernels {
    using TrainMlp = void(const LaneNets&, const Stretch* stretches, const LaneRules&, const LaneNotes&);
    using TrainLinear = void(LaneLines&, const Stretch* stretches, const LaneRules&, const LaneNotes&);

    std::string_view name;
    int lanes = 0;
    std::array<std::array<TrainMlp*, term_sets>, layouts.size()> train_mlp;  // by layout, terms
    std::array<TrainLinear*, layouts.size()> train_linear;
    void (*predict_mlp)(EvalView<float>, const float* inputs, std::int64_t n, float* out);
    void (*predict_linear)(const LinearNet<float>&, const float* inputs, std::int64_t n, float* out);
};

// Those that this processor can run, the fastest first; none without AVX2. All give the same bits.
std::span<const Kernels> supported_kernels();

}  // namespace reweigh::fused
