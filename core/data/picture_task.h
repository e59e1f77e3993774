#pragma once

#include "core/base/report.h"
#include "core/config/setup_params.h"
#include "core/data/dataset.h"
#include "core/data/images.h"

#include <cstdint>

namespace reweigh {

// Two classes of a set of pictures: the first of each to train on, and what the model is asked about, in the
// sets "test" (both classes), "other" (test pictures of the other classes, which take turns) and "noise".
// Values are normalised. Which training pictures stay and which labels are flipped follows from `data_seed`.
// Where the set has fewer than asked for, all are taken, and a notice says so.
// SCIENCE.md 0.1, 2.1. Throws Error when a class is missing or the pictures are not 32 x 32 in colour.
Dataset make_picture_task(const PicturesParams& params, const ImageSet& set, std::uint64_t data_seed);

// All ten classes, labels as the set numbers them; one evaluation set, "test".
Dataset make_picture_task(const TenClassesParams& params, const ImageSet& set, std::uint64_t data_seed);

// The same of the pictures at params.path; where it is empty of CIFAR-10 if it is found, else, or where it is
// asked for, of the stand-in drawn from `data_seed`. Throws what read_images throws.
Dataset make_pictures(const PicturesParams& params, std::uint64_t data_seed);
Dataset make_pictures(const TenClassesParams& params, std::uint64_t data_seed);

}  // namespace reweigh
