#pragma once

#include "core/engine/canonical.h"
#include "core/engine/rules.h"
#include "core/engine/stretch.h"

// Gathers a batch: points, slopes' weights, batch-norm moments. ENGINE.md 3, 4.
namespace reweigh {

inline constexpr int tile_points = 8;

// Eight gathered points; those beyond the batch have omega 0.
template <class Scalar>
struct alignas(64) PointTile {
    Scalar x0[tile_points], x1[tile_points];
    Scalar side[tile_points];   // +1 for the positive class, -1 for the other: u = side z
    Scalar omega[tile_points];  // weight of the point's slope: -omega+ or omega-
};

struct Batch {
    const int* points = nullptr;
    int size = 0;
    REWEIGH_INLINE int tiles() const { return (size + tile_points - 1) / tile_points; }
};

// Sum of the points' weights by class; their numbers where all weigh 1.
struct ClassSums {
    double of[2] = {0, 0};
};

// omega+- = c+- / den, without the weight of the point. den: size (R0), sum of weights (R1), 1 (R2).
struct Omegas {
    double positive = 0, negative = 0;
};

// Mean of a batch and the Cholesky factor L of its second moments S. ENGINE.md 3, rule 6.
template <class Scalar>
struct Moments {
    Scalar mean0, mean1, L00, L10, L11;
    Scalar to_unbiased;  // B / (B - 1)
};

namespace {  // every file that includes this has its own copy, compiled for its own processor

REWEIGH_INLINE ClassSums class_sums(const Batch& batch, const Stretch& stretch) {
    ClassSums sums;
    for (int i = 0; i < batch.size; ++i) {
        const int point = batch.points[i];
        sums.of[stretch.labels[point]] += stretch.weights ? double{stretch.weights[point]} : 1.0;
    }
    return sums;
}

REWEIGH_INLINE Omegas omegas_of(int batch_points, const ClassSums& sums, const Rules& rules) {
    double denominator = batch_points;
    if (rules.reduction == Reduction::R2) denominator = 1;
    if (rules.reduction == Reduction::R1)
        denominator = sums.of[1] * rules.positive_weight + sums.of[0] * rules.negative_weight;
    return {rules.positive_weight / denominator, rules.negative_weight / denominator};
}

// All of a tile but omega. A place beyond the batch takes the last point.
template <class Scalar>
REWEIGH_INLINE void gather(PointTile<Scalar>* tiles, const Batch& batch, const Stretch& stretch) {
    static constexpr Scalar sides[] = {-1, 1};  // no branch, which labels would mislead
    const int last = batch.size - 1;
    for (int first = 0; first < batch.size; first += tile_points, ++tiles)
        for (int place = 0; place < tile_points; ++place) {
            const int i = first + place, point = batch.points[i < last ? i : last];
            tiles->x0[place] = stretch.inputs[2 * point];
            tiles->x1[place] = stretch.inputs[2 * point + 1];
            tiles->side[place] = sides[stretch.labels[point]];
        }
}

// With omega, which is 0 beyond the batch, so that no sum changes.
template <class Scalar>
void gather(PointTile<Scalar>* tiles, const Batch& batch, const Stretch& stretch, const Rules& rules) {
    gather(tiles, batch, stretch);
    const Omegas omegas = omegas_of(batch.size, class_sums(batch, stretch), rules);
    for (int i = 0; i < batch.tiles() * tile_points; ++i) {
        PointTile<Scalar>& tile = tiles[i / tile_points];
        const int place = i % tile_points;
        double omega = tile.side[place] > 0 ? -omegas.positive : omegas.negative;
        if (stretch.weights && i < batch.size) omega *= stretch.weights[batch.points[i]];
        tile.omega[place] = i < batch.size ? static_cast<Scalar>(omega) : Scalar(0);
    }
}

// Moves the mean of the batch to 0 and measures it, in double.
template <class Scalar>
REWEIGH_INLINE Moments<Scalar> centre(PointTile<Scalar>* tiles, const Batch& batch) {
    const auto at = [&](int i) -> PointTile<Scalar>& { return tiles[i / tile_points]; };
    double mean0 = 0, mean1 = 0;
    for (int i = 0; i < batch.size; ++i) {
        mean0 += double{at(i).x0[i % tile_points]};
        mean1 += double{at(i).x1[i % tile_points]};
    }
    mean0 /= batch.size;
    mean1 /= batch.size;
    for (int i = 0; i < batch.tiles() * tile_points; ++i) {
        Scalar &x0 = at(i).x0[i % tile_points], &x1 = at(i).x1[i % tile_points];
        x0 = static_cast<Scalar>(double{x0} - mean0);
        x1 = static_cast<Scalar>(double{x1} - mean1);
    }
    double s00 = 0, s10 = 0, s11 = 0;
    for (int i = 0; i < batch.size; ++i) {
        const double x0 = at(i).x0[i % tile_points], x1 = at(i).x1[i % tile_points];
        s00 += x0 * x0;
        s10 += x0 * x1;
        s11 += x1 * x1;
    }
    const double l00 = __builtin_sqrt(s00 / batch.size);
    const double l10 = l00 > 0 ? s10 / batch.size / l00 : 0;
    const double rest = s11 / batch.size - l10 * l10;
    const double l11 = __builtin_sqrt(rest > 0 ? rest : 0);
    return {
        static_cast<Scalar>(mean0), static_cast<Scalar>(mean1),
        static_cast<Scalar>(l00),   static_cast<Scalar>(l10),
        static_cast<Scalar>(l11),   static_cast<Scalar>(static_cast<double>(batch.size) / (batch.size - 1))};
}

// The batch that begins after `done` points of the stretch.
REWEIGH_INLINE Batch batch_at(const Stretch& stretch, std::int64_t done) {
    const std::int64_t left = stretch.points - done;
    return {stretch.order + done, static_cast<int>(left < stretch.batch_size ? left : stretch.batch_size)};
}

// Calls step(batch, number) for every batch of the stretch.
template <class Step>
void for_each_batch(const Stretch& stretch, Step&& step) {
    std::int64_t number = stretch.first_step;
    for (std::int64_t done = 0; done < stretch.points; done += stretch.batch_size, ++number)
        step(batch_at(stretch, done), number);
}

}  // namespace
}  // namespace reweigh
